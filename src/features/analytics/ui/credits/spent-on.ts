import type { SearchParams } from '../../../../ui/index.ts'
import type { CreditUsage, Period } from '../../schema.ts'

type Purpose = CreditUsage['purposes'][number]['purpose']

/** How the ledger calls what was spent. */
const kindOf: Record<Purpose, string> = {
  marketplace: 'purchase',
  audience: 'pull',
  enrichment: 'enrichment',
}

/** The filters of the credit history for what was spent on these days, for one purpose or for all. */
export function spentOn({ from, to }: Pick<Period, 'from' | 'to'>, purpose?: Purpose): SearchParams {
  const kind = purpose ? kindOf[purpose] : Object.values(kindOf).join(',')
  return { created: `${from}..${to}`, kind }
}
