import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { barClasses, Legend, type Series } from './chart-legend.tsx'
import { cn } from './cn.ts'
import { formatCount } from './format.ts'

export interface ChartColumn {
  key: string
  name: string
  /** Under the column; the first and the last are named anyway. */
  tick?: string
  /** Of each series, the lowest first; null: not counted. */
  parts: readonly (number | null)[]
  /** All of it in words. */
  text: string
}

export interface ColumnChartProps {
  label: string
  columns: readonly ChartColumn[]
  series: readonly Series[]
  /** The column shown before one is pointed at; the last unless told. */
  at?: number
  format?: (value: number) => string
  /** Opens what is behind a column: a press, or Enter. */
  onOpen?: (index: number) => void
}

/** The round number that the tallest column stays under: one figure and noughts. */
function ceilingOf(most: number): number {
  const size = 10 ** Math.floor(Math.log10(Math.max(most, 1)))
  return [1, 2, 3, 4, 5, 6, 8, 10].map((step) => step * size).find((step) => step >= most) ?? most
}

const sumOf = (parts: readonly (number | null)[]) => parts.reduce<number>((sum, part) => sum + (part ?? 0), 0)

/**
 * Stacked columns from zero. The figures of one show on hover, and by keyboard with the arrows.
 * `<ColumnChart label="Leads by day" series={[{ name: 'Usable', tone: 'strong' }]} columns={days} />`
 */
export function ColumnChart(props: ColumnChartProps) {
  const { label, columns, series, format = formatCount, onOpen } = props
  const [pointed, setPointed] = useState<number | null>(null)
  const at = Math.min(pointed ?? props.at ?? columns.length - 1, columns.length - 1)
  const shown = columns[at]
  const top = ceilingOf(Math.max(0, ...columns.map(({ parts }) => sumOf(parts))))
  const hasTicks = columns.some(({ tick }) => tick !== undefined)

  function press(event: KeyboardEvent) {
    if (event.key === 'Enter') return onOpen?.(at)
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? columns.length - 1 : by ? at + by : null
    if (next === null) return
    setPointed(Math.min(columns.length - 1, Math.max(0, next)))
    event.preventDefault()
  }
  function touch(index: number, event: PointerEvent) {
    // A finger cannot hover: the first touch shows the figures, the next one opens them.
    if (onOpen && (event.pointerType === 'mouse' || pointed === index)) onOpen(index)
    setPointed(index)
  }

  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="flex flex-wrap justify-between gap-x-4 tabular">
        <span>
          {shown ? (
            <>
              <span className="text-muted">{shown.name}: </span>
              <span className="font-semibold">{shown.text}</span>
            </>
          ) : null}
        </span>
        {series.length > 1 ? <Legend series={series} /> : null}
      </figcaption>
      <div className="flex gap-2">
        <div
          aria-hidden
          className="flex h-40 min-w-6 flex-col justify-between text-right text-xs text-faint tabular"
        >
          <span>{format(top)}</span>
          <span>0</span>
        </div>
        <div className="min-w-0 flex-1">
          <div
            role="slider"
            tabIndex={0}
            aria-label={label}
            aria-description={onOpen ? 'Enter opens what is behind it' : undefined}
            aria-valuemin={0}
            aria-valuemax={Math.max(0, columns.length - 1)}
            aria-valuenow={Math.max(0, at)}
            aria-valuetext={shown ? `${shown.name}: ${shown.text}` : 'Nothing'}
            onKeyDown={press}
            onPointerLeave={({ pointerType }) => pointerType === 'mouse' && setPointed(null)}
            className={cn('flex h-40 items-end border-y border-line', onOpen && 'cursor-pointer')}
          >
            {columns.map(({ key, parts }, index) => (
              <span
                key={key}
                aria-hidden
                onPointerEnter={({ pointerType }) => pointerType === 'mouse' && setPointed(index)}
                onPointerUp={(event) => touch(index, event)}
                className={cn(
                  'flex h-full min-w-0 flex-1 flex-col-reverse items-center gap-px px-px',
                  index === at && pointed !== null ? 'bg-selected' : '',
                )}
              >
                {series.map(({ name, tone }, part) =>
                  parts[part] ? (
                    <span
                      key={name}
                      className={cn('min-h-px w-full max-w-8 shrink-0 last:rounded-t-sm', barClasses[tone])}
                      style={{ height: `calc(${((parts[part] ?? 0) / top) * 100}% - ${part > 0 ? 1 : 0}px)` }}
                    />
                  ) : null,
                )}
              </span>
            ))}
          </div>
          <div aria-hidden className="mt-1 flex text-xs text-faint tabular">
            {hasTicks ? (
              columns.map(({ key, tick }) => (
                <span key={key} className="min-w-0 flex-1 text-center">
                  {tick}
                </span>
              ))
            ) : (
              <>
                <span className="flex-1">{columns[0]?.name}</span>
                <span>{columns.length > 1 ? columns.at(-1)?.name : ''}</span>
              </>
            )}
          </div>
        </div>
      </div>
    </figure>
  )
}
