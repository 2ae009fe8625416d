import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import {
  api,
  Badge,
  Button,
  ConfirmDialog,
  cn,
  errorText,
  formatBytes,
  formatCount,
  formatDateTime,
  formatDuration,
  ProgressBar,
  plural,
  toast,
} from '../../../../ui/index.ts'
import type { Version } from '../../versions/schema.ts'
import { LoadReport } from './load-report.tsx'
import { versionsKey } from './use-versions.ts'
import { isLoading, versionWords } from './version.ts'

/** One load of people: how far it is, what came of it, and the way back to it. */
export function VersionRow({ version, isActive }: { version: Version; isActive: boolean }) {
  const [isOpen, setOpen] = useState(false)
  const { label, tone } = versionWords[version.status]
  const hasReport = (version.progress.rows_read ?? 0) > 0 && !isLoading(version)
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            <span className="min-w-0 break-words">{titleOf(version)}</span>
            {isActive ? <Badge tone="good">Searched now</Badge> : <Badge tone={tone}>{label}</Badge>}
          </p>
          <p className="text-sm break-words text-muted">{noteOf(version)}</p>
        </div>
        {hasReport ? (
          <Button
            size="sm"
            variant="ghost"
            aria-expanded={isOpen}
            icon={<ChevronRight className={cn('size-3.5 transition-transform', isOpen && 'rotate-90')} />}
            onClick={() => setOpen(!isOpen)}
          >
            Report
          </Button>
        ) : null}
        {version.status === 'ready' && !isActive ? <GoBack version={version} /> : null}
      </div>
      {version.failure ? (
        <p className="mt-2 rounded-md bg-bad-soft px-3 py-2 break-words text-bad">
          {version.failure} What people search was not changed.
        </p>
      ) : null}
      {isLoading(version) ? <Loading version={version} /> : null}
      {isOpen ? (
        <div className="mt-3 border-t border-line pt-3">
          <LoadReport progress={version.progress} />
        </div>
      ) : null}
    </li>
  )
}

function titleOf({ people, files }: Version): string {
  return people === null ? files.join(', ') : plural(people, 'person', 'people')
}

function noteOf({ people, files, bytes, created_at, started_at, ready_at }: Version): string {
  const took = started_at && ready_at ? (Date.parse(ready_at) - Date.parse(started_at)) / 1000 : null
  return [
    people === null ? '' : files.join(', '),
    bytes === null ? '' : `${formatBytes(bytes)} on disk`,
    ready_at
      ? `loaded ${formatDateTime(ready_at)}${took === null ? '' : ` in ${formatDuration(took)}`}`
      : `begun ${formatDateTime(created_at)}`,
  ]
    .filter(Boolean)
    .join(' · ')
}

function Loading({ version }: { version: Version }) {
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => api('POST', `/api/operator/audience/versions/${version.id}/cancellation`, { body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: versionsKey }),
    onError: (error) => toast.error('The load could not be stopped', errorText(error)),
  })
  const { step, percent, rows_read = 0 } = version.progress
  const seconds = version.started_at ? (Date.now() - Date.parse(version.started_at)) / 1000 : 0
  return (
    <div className="mt-2 flex flex-col gap-1">
      <ProgressBar
        label={version.status === 'waiting' ? 'Waiting for its turn' : (step ?? 'Beginning')}
        done={percent === undefined ? rows_read : Math.round(percent)}
        total={percent === undefined ? null : 100}
        unit={percent === undefined ? 'rows' : '% of this step'}
        action={
          <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            Stop
          </Button>
        }
      />
      <p className="text-sm text-muted tabular">
        {[
          rows_read > 0 ? `${plural(rows_read, 'row')} read` : '',
          seconds >= 1 ? `running for ${formatDuration(seconds)}` : '',
          rows_read > 0 && seconds >= 1 ? `${formatCount(Math.round(rows_read / seconds))} rows/s` : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  )
}

function GoBack({ version }: { version: Version }) {
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const people = plural(version.people ?? 0, 'person', 'people')
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        Go back to it
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`Go back to the ${people} of ${formatDateTime(version.ready_at ?? version.created_at)}?`}
        confirmLabel={`Go back to ${people}`}
        onConfirm={async () => {
          await api('POST', `/api/operator/audience/versions/${version.id}/activation`, { body: {} })
          await client.invalidateQueries({ queryKey: versionsKey })
        }}
      >
        <p>
          Every workspace searches them at once instead of what it searches now. Leads that were pulled stay,
          and you can change back.
        </p>
      </ConfirmDialog>
    </>
  )
}
