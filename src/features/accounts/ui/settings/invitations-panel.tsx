import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, Button, Dialog, Field, formatDate, Input, Panel, Select, toast } from '../../../../ui/index.ts'
import type { Invitation } from '../../schema.ts'
import { FormProblem } from '../form-problem.tsx'
import { useForm } from '../use-form.ts'
import { Rows, RowText } from './rows.tsx'
import { useSaving } from './use-saving.ts'

const queryKey = ['invitations']

export function InvitationsPanel() {
  const [isOpen, setOpen] = useState(false)
  const revoke = useSaving(
    (id: string) => api('DELETE', `/api/invitations/${id}`),
    'The invitation could not be revoked',
    queryKey,
  )
  return (
    <Panel
      title="Invitations"
      actions={
        <Button size="sm" onClick={() => setOpen(true)}>
          Invite a member
        </Button>
      }
    >
      <Rows<Invitation>
        {...{ queryKey, path: '/api/invitations', label: 'Invitations' }}
        empty="No invitation is waiting for an answer."
        rowKey={(invitation) => invitation.id}
      >
        {(invitation) => (
          <>
            <RowText
              title={invitation.email}
              note={`as ${invitation.role}, holds until ${formatDate(invitation.expires_at)}`}
            />
            <Button size="sm" variant="ghost" onClick={() => revoke.mutate(invitation.id)}>
              Revoke
            </Button>
          </>
        )}
      </Rows>
      <InviteDialog open={isOpen} onOpenChange={setOpen} />
    </Panel>
  )
}

function InviteDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const client = useQueryClient()
  const [role, setRole] = useState<'member' | 'admin'>('member')
  const form = useForm(async ({ email = '' }) => {
    await api('POST', '/api/invitations', { body: { email, role } })
    await client.invalidateQueries({ queryKey })
    toast({ title: `Invitation sent to ${email}` })
    onOpenChange(false)
  })
  return (
    <Dialog
      {...{ open, onOpenChange }}
      size="sm"
      title="Invite a member"
      description="They get a mail with a link that holds for 7 days."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" type="submit" form="invite" busy={form.busy}>
            Send the invitation
          </Button>
        </>
      }
    >
      <form id="invite" onSubmit={form.onSubmit} className="flex flex-col gap-3" noValidate>
        <Field label="Email" error={form.errors.email} required>
          <Input type="email" name="email" />
        </Field>
        <Field label="Role" hint="Admins also manage members, keys and settings.">
          <Select
            options={[
              { value: 'member', label: 'Member' },
              { value: 'admin', label: 'Admin' },
            ]}
            value={role}
            onValueChange={setRole}
          />
        </Field>
        <FormProblem text={form.problem} />
      </form>
    </Dialog>
  )
}
