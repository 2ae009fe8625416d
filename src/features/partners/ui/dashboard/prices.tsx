import { Credits, formatCount, formatPercent, Panel } from '../../../../ui/index.ts'
import { SENIORITY_WORDS } from '../../../leads/values.ts'
import type { Dashboard } from '../../dashboard/schema.ts'

interface PricesProps {
  prices: Dashboard['prices']
  asOf: string | null
}

/** Own prices beside the market's, group by group. */
export function Prices({ prices, asOf }: PricesProps) {
  return (
    <Panel title="Your prices and the market’s">
      {prices.length === 0 ? (
        <p className="text-muted">
          {asOf
            ? 'None of your groups has five active listings of at least two partners, so there is nothing to compare.'
            : 'Being computed.'}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by keyboard
        <section aria-label="Prices" tabIndex={0} className="overflow-x-auto">
          <table className="w-full min-w-150 text-left">
            <thead>
              <tr className="border-b border-line text-right text-sm text-muted">
                <th className="py-1.5 text-left font-medium">Industry</th>
                <th className="py-1.5 text-left font-medium">Seniority</th>
                <th className="py-1.5 font-medium">Your listings</th>
                <th className="py-1.5 font-medium">Your median</th>
                <th className="py-1.5 font-medium">Market median</th>
                <th className="py-1.5 font-medium">Difference</th>
              </tr>
            </thead>
            <tbody>
              {prices.map((group) => (
                <tr
                  key={`${group.industry} ${group.seniority}`}
                  className="h-9 border-b border-line text-right last:border-0"
                >
                  <th scope="row" className="text-left font-normal">
                    {group.industry ?? <span className="text-muted">Not known</span>}
                  </th>
                  <td className="text-left">
                    {group.seniority ? (
                      SENIORITY_WORDS[group.seniority]
                    ) : (
                      <span className="text-muted">Not known</span>
                    )}
                  </td>
                  <td className="tabular">{formatCount(group.listings)}</td>
                  <td>
                    <Credits value={group.median} />
                  </td>
                  <td title={`${formatCount(group.market_listings)} active listings`}>
                    <Credits value={group.market_median} />
                  </td>
                  <td className="tabular">{difference(group.median, group.market_median)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  )
}

function difference(own: number, market: number): string {
  if (own === market) return 'Same'
  const ratio = own / market - 1
  return `${ratio > 0 ? '+' : '−'}${formatPercent(Math.abs(ratio))}`
}
