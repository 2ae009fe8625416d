import type { Logger } from '../../../platform/log.ts'
import { type CompanyOf, openCompanyFile } from '../identity/company-of.ts'

/** Reads the operator's file of address ranges beside everything else; until it is read no company is known. */
export function openCompanies(file: string | null, log: Logger): CompanyOf {
  let companyOf: CompanyOf = () => null
  if (file !== null) {
    openCompanyFile(file).then(
      (opened) => {
        companyOf = opened
      },
      (error: unknown) => log.error({ err: error }, 'PIXEL_COMPANY_FILE cannot be read; no company is known'),
    )
  }
  return (address) => companyOf(address)
}
