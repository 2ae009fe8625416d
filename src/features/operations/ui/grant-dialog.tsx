import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  api,
  Button,
  Credits,
  Dialog,
  errorText,
  Field,
  fieldErrors,
  formatCredits,
  Input,
  newIdempotencyKey,
  toast,
} from '../../../ui/index.ts'
import type { OperatorWorkspace } from '../schema.ts'

interface GrantDialogProps {
  workspace: OperatorWorkspace | null
  onClose: () => void
}

/** Gives a workspace credits, once: the key belongs to this dialog, so a second press is the same grant. */
export function GrantDialog({ workspace, onClose }: GrantDialogProps) {
  const client = useQueryClient()
  const [credits, setCredits] = useState('')
  const [reason, setReason] = useState('')
  const [key, setKey] = useState(newIdempotencyKey)
  const amount = Number(credits)
  const grant = useMutation({
    mutationFn: () =>
      api<{ balance: number }>('POST', `/api/operator/workspaces/${workspace?.id}/credit-grants`, {
        body: { credits: amount, reason },
        headers: { 'idempotency-key': key },
      }),
    onSuccess: async ({ balance }) => {
      toast({ title: `${workspace?.name} has ${formatCredits(balance)} credits now`, tone: 'good' })
      onClose()
      await client.invalidateQueries({ queryKey: ['operator-workspaces'] })
    },
  })
  const errors = fieldErrors(grant.error)
  const edited = (set: (text: string) => void) => (text: string) => {
    set(text)
    setKey(newIdempotencyKey())
  }
  return (
    <Dialog
      open={workspace !== null}
      onOpenChange={(open) => open || onClose()}
      size="sm"
      title={`Grant credits to ${workspace?.name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={!(amount > 0)}
            busy={grant.isPending}
            onClick={() => grant.mutate()}
          >
            Grant {amount > 0 ? formatCredits(amount) : ''} credits
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-muted">
          Balance now: <Credits value={workspace?.balance ?? 0} unit />
        </p>
        <Field label="Credits" error={errors.credits} required>
          <Input
            inputMode="decimal"
            value={credits}
            onChange={(event) => edited(setCredits)(event.target.value)}
            autoFocus
          />
        </Field>
        <Field
          label="Reason"
          error={errors.reason}
          hint="The workspace sees it in its credit history."
          required
        >
          <Input value={reason} onChange={(event) => edited(setReason)(event.target.value)} />
        </Field>
        <p role="alert" className="text-sm text-bad empty:hidden">
          {grant.error && Object.keys(errors).length === 0 ? errorText(grant.error) : null}
        </p>
      </div>
    </Dialog>
  )
}
