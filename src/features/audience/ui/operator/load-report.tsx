import { formatCount, plural } from '../../../../ui/index.ts'
import type { LoadProgress } from '../../versions/schema.ts'

/** What a load found in its files: who was left out, and which values it does not know. */
export function LoadReport({ progress }: { progress: LoadProgress }) {
  const { rows_read, duplicates, left_out, removed, unknown } = progress
  const facts: [string, number | undefined][] = [
    ['Rows read', rows_read],
    ['Same person again', duplicates],
    ['Left out', left_out],
    ['Erased people kept out', removed],
  ]
  return (
    <div className="flex flex-col gap-3">
      <dl className="flex flex-wrap gap-x-8 gap-y-1">
        {facts
          .filter(([, count]) => count !== undefined)
          .map(([name, count]) => (
            <div key={name}>
              <dt className="text-sm text-muted">{name}</dt>
              <dd className="font-medium tabular">{formatCount(count ?? 0)}</dd>
            </div>
          ))}
      </dl>
      {unknown && unknown.length > 0 ? (
        <div>
          <h4 className="font-medium">Values nobody can search by</h4>
          <ul className="mt-1 flex max-h-60 flex-col overflow-auto">
            {unknown.map(({ field, value, rows }) => (
              <li key={`${field} ${value}`} className="flex gap-2 py-0.5">
                <span className="w-32 shrink-0 text-muted">{field.replaceAll('_', ' ')}</span>
                <span className="min-w-0 flex-1 break-words">{value}</span>
                <span className="shrink-0 text-muted tabular">{plural(rows, 'row')}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  )
}
