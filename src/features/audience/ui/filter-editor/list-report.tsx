import { formatCount, plural } from '../../../../ui/index.ts'
import type { ParsedList } from './parse-list.ts'

interface ListReportProps {
  parsed: ParsedList
  /** How many one filter takes. */
  most: number
  /** One of them and many. */
  noun: readonly [string, string]
}

/** How many values a list has, and what of it was folded or left out. */
export function ListReport({ parsed, most, noun }: ListReportProps) {
  const { values, duplicates, wrong } = parsed
  const kept = Math.min(values.length, most)
  const beyond = values.length - kept + parsed.beyond
  const said = [
    kept > 0 ? plural(kept, ...noun) : '',
    duplicates > 0 ? `${plural(duplicates, 'duplicate')} folded` : '',
    beyond > 0 ? `${formatCount(beyond)} beyond the limit left out` : '',
  ]
  return (
    <div role="status" className="text-sm text-muted">
      {said.filter(Boolean).join(', ')}
      {wrong.length > 0 ? (
        <p className="break-words text-warn">
          {plural(wrong.length, 'line')} left out, such as “{wrong[0]?.slice(0, 60)}”
        </p>
      ) : null}
    </div>
  )
}
