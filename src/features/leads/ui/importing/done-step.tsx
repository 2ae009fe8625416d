import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import {
  api,
  Button,
  Credits,
  ErrorState,
  errorText,
  formatCount,
  ProgressBar,
  plural,
  SkeletonLines,
  toast,
  useLive,
} from '../../../../ui/index.ts'
import type { ImportDetail } from '../../importing/schema.ts'

interface DoneStepProps {
  importId: string
  onAgain: () => void
}

/** An import under way or ended; by its id in the URL, so that leaving the page loses nothing. */
export function DoneStep({ importId, onAgain }: DoneStepProps) {
  const client = useQueryClient()
  const queryKey = ['imports', importId]
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api<ImportDetail>('GET', `/api/leads/imports/${importId}`, { signal }),
    // Behind the live events, for a stream that is down.
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 2000),
  })
  useLive(['import.progressed', 'import.finished'], () => void client.invalidateQueries({ queryKey }))
  if (result.isPending) return <SkeletonLines lines={4} />
  if (result.isError)
    return <ErrorState title="The import could not be read" error={result.error} retry={result.refetch} />
  return isOver(result.data) ? <Ended view={result.data} onAgain={onAgain} /> : <Running view={result.data} />
}

function isOver({ status }: ImportDetail): boolean {
  return status === 'finished' || status === 'cancelled' || status === 'failed'
}

function Running({ view }: { view: ImportDetail }) {
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => api('POST', `/api/leads/imports/${view.import_id}/cancellation`, { body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['imports', view.import_id] }),
    onError: (error) => toast.error('The import could not be stopped', errorText(error)),
  })
  const seconds = view.started_at ? (Date.now() - Date.parse(view.started_at)) / 1000 : 0
  return (
    <div className="flex flex-col gap-3">
      <ProgressBar
        label={`Importing ${view.file_name ?? 'leads'}, ${plural(view.rows, 'row')} so far`}
        done={view.bytes_done}
        total={view.file_bytes ?? 1}
        rate={seconds > 1 ? view.bytes_done / seconds : 0}
        unit="bytes"
        action={
          <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            Stop
          </Button>
        }
      />
      <p className="text-sm text-muted">
        {formatCount(view.imported)} imported, {formatCount(view.duplicates)} duplicates,{' '}
        {formatCount(view.rejected)} rejected. You can leave this page; the import goes on.
      </p>
    </div>
  )
}

const titles = {
  finished: 'Imported',
  cancelled: 'Stopped',
  failed: 'The import failed',
} as const

function Ended({ view, onAgain }: { view: ImportDetail; onAgain: () => void }) {
  const title = titles[view.status as keyof typeof titles]
  return (
    <div className="flex flex-col gap-4" role="status">
      <p className="font-medium">
        {title}: {plural(view.rows, 'row')} of {view.file_name ?? 'what was sent'}
        {view.failure ? `. ${view.failure}` : ''}
      </p>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-1 sm:grid-cols-4">
        <Figure label="Imported" value={formatCount(view.imported)} />
        {view.updated > 0 ? <Figure label="Updated" value={formatCount(view.updated)} /> : null}
        <Figure
          label="Duplicates"
          value={formatCount(view.duplicates)}
          note={
            view.duplicates_in_file > 0
              ? `${formatCount(view.duplicates_in_file)} within the file`
              : undefined
          }
        />
        <Figure
          label="Rejected"
          value={formatCount(view.rejected)}
          note={view.suppressed > 0 ? `${formatCount(view.suppressed)} must not be contacted` : undefined}
        />
        {view.kind === 'partner' ? (
          <>
            <Figure label="Listed" value={formatCount(view.listed)} />
            <Figure label="Could earn" value={<Credits value={view.potential_earnings} unit />} />
          </>
        ) : null}
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="primary">
          {view.kind === 'partner' ? (
            <Link to="/sell/listings">See the listings</Link>
          ) : (
            <Link to="/leads">See the leads</Link>
          )}
        </Button>
        {view.rejected > 0 ? (
          <Button asChild>
            <a href={`/api/leads/imports/${view.import_id}/errors.csv`} download>
              Download the {plural(view.rejected, 'rejected row')}
            </a>
          </Button>
        ) : null}
        <Button onClick={onAgain}>Import another file</Button>
      </div>
      {view.errors.length > 0 ? (
        <ul className="flex flex-col gap-1 text-sm">
          {view.errors.slice(0, 10).map((problem) => (
            <li key={`${problem.line} ${problem.column} ${problem.code}`}>
              <span className="text-muted">Line {problem.line}:</span> {problem.message}
              {problem.value ? <span className="text-muted"> ({problem.value})</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

function Figure({ label, value, note }: { label: string; value: ReactNode; note?: string | undefined }) {
  return (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="text-lg font-semibold tabular">{value}</dd>
      {note ? <dd className="text-sm text-muted">{note}</dd> : null}
    </div>
  )
}
