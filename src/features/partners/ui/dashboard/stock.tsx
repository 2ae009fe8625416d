import { Link } from '@tanstack/react-router'
import { formatCount, Panel } from '../../../../ui/index.ts'
import type { Dashboard } from '../../dashboard/schema.ts'

const WORDS: [keyof Dashboard['stock'], string][] = [
  ['active', 'On sale'],
  ['sold_out', 'Sold out'],
  ['withdrawn', 'Withdrawn'],
  ['expired', 'Expired'],
]

/** What there is to sell. */
export function Stock({ stock }: { stock: Dashboard['stock'] }) {
  const words = stock.suspended > 0 ? [...WORDS, ['suspended', 'Suspended'] as const] : WORDS
  return (
    <Panel title="Stock">
      <ul className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        {words.map(([status, word]) => (
          <li key={status}>
            <Link to="/sell/listings" search={{ status }} className="group flex flex-col">
              <span className="text-sm text-muted group-hover:underline">{word}</span>
              <span className="text-title font-semibold tabular">{formatCount(stock[status])}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
