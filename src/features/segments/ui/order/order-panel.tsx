import { useState } from 'react'
import { Button, Checkbox, formatCredits, Panel } from '../../../../ui/index.ts'
import { useBuyCredits } from '../../../credits/ui/index.ts'
import type { Segment } from '../../schema.ts'
import { ForecastPanel } from './forecast-panel.tsx'
import { OrderFields } from './order-fields.tsx'
import { useForecast } from './use-forecast.ts'
import { failed, useSetOrder } from './use-order.ts'
import type { OrderFormState } from './use-order-form.ts'

/** The terms of the order and what they would spend; saving says the most a run may cost. */
export function OrderPanel({ segment, state }: { segment: Segment; state: OrderFormState }) {
  const order = segment.standing_order
  const { terms, isDirty } = state
  const { forecast, isOld, error, retry } = useForecast(segment, terms)
  const save = useSetOrder(segment.id)
  const { canBuy } = useBuyCredits()
  const most = forecast?.most_per_run.credits ?? 0
  const above = forecast?.confirm_above ?? null
  const mustConfirm = above !== null && most > above
  const [confirmed, setConfirmed] = useState<number>()
  const isArchived = segment.status === 'archived'
  const isReady =
    terms !== null &&
    forecast !== undefined &&
    !isOld &&
    canBuy &&
    !isArchived &&
    (!mustConfirm || confirmed === most)

  function saveNow() {
    if (!isReady || !terms || save.isPending) return
    const wish = { ...terms, status: order?.status ?? ('active' as const) }
    save.mutate(mustConfirm ? { ...wish, confirmed_credits: most } : wish, { onError: failed })
  }

  return (
    <Panel title={order ? 'Terms' : 'Standing order'}>
      {order ? null : (
        <p className="mb-4 max-w-2xl text-muted">
          Pulls people of this segment by itself. Only who is new to you is paid for, it never spends more
          than its limits, and it pauses when the balance is used up.
        </p>
      )}
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <OrderFields state={state} />
        <ForecastPanel forecast={forecast} isOld={isOld} error={error} retry={retry} />
      </div>
      {canBuy ? null : (
        <p className="mt-4 rounded-md bg-warn-soft px-3 py-2 text-warn">
          Only owners and admins of this workspace can give a standing order.
        </p>
      )}
      <div className="mt-4 flex flex-wrap items-center justify-end gap-3">
        {mustConfirm && isDirtyOrNew(isDirty, order) ? (
          <Checkbox
            className="mr-auto"
            checked={confirmed === most}
            onCheckedChange={(on) => setConfirmed(on ? most : undefined)}
            label={`I confirm up to ${formatCredits(most)} credits a run`}
            hint={`Your workspace asks for this above ${formatCredits(above)} credits.`}
          />
        ) : null}
        {isDirtyOrNew(isDirty, order) ? (
          <Button variant="primary" busy={save.isPending} disabled={!isReady} onClick={saveNow}>
            {order ? 'Save the terms' : 'Start'}: at most {formatCredits(most)} credits a run
          </Button>
        ) : (
          <p className="text-muted">Saved</p>
        )}
      </div>
    </Panel>
  )
}

const isDirtyOrNew = (isDirty: boolean, order: Segment['standing_order']) => isDirty || order === null
