import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, Button, errorText, ProgressBar, toast } from '../../../../ui/index.ts'
import type { Pull } from '../../pulls/schema.ts'

/** How far a pull is; it can be stopped, and goes on when the page is left. */
export function PullProgress({ pull }: { pull: Pull }) {
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => api('POST', `/api/audience/pulls/${pull.id}/cancellation`, { body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['audience', 'pulls'] }),
    onError: (error) => toast.error('The pull could not be stopped', errorText(error)),
  })
  const seconds = pull.started_at ? (Date.now() - Date.parse(pull.started_at)) / 1000 : 0
  return (
    <div className="flex flex-col gap-2">
      <ProgressBar
        label={pull.status === 'queued' ? 'Waiting for its turn' : 'Pulling people'}
        done={pull.pulled}
        total={pull.wanted}
        rate={seconds > 1 ? pull.pulled / seconds : 0}
        unit="people"
        action={
          <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            Stop
          </Button>
        }
      />
      <p className="text-sm text-muted">
        You can leave this page; the pull goes on. Stopping keeps the people pulled so far, and only they are
        paid.
      </p>
    </div>
  )
}
