import type { Tx } from '../../../platform/db/index.ts'
import { toCredits } from '../hundredths.ts'
import type { CreditPackage } from '../schema.ts'

/** The packages on offer in the operator's order, and what each saves against the dearest price per credit. */
export async function listPackages(tx: Tx): Promise<CreditPackage[]> {
  const rows = await tx
    .selectFrom('credit_packages')
    .select(['id', 'name', 'credits_hundredths', 'price_cents', 'currency'])
    .where('retired_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const packages = rows.map(({ credits_hundredths, ...row }) => {
    const credits = toCredits(Number(credits_hundredths))
    return { ...row, credits, price_per_credit_cents: Math.round((row.price_cents / credits) * 100) / 100 }
  })
  const dearest = Math.max(...packages.map((item) => item.price_cents / item.credits))
  return packages.map((item) => ({
    ...item,
    saving_percent: Math.floor((1 - item.price_cents / item.credits / dearest) * 100 + 1e-9),
  }))
}
