import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import {
  api,
  Badge,
  Button,
  Drawer,
  errorText,
  Field,
  fieldErrors,
  formatCredits,
  formatDateTime,
  Textarea,
  toast,
} from '../../../../ui/index.ts'
import type { OperatorException, Resolution, Resolved } from '../../exceptions/schema.ts'

interface ExceptionDrawerProps {
  exception: OperatorException | null
  onClose: () => void
  onDecided: () => Promise<void>
}

type Action = Resolution['action']

const DONE: Record<string, string> = {
  note: 'Closed with a note',
  keep: 'Kept as it is',
  collect: 'Collected',
  forgive: 'Written off',
  grant: 'Granted what was paid for',
  settled: 'Settled by itself',
  forgiven: 'Written off',
  mended: 'Mended',
}

function labelOf(action: Action, { owed, actions }: OperatorException): string {
  const credits = owed ? `${formatCredits(owed)} credits` : 'what is owed'
  if (action === 'collect') return `Collect up to ${credits} now`
  if (action === 'forgive') return `Write off ${credits} and unfreeze`
  if (action === 'keep') return 'Keep it owed and frozen'
  if (action === 'grant') return 'Grant what was paid for'
  return actions.length > 1 ? 'Close with this note only' : 'Close with this note'
}

/** One exception: what it means, what is known, and what can be done. */
export function ExceptionDrawer({ exception, onClose, onDecided }: ExceptionDrawerProps) {
  const [note, setNote] = useState('')
  const decide = useMutation({
    mutationFn: (action: Action) =>
      api<Resolved>('POST', `/api/operator/exceptions/${exception?.id}/resolution`, {
        body: { action, note },
      }),
    onSuccess: async ({ resolved, owed }, action) => {
      toast(
        resolved
          ? { title: DONE[action] ?? 'Decided', tone: 'good' }
          : {
              title: `${formatCredits(owed)} credits are still owed`,
              description: 'The wallet has no more now.',
            },
      )
      await onDecided()
    },
  })
  const errors = fieldErrors(decide.error)
  return (
    <Drawer
      open={exception !== null}
      onClose={onClose}
      title={exception?.title ?? ''}
      note={exception?.workspace?.name ?? 'No workspace is known'}
    >
      {exception ? (
        <div className="flex flex-col gap-4">
          <p>{exception.explanation}</p>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
            <Fact label="About" value={exception.subject} />
            <Fact label="Opened" value={formatDateTime(exception.opened_at)} />
            {exception.owed === null ? null : (
              <Fact label="Owed now" value={`${formatCredits(exception.owed)} credits`} />
            )}
            {exception.facts.map(({ label, value }) => (
              <Fact key={label} label={label} value={value} />
            ))}
          </dl>
          {exception.resolved_at ? (
            <div className="flex flex-col gap-1 rounded-md border border-line p-3">
              <p>
                <Badge>{DONE[exception.resolution ?? ''] ?? 'Resolved'}</Badge>
              </p>
              <p>{exception.note}</p>
              <p className="text-sm text-muted">
                {exception.resolved_by}, {formatDateTime(exception.resolved_at)}
              </p>
            </div>
          ) : (
            <div className="flex flex-col gap-3">
              <Field label="Why" error={errors.note} hint="Kept in the audit log." required>
                <Textarea value={note} onChange={(event) => setNote(event.target.value)} />
              </Field>
              <div className="flex flex-wrap gap-2">
                {exception.actions.map((action, place) => (
                  <Button
                    key={action}
                    variant={action === 'forgive' ? 'danger' : place === 0 ? 'primary' : 'secondary'}
                    disabled={!note.trim()}
                    busy={decide.isPending && decide.variables === action}
                    onClick={() => decide.mutate(action)}
                  >
                    {labelOf(action, exception)}
                  </Button>
                ))}
              </div>
              <p role="alert" className="text-sm text-bad empty:hidden">
                {decide.error && !errors.note ? errorText(decide.error) : null}
              </p>
            </div>
          )}
        </div>
      ) : null}
    </Drawer>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words tabular">{value}</dd>
    </>
  )
}
