import { type KeyboardEvent, useState } from 'react'
import { cn } from './cn.ts'
import { formatCount, formatDate } from './format.ts'

export interface DayFigure {
  /** 2026-11-22. */
  day: string
  /** null: not counted on that day. */
  value: number | null
  /** What happened on it. */
  note?: string
}

export interface DayChartProps {
  label: string
  /** One for each day without a gap, the earliest first. */
  days: readonly DayFigure[]
  /** `plural(3, 'person', 'people')`. */
  words: (value: number) => string
}

// A bare day is midnight in UTC; noon keeps it the same day everywhere.
const dayName = (day: string) => formatDate(`${day}T12:00:00`)

/** The round number that the tallest bar stays under: 1, 2 or 5 and noughts. */
function ceilingOf(most: number): number {
  const size = 10 ** Math.floor(Math.log10(Math.max(most, 1)))
  return [1, 2, 5, 10].map((step) => step * size).find((step) => step >= most) ?? most
}

/**
 * A number per day as bars from zero. The figure of a day shows on hover, and by keyboard with the arrows.
 * `<DayChart label="People who match" days={days} words={(n) => plural(n, 'person', 'people')} />`
 */
export function DayChart({ label, days, words }: DayChartProps) {
  const [pointed, setPointed] = useState<number | null>(null)
  const latest = days.findLastIndex(({ value }) => value !== null)
  const at = pointed ?? latest
  const shown = days[at]
  const figure = shown
    ? `${shown.value === null ? 'not counted' : words(shown.value)}${shown.note ? `, ${shown.note}` : ''}`
    : ''
  const top = ceilingOf(Math.max(...days.map(({ value }) => value ?? 0)))

  function press(event: KeyboardEvent) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? days.length - 1 : by ? at + by : null
    if (next === null) return
    setPointed(Math.min(days.length - 1, Math.max(0, next)))
    event.preventDefault()
  }

  return (
    <figure className="flex flex-col gap-2">
      <figcaption role="status" className="tabular">
        {shown ? (
          <>
            <span className="text-muted">{dayName(shown.day)}: </span>
            <span className="font-semibold">{figure}</span>
          </>
        ) : null}
      </figcaption>
      <div className="flex gap-2">
        <div aria-hidden className="flex h-40 flex-col justify-between text-right text-xs text-faint tabular">
          <span>{formatCount(top)}</span>
          <span>0</span>
        </div>
        <div
          role="slider"
          tabIndex={0}
          aria-label={`${label} by day`}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, days.length - 1)}
          aria-valuenow={Math.max(0, at)}
          aria-valuetext={shown ? `${dayName(shown.day)}: ${figure}` : 'Nothing'}
          onKeyDown={press}
          onPointerLeave={() => setPointed(null)}
          className="flex h-40 min-w-0 flex-1 items-end border-y border-line"
        >
          {days.map(({ day, value }, index) => (
            <span
              key={day}
              aria-hidden
              onPointerEnter={() => setPointed(index)}
              className="flex h-full min-w-0 flex-1 items-end justify-center px-px"
            >
              <span
                className={cn(
                  'w-full max-w-8 rounded-t-sm',
                  index === at ? 'bg-ink' : 'bg-edge',
                  value ? 'min-h-px' : '',
                )}
                style={{ height: `${((value ?? 0) / top) * 100}%` }}
              />
            </span>
          ))}
        </div>
      </div>
      <div aria-hidden className="flex justify-between pl-10 text-xs text-faint tabular">
        <span>{days[0] ? dayName(days[0].day) : ''}</span>
        <span>{days.length > 1 ? dayName(days.at(-1)?.day ?? '') : ''}</span>
      </div>
    </figure>
  )
}
