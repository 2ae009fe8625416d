import { useState } from 'react'
import {
  Badge,
  Button,
  ConfirmDialog,
  formatCredits,
  formatDateTime,
  Panel,
  plural,
} from '../../../../ui/index.ts'
import { useBuyCredits } from '../../../credits/ui/index.ts'
import type { Segment, StandingOrder } from '../../schema.ts'
import { cadenceWords } from '../segment.ts'
import { pauseWords } from './pause-words.ts'
import { failed, useEndOrder, useSetOrder } from './use-order.ts'

/** How the order stands, and stopping it. */
export function OrderState({ segment, order }: { segment: Segment; order: StandingOrder }) {
  const [isEnding, setEnding] = useState(false)
  const { canBuy } = useBuyCredits()
  const change = useSetOrder(segment.id)
  const end = useEndOrder(segment.id)
  const isActive = order.status === 'active'
  const { cadence, max_leads, max_credits, tags } = order
  const to = (status: StandingOrder['status']) =>
    change.mutate({ cadence, max_leads, max_credits, tags, status }, { onError: failed })
  return (
    <Panel
      title="Standing order"
      actions={
        canBuy ? (
          <span className="flex gap-2">
            <Button size="sm" busy={change.isPending} onClick={() => to(isActive ? 'paused' : 'active')}>
              {isActive ? 'Pause' : 'Let it go on'}
            </Button>
            <Button size="sm" variant="danger" onClick={() => setEnding(true)}>
              End it
            </Button>
          </span>
        ) : null
      }
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={isActive ? 'good' : 'warn'}>{isActive ? 'Active' : 'Paused'}</Badge>
        <span>
          {cadenceWords[cadence]}, at most {plural(max_leads, 'person', 'people')}
          {max_credits === null ? '' : ` and ${formatCredits(max_credits)} credits`} a run
        </span>
        <span className="text-muted">
          {isActive && segment.status === 'active'
            ? cadence === 'new'
              ? 'Waits for people who are not there yet'
              : `Next run ${formatDateTime(order.next_at)}`
            : null}
        </span>
      </div>
      {!isActive && order.paused_reason ? (
        <p role="status" className="mt-3 rounded-md bg-warn-soft px-3 py-2 text-warn">
          {pauseWords(order.paused_reason)}
        </p>
      ) : null}
      {isActive && segment.status !== 'active' ? (
        <p role="status" className="mt-3 rounded-md bg-warn-soft px-3 py-2 text-warn">
          The segment is {segment.status}, so its order waits.
        </p>
      ) : null}
      <ConfirmDialog
        open={isEnding}
        onOpenChange={setEnding}
        title={`End the standing order of “${segment.name}”?`}
        confirmLabel="End the order"
        tone="danger"
        onConfirm={end}
      >
        Nobody is pulled by itself any more. A run that goes on now is finished, and the leads stay.
      </ConfirmDialog>
    </Panel>
  )
}
