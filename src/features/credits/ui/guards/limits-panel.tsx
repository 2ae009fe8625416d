import { type FormEvent, useState } from 'react'
import {
  Button,
  Credits,
  ErrorState,
  errorText,
  formatCredits,
  Panel,
  SkeletonLines,
  toast,
} from '../../../../ui/index.ts'
import type { Guards } from '../../schema.ts'
import { GuardsLimitFields, limitsOf, textsOf } from './limit-fields.tsx'
import { useGuards, useSetGuards } from './use-guards.ts'

/** The workspace's own limits, and how much of the month's is gone. */
export function GuardsLimitsPanel() {
  const guards = useGuards()
  return (
    <Panel title="The workspace">
      {guards.isPending ? <SkeletonLines lines={4} /> : null}
      {guards.isError ? (
        <ErrorState title="The guards could not be read" error={guards.error} retry={guards.refetch} />
      ) : null}
      {guards.data ? (
        <div className="flex flex-col gap-4">
          <MonthLine guards={guards.data} />
          <LimitsForm key={`${guards.data.monthly_cap} ${guards.data.confirm_above}`} guards={guards.data} />
        </div>
      ) : null}
    </Panel>
  )
}

function MonthLine({ guards }: { guards: Guards }) {
  const { spending, monthly_cap } = guards
  const used = spending.spent + spending.held
  return (
    <div>
      <p>
        <Credits value={spending.spent} unit={monthly_cap === null} />
        {monthly_cap === null ? '' : ` of ${formatCredits(monthly_cap)} credits`} spent this month
        {spending.held > 0 ? `, ${formatCredits(spending.held)} held by open quotes` : ''}.
        {monthly_cap === null ? ' There is no cap.' : ''}
      </p>
      {monthly_cap === null ? null : (
        <div aria-hidden className="mt-1.5 h-1.5 overflow-hidden rounded-sm bg-hover">
          <div
            className={used >= monthly_cap ? 'h-full bg-bad' : 'h-full bg-ink'}
            style={{ width: `${monthly_cap === 0 ? 100 : Math.min(100, (used / monthly_cap) * 100)}%` }}
          />
        </div>
      )}
      <p className="mt-1 text-sm text-muted">
        Orders less returned leads, in the calendar month (UTC). API keys count here.
      </p>
    </div>
  )
}

function LimitsForm({ guards }: { guards: Guards }) {
  const [texts, setTexts] = useState(textsOf(guards))
  const [isTried, setTried] = useState(false)
  const save = useSetGuards()
  const limits = limitsOf(texts)
  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (limits) save.mutate(limits, { onSuccess: () => toast({ title: 'Spend guards saved' }) })
  }
  return (
    <form onSubmit={submit} noValidate className="flex max-w-lg flex-col gap-3">
      <GuardsLimitFields texts={texts} onChange={setTexts} isTried={isTried} />
      {save.error ? (
        <p role="alert" className="text-bad">
          {errorText(save.error)}
        </p>
      ) : null}
      <div>
        <Button variant="primary" type="submit" busy={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  )
}
