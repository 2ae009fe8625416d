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
  formatDateTime,
  formatDuration,
  ProgressBar,
  plural,
  toast,
} from '../../../../ui/index.ts'
import { LoadReport } from './load-report.tsx'
import { versionsKey } from './use-versions.ts'
import { type AudienceVersion, isLoading, versionWords } from './version.ts'

/** One load of people: how far it is, what came of it, and the way back to it. */
export function VersionRow({ version, isActive }: { version: AudienceVersion; isActive: boolean }) {
  const [isOpen, setOpen] = useState(false)
  const { label, tone } = versionWords[version.status]
  const hasReport = version.progress.rows_read !== undefined && !isLoading(version)
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

function titleOf({ people, files }: AudienceVersion): string {
  return people === null ? files.join(', ') : plural(people, 'person', 'people')
}

function noteOf({ people, files, bytes, created_at, started_at, ready_at }: AudienceVersion): string {
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

function Loading({ version }: { version: AudienceVersion }) {
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => api('POST', `/api/operator/audience/versions/${version.id}/cancellation`, { body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: versionsKey }),
    onError: (error) => toast.error('The load could not be stopped', errorText(error)),
  })
  const { step, rows_read = 0, rows } = version.progress
  const seconds = version.started_at ? (Date.now() - Date.parse(version.started_at)) / 1000 : 0
  return (
    <div className="mt-2">
      <ProgressBar
        label={version.status === 'waiting' ? 'Waiting for its turn' : (step ?? 'Reading')}
        done={rows_read}
        total={rows ?? null}
        rate={seconds > 1 ? rows_read / seconds : 0}
        unit="rows"
        action={
          <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            Stop
          </Button>
        }
      />
    </div>
  )
}

function GoBack({ version }: { version: AudienceVersion }) {
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const people = plural(version.people ?? 0, 'person', 'people')
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        Search this one
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`Search the ${people} of ${formatDateTime(version.ready_at ?? version.created_at)}?`}
        confirmLabel={`Search these ${people}`}
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
