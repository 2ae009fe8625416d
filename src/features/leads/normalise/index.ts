/**
 * From values as given to the form a lead is stored and compared by, with no database. Nothing here throws.
 *
 *     const normalise = normaliserFor(columns, { defaultCountry: 'US' })
 *     const { row, problems, warnings } = normalise(cells)
 *
 * `normaliseRow` does the same for values by field, as JSON brings them.
 */

export { NOTHING } from './clean-text.ts'
export { parseCompanySize } from './company-size.ts'
export { parseCountry } from './country.ts'
export { type EmailAddress, parseEmails } from './email.ts'
export { INDUSTRIES, parseIndustry } from './industry.ts'
export { type LinkedinProfile, parseLinkedin } from './linkedin.ts'
export { foldName, personNameKey } from './name.ts'
export { normaliseRow } from './normalise-row.ts'
export { normaliserFor } from './normaliser-for.ts'
export { parsePhone } from './phone.ts'
export { plainNumbers } from './phone-patterns.ts'
export {
  COMPANY_SIZES,
  type CompanySize,
  DEPARTMENTS,
  type Department,
  type EmailFlag,
  type GivenLead,
  type LeadProblem,
  type LeadProblemCode,
  type NormalisedLead,
  type NormaliseOptions,
  type NormaliseResult,
  SENIORITIES,
  type Seniority,
  VERIFICATION_STATES,
  type VerificationState,
} from './types.ts'
