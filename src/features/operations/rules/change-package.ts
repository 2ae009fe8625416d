import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toHundredths } from '../../credits/index.ts'
import type { PackageTerms } from './schema.ts'

export interface PackageChange {
  operatorId: string
  /** The version it follows; null for a new package. */
  packageId: string | null
  /** Null retires it. */
  terms: Omit<PackageTerms, 'reason'> | null
  reason: string
}

/** Adds a package, makes the next version of one, or retires it; answers the new version. Needs withSystem. */
export async function changePackage(tx: Tx, { operatorId, packageId, terms, reason }: PackageChange) {
  const hundredths = terms && toHundredths(terms.credits)
  const { rows } = await sql<{ id: string | null }>`
    select change_credit_package(${operatorId}, ${packageId}, ${terms?.name ?? null}, ${hundredths},
      ${terms?.price_cents ?? null}, ${reason}) as id`.execute(tx)
  return { id: rows[0]?.id ?? packageId ?? '' }
}

/** Puts the packages on offer in this order. Needs withSystem. */
export async function orderPackages(tx: Tx, operatorId: string, packageIds: string[], reason: string) {
  await sql`select order_credit_packages(${operatorId}, ${packageIds}::uuid[], ${reason || null})`.execute(tx)
}
