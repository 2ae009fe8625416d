import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, Button, errorText, ProgressBar, toast } from '../../../../ui/index.ts'
import type { RunDetail } from '../../enrichment/schema.ts'

/** How far a run is; it can be stopped, and goes on when the page is left. */
export function RunProgress({ run }: { run: RunDetail }) {
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => api('POST', `/api/enrichment/runs/${run.id}/cancellation`, { body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['enrichment'] }),
    onError: (error) => toast.error('The enrichment could not be stopped', errorText(error)),
  })
  if (run.status === 'undoing') return <p role="status">Putting the leads back as they were…</p>
  const seconds = run.started_at ? (Date.now() - Date.parse(run.started_at)) / 1000 : 0
  return (
    <div className="flex flex-col gap-2">
      <ProgressBar
        label={run.status === 'queued' ? 'Waiting for its turn' : 'Filling in'}
        done={run.rows_done}
        total={run.rows}
        rate={seconds > 1 ? run.rows_done / seconds : 0}
        unit="rows"
        action={
          <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            Stop
          </Button>
        }
      />
      <p className="text-sm text-muted">
        You can leave this page; it goes on. Stopping keeps what was filled so far, and only that is paid.
      </p>
    </div>
  )
}
