import type { Series } from './chart-legend.tsx'
import { ColumnChart } from './column-chart.tsx'
import { dayName } from './format.ts'

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

const series: Series[] = [{ name: 'Count', tone: 'strong' }]

/**
 * A number per day as columns from zero.
 * `<DayChart label="People who match" days={days} words={(n) => plural(n, 'person', 'people')} />`
 */
export function DayChart({ label, days, words }: DayChartProps) {
  const latest = days.findLastIndex(({ value }) => value !== null)
  return (
    <ColumnChart
      label={`${label} by day`}
      series={series}
      at={latest < 0 ? days.length - 1 : latest}
      columns={days.map(({ day, value, note }) => ({
        key: day,
        name: dayName(day),
        parts: [value],
        text: `${value === null ? 'not counted' : words(value)}${note ? `, ${note}` : ''}`,
      }))}
    />
  )
}
