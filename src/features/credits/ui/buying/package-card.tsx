import type { ReactNode } from 'react'
import { Badge } from '../../../../ui/index.ts'
import type { CreditPackage } from '../../schema.ts'
import { creditsInWords, formatMoney, formatUnitPrice } from '../money.ts'

/** What a package is and costs; around it a choice or a button. */
export function PackageFacts({ item, mark }: { item: CreditPackage; mark?: ReactNode }) {
  return (
    <>
      <span className="flex min-h-5 w-full items-center justify-between gap-2">
        <span className="flex min-w-0 items-center gap-2">
          {mark}
          <span className="truncate font-medium">{item.name}</span>
        </span>
        {item.saving_percent > 0 ? (
          <span className="shrink-0">
            <Badge tone="good">Save {item.saving_percent}%</Badge>
          </span>
        ) : null}
      </span>
      <span className="tabular max-w-full text-title break-words font-semibold text-value">
        {creditsInWords(item.credits)}
      </span>
      <span className="tabular">
        {formatMoney(item.price_cents, item.currency)}
        <span className="text-muted">
          {' · '}
          {formatUnitPrice(item.price_per_credit_cents, item.currency)} per credit
        </span>
      </span>
    </>
  )
}

export const cardClasses =
  'relative flex min-w-0 flex-col items-start gap-1 rounded-md border border-line bg-surface p-3 text-left'

export const cardGrid = 'grid grid-cols-[repeat(auto-fit,minmax(min(13rem,100%),1fr))] gap-3'
