import { Bar, BarTable, formatCount, formatPercent, Panel, plural } from '../../../../ui/index.ts'
import type { Dashboard } from '../../dashboard/schema.ts'

/** Why rows of the latest uploads were not taken. */
export function Rejections({ rejections }: { rejections: Dashboard['rejections'] }) {
  const { uploads, rows, rejected, reasons, counted } = rejections
  const most = Math.max(0, ...reasons.map(({ count }) => count))
  return (
    <Panel title="Rejected rows">
      {rejected === 0 ? (
        <p className="text-muted">
          {uploads === 0
            ? 'Nothing was uploaded in the last 90 days.'
            : `None of ${formatCount(rows)} rows in ${plural(uploads, 'upload')}.`}
        </p>
      ) : (
        <>
          <p className="mb-2 text-sm text-muted">
            {formatCount(rejected)} of {formatCount(rows)} rows ({formatPercent(rejected / rows)}) in{' '}
            {plural(uploads, 'upload')} of the last 90 days
          </p>
          <BarTable label="Rejected rows by reason">
            {reasons.map(({ code, message, count }) => (
              <Bar key={code} name={message} value={count} most={most}>
                {formatCount(count)}
              </Bar>
            ))}
          </BarTable>
          {counted === null ? null : (
            <p className="mt-2 text-sm text-muted">Reasons of the first {formatCount(counted)} rejections.</p>
          )}
        </>
      )}
    </Panel>
  )
}
