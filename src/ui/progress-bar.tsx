import type { ReactNode } from 'react'
import { formatCount, formatDuration } from './format.ts'

export interface ProgressBarProps {
  label: string
  done: number
  /** Unknown while the size is not known yet. */
  total: number | null
  /** Things a second; gives the time left. */
  rate?: number
  /** What is counted: "rows". */
  unit?: string
  action?: ReactNode
}

/** `<ProgressBar label="Importing" done={4200} total={100000} rate={9000} unit="rows" action={<Button>Cancel</Button>} />` */
export function ProgressBar({ label, done, total, rate, unit = '', action }: ProgressBarProps) {
  const share = total ? Math.min(1, done / total) : null
  const left = total && rate ? formatDuration((total - done) / rate) : null
  return (
    <div className="flex items-center gap-4">
      <div className="min-w-0 flex-1">
        <div className="mb-1 flex justify-between gap-3 tabular">
          <span className="truncate font-medium">{label}</span>
          <span className="text-muted">
            {formatCount(done)}
            {total ? ` of ${formatCount(total)}` : ''} {unit}
            {rate ? ` · ${formatCount(Math.round(rate))}/s` : ''}
            {left && share !== 1 ? ` · ${left} left` : ''}
          </span>
        </div>
        <div
          role="progressbar"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={share === null ? undefined : Math.round(share * 100)}
          className="h-1.5 overflow-hidden rounded-full border border-line bg-hover"
        >
          <div
            className={
              share === null ? 'h-full w-1/3 animate-breathe bg-ink' : 'h-full bg-ink transition-[width]'
            }
            style={share === null ? undefined : { width: `${share * 100}%` }}
          />
        </div>
      </div>
      {action}
    </div>
  )
}
