import { Badge } from '../../../../ui/index.ts'
import type { Reconciliation } from '../../reconciliation/schema.ts'

/** How far the comparison of a day is, in a word or two. */
export function DayState({
  row: { status, is_partial },
}: {
  row: Pick<Reconciliation, 'status' | 'is_partial'>
}) {
  if (status === 'failed') return <Badge tone="bad">Stripe did not answer</Badge>
  if (status === 'queued') return <Badge>Waits</Badge>
  if (status === 'running') return <Badge>Being compared</Badge>
  return is_partial ? <Badge tone="neutral">Compared so far</Badge> : <Badge tone="good">Compared</Badge>
}
