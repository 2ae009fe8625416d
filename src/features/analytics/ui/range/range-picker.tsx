import { useState } from 'react'
import { Checkbox, Input, Select, useSearchParams } from '../../../../ui/index.ts'
import type { Period } from '../../schema.ts'
import { OWN, presets, type Range, USUAL } from './range.ts'

const options = [...presets, { value: OWN, label: 'Own dates' }].map(({ value, label }) => ({ value, label }))

/** Which days the figures are of, and whether those of the days before stand beside them. */
export function RangePicker({ range, period }: { range: Range; period: Period | undefined }) {
  const [, update] = useSearchParams()
  function choose(value: string) {
    const days = value === OWN && period ? { from: period.from, to: period.to } : undefined
    update({
      range: value === USUAL || value === OWN ? undefined : value,
      from: days?.from,
      to: days?.to,
    })
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="w-40">
        <Select aria-label="Range" options={options} value={range.value} onValueChange={choose} />
      </span>
      {range.value === OWN ? <OwnDates key={`${range.query.from} ${range.query.to}`} range={range} /> : null}
      {range.value === 'all' ? null : (
        <Checkbox
          label="Compare"
          checked={range.isCompared}
          onCheckedChange={(on) => update({ compare: on ? undefined : 'off' }, { replace: true })}
        />
      )}
    </div>
  )
}

/** Taken as soon as both are days in this order; until then what was typed stays. */
function OwnDates({ range }: { range: Range }) {
  const [, update] = useSearchParams()
  const [{ from, to }, setDays] = useState({ from: range.query.from ?? '', to: range.query.to ?? '' })
  const isWrong = !from || !to || from > to
  function take(next: { from: string; to: string }) {
    setDays(next)
    if (next.from && next.to && next.from <= next.to && next.from >= '2000-01-01')
      update(next, { replace: true })
  }
  return (
    <span className="flex items-center gap-1.5">
      <Input
        type="date"
        aria-label="First day"
        aria-invalid={isWrong}
        value={from}
        max={to || undefined}
        onChange={(event) => take({ from: event.target.value, to })}
        className="w-36"
      />
      <span className="text-muted">to</span>
      <Input
        type="date"
        aria-label="Last day"
        aria-invalid={isWrong}
        value={to}
        min={from || undefined}
        onChange={(event) => take({ from, to: event.target.value })}
        className="w-36"
      />
    </span>
  )
}
