import { Link } from '@tanstack/react-router'
import { Bar, BarTable, Button, Credits, Panel, plural } from '../../../../ui/index.ts'
import type { Dashboard } from '../../dashboard/schema.ts'
import { wordOf } from '../payouts/words.ts'

/** Earnings by state. */
export function EarningsBars({ earnings }: { earnings: Dashboard['earnings'] }) {
  const most = Math.max(...earnings.map(({ credits }) => credits))
  return (
    <Panel
      title="Earnings"
      actions={
        <Button asChild size="sm" variant="ghost">
          <Link to="/sell/earnings">Open earnings</Link>
        </Button>
      }
    >
      <BarTable label="Earnings by state">
        {earnings.map(({ state, sales, credits }) => (
          <Bar key={state} name={wordOf(state)} value={credits} most={most} isValue>
            <Credits value={credits} /> <span className="text-muted">{plural(sales, 'sale')}</span>
          </Bar>
        ))}
      </BarTable>
    </Panel>
  )
}
