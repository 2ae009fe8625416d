import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, Button, Dialog, errorText, Field, Input, plural, toast } from '../../../ui/index.ts'
import type { OperatorPartner } from '../schema.ts'

interface DecisionDialogProps {
  partner: OperatorPartner | null
  onClose: () => void
}

/** Approves or suspends a partner, with a reason the partner reads. */
export function DecisionDialog({ partner, onClose }: DecisionDialogProps) {
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const decide = useMutation({
    mutationFn: (decision: 'approval' | 'suspension') =>
      api('POST', `/api/operator/partners/${partner?.workspace_id}/${decision}`, {
        body: reason ? { reason } : {},
      }),
    onSuccess: async (_, decision) => {
      toast({ title: `${partner?.company} ${decision === 'approval' ? 'approved' : 'suspended'}` })
      onClose()
      await client.invalidateQueries({ queryKey: ['operator-partners'] })
    },
  })
  return (
    <Dialog
      open={partner !== null}
      onOpenChange={(open) => open || onClose()}
      title={partner?.company ?? 'Partner'}
      description={partner?.about ?? 'Nothing was written about where the leads come from.'}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          {partner?.status === 'approved' ? (
            <Button
              variant="danger"
              busy={decide.isPending}
              disabled={!reason.trim()}
              onClick={() => decide.mutate('suspension')}
            >
              Suspend and hide {plural(partner.active_listings, 'listing')}
            </Button>
          ) : (
            <>
              {partner?.status === 'applied' ? (
                <Button
                  variant="danger"
                  busy={decide.isPending}
                  disabled={!reason.trim()}
                  onClick={() => decide.mutate('suspension')}
                >
                  Refuse
                </Button>
              ) : null}
              <Button variant="primary" busy={decide.isPending} onClick={() => decide.mutate('approval')}>
                Approve
              </Button>
            </>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {partner?.website ? <p className="break-all text-muted">{partner.website}</p> : null}
        <Field label="Reason" hint="The partner reads it; needed to refuse or suspend.">
          <Input value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <p role="alert" className="text-sm text-bad empty:hidden">
          {decide.error ? errorText(decide.error) : null}
        </p>
      </div>
    </Dialog>
  )
}
