import type { Segment } from '../../schema.ts'
import { OrderPanel } from './order-panel.tsx'
import { OrderState } from './order-state.tsx'
import { PastRuns } from './past-runs.tsx'
import type { OrderFormState } from './use-order-form.ts'

interface OrderTabProps {
  segment: Segment
  state: OrderFormState
  /** The rules on screen are not the saved ones. */
  isDirty: boolean
}

/** Pulling again and again: how it stands, its terms, and what it did. */
export function OrderTab({ segment, state, isDirty }: OrderTabProps) {
  return (
    <>
      {isDirty ? (
        <p role="status" className="mx-5 mb-4 rounded-md bg-warn-soft px-3 py-2 text-warn max-sm:mx-4">
          A standing order pulls by the saved rules. Save your changes to have it pull by these.
        </p>
      ) : null}
      {segment.standing_order ? <OrderState segment={segment} order={segment.standing_order} /> : null}
      <OrderPanel segment={segment} state={state} />
      <PastRuns segmentId={segment.id} />
    </>
  )
}
