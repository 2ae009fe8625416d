import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn, formatPercent } from '../../../../ui/index.ts'

interface ChangeProps {
  now: number
  /** null: nothing to compare with. */
  before: number | null | undefined
  format: (value: number) => string
  /** Which way is better; without one neither is. */
  better?: 'more' | 'less'
}

/** How a figure stands to that of the days before. */
export function Change({ now, before, format, better }: ChangeProps) {
  if (before === null || before === undefined) return null
  if (now === before) return now === 0 ? null : <span className="text-muted">as before</span>
  if (before === 0) return <span className="text-muted">none before</span>
  const isMore = now > before
  const Arrow = isMore ? ArrowUp : ArrowDown
  const tone = better ? (isMore === (better === 'more') ? 'text-good' : 'text-bad') : 'text-muted'
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1">
      <span className={cn('inline-flex items-center gap-0.5 font-medium', tone)}>
        <Arrow aria-hidden className="size-3.5" />
        <span className="sr-only">{isMore ? 'up' : 'down'} </span>
        {formatPercent(Math.abs(now - before) / Math.abs(before))}
      </span>
      <span className="text-muted">from {format(before)}</span>
    </span>
  )
}

interface StatProps {
  label: string
  /** With a `Drill` where there are rows behind it. */
  value: ReactNode
  note?: ReactNode
}

/** One figure of a row of them. */
export function Stat({ label, value, note }: StatProps) {
  return (
    <li className="flex min-w-0 flex-col gap-0.5 bg-surface px-4 py-3 max-sm:last:odd:col-span-2">
      <span className="text-sm text-muted">{label}</span>
      <span className="text-title leading-7 font-semibold tabular">{value}</span>
      <span className="flex min-h-4.5 flex-wrap items-center gap-x-1.5 text-sm tabular">{note}</span>
    </li>
  )
}

/** Figures side by side, with lines between them whatever the number of columns. */
export function Stats({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul
      aria-label={label}
      className="mx-5 mb-4 grid grid-cols-[repeat(auto-fit,minmax(10.5rem,1fr))] gap-px overflow-hidden rounded-md border border-line bg-line max-sm:mx-4 max-sm:grid-cols-2"
    >
      {children}
    </ul>
  )
}
