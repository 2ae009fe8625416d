import { formatCount, formatCredits, formatPercent } from '../../../../ui/index.ts'
import type { Market } from '../../schema.ts'
import { Drill } from '../figures/drill.tsx'
import { Change, Stat, Stats } from '../figures/stat.tsx'
import type { Range } from '../range/range.ts'

const percent = (share: number | null) => (share === null ? '–' : formatPercent(share))

/** A partner's figures of the range beside those before. */
export function SellingTotals({ market: { totals, ...market }, range }: { market: Market; range: Range }) {
  const before = range.isCompared ? market.before : null
  return (
    <Stats label="Selling">
      <Stat
        label="Listed"
        value={<Drill to="/sell/listings">{formatCount(totals.listed)}</Drill>}
        note={<Change now={totals.listed} before={before?.listed} format={formatCount} better="more" />}
      />
      <Stat
        label="Sell-through"
        value={percent(totals.sell_through)}
        note={
          <Change
            now={totals.sell_through ?? 0}
            before={before?.sell_through}
            format={formatPercent}
            better="more"
          />
        }
      />
      <Stat
        label="Sold"
        value={<Drill to="/sell/earnings">{formatCount(totals.sold)}</Drill>}
        note={<Change now={totals.sold} before={before?.sold} format={formatCount} better="more" />}
      />
      <Stat
        label="Returned"
        value={<Drill to="/sell/returns">{formatCount(totals.returned)}</Drill>}
        note={
          <>
            <span className="text-muted">{totals.sold > 0 ? `${percent(totals.return_rate)} ` : ''}</span>
            <Change now={totals.returned} before={before?.returned} format={formatCount} better="less" />
          </>
        }
      />
      <Stat
        label="Earned"
        value={
          <Drill to="/sell/earnings">
            <span className="text-value">{formatCredits(totals.earned)}</span>
          </Drill>
        }
        note={<Change now={totals.earned} before={before?.earned} format={formatCredits} better="more" />}
      />
    </Stats>
  )
}
