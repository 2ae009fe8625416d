import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  api,
  Badge,
  Button,
  Drawer,
  ErrorState,
  formatDateTime,
  plural,
  SkeletonLines,
} from '../../../../ui/index.ts'
import type { Difference, ReconciliationDetail } from '../../reconciliation/schema.ts'
import { dayName } from '../money-words.ts'
import { DayState } from './day-state.tsx'

interface DayDrawerProps {
  day: string | null
  onClose: () => void
  onRun: (day: string) => void
}

/** What the comparison of a day found. */
export function DayDrawer({ day, onClose, onRun }: DayDrawerProps) {
  const detail = useQuery({
    queryKey: ['operator-reconciliations', day],
    queryFn: ({ signal }) =>
      api<ReconciliationDetail>('GET', `/api/operator/reconciliations/${day}`, { signal }),
    enabled: day !== null,
  })
  const found = detail.data
  return (
    <Drawer
      open={day !== null}
      onClose={onClose}
      title={day ? dayName(day) : ''}
      note={found?.finished_at ? `Looked at ${formatDateTime(found.finished_at)}` : null}
      footer={day ? <Button onClick={() => onRun(day)}>Compare this day again</Button> : null}
    >
      {detail.isPending ? <SkeletonLines lines={5} /> : null}
      {detail.isError ? (
        <ErrorState title="The day could not be read" error={detail.error} retry={detail.refetch} />
      ) : null}
      {found ? (
        <div className="flex flex-col gap-4">
          <p className="flex flex-wrap items-center gap-2">
            <DayState row={found} />
            <span className="text-muted">
              {Object.entries(found.counts)
                .map(([name, value]) => plural(value, name.replace(/s$/, '')))
                .join(', ')}
            </span>
          </p>
          {found.error ? <p className="text-bad">{found.error} It is tried again every hour.</p> : null}
          {found.status === 'done' && found.differences.length === 0 ? (
            <p>The ledger and Stripe agree.</p>
          ) : null}
          <ul className="flex flex-col gap-3">
            {found.differences.map((difference) => (
              <DifferenceCard key={`${difference.kind} ${difference.subject}`} difference={difference} />
            ))}
          </ul>
          {found.open_differences > 0 ? (
            <Link
              to="/operator/exceptions"
              search={{ state: 'open' }}
              className="inline-flex min-h-6 items-center underline underline-offset-4"
            >
              Decide about them in the exceptions
            </Link>
          ) : null}
        </div>
      ) : null}
    </Drawer>
  )
}

function DifferenceCard({ difference }: { difference: Difference }) {
  const { title, subject, workspace, facts, mended_at } = difference
  return (
    <li className="rounded-md border border-line p-3">
      <p className="flex items-start justify-between gap-2 font-medium">
        {title}
        {mended_at ? <Badge tone="good">Mended</Badge> : <Badge tone="bad">Open</Badge>}
      </p>
      <p className="text-sm break-words text-muted">
        {workspace ? `${workspace.name}, ` : ''}
        {subject}
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 pt-2 text-sm">
        {facts.map(({ label, value }) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="min-w-0 break-words tabular">{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  )
}
