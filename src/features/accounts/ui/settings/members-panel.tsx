import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, Button, ConfirmDialog, Panel, Select } from '../../../../ui/index.ts'
import type { Member } from '../../schema.ts'
import { useMe } from '../use-me.ts'
import { Rows, RowText } from './rows.tsx'
import { useSaving } from './use-saving.ts'

type Role = Member['role']
const queryKey = ['members']
const roleOptions: { value: Role; label: string }[] = [
  { value: 'owner', label: 'Owner' },
  { value: 'admin', label: 'Admin' },
  { value: 'member', label: 'Member' },
]

export function MembersPanel({ isAdmin }: { isAdmin: boolean }) {
  const { user } = useMe()
  const navigate = useNavigate()
  const [leaving, setLeaving] = useState<Member | null>(null)
  const change = useSaving(
    ({ id, role }: { id: string; role: Role }) => api('PATCH', `/api/members/${id}`, { body: { role } }),
    'The role could not be changed',
    queryKey,
    ['me'],
  )
  const remove = useSaving(
    (member: Member) => api('DELETE', `/api/members/${member.user_id}`),
    'The member could not be removed',
    queryKey,
  )
  const isSelf = leaving?.user_id === user?.id
  return (
    <Panel title="Members">
      <Rows<Member>
        {...{ queryKey, path: '/api/members', label: 'Members', empty: 'Nobody is here.' }}
        rowKey={(member) => member.user_id}
      >
        {(member) => (
          <>
            <RowText title={member.name} note={member.email} />
            {isAdmin ? (
              <Select
                aria-label={`Role of ${member.name}`}
                options={roleOptions}
                value={member.role}
                onValueChange={(role) => change.mutate({ id: member.user_id, role })}
              />
            ) : (
              <span className="text-muted">{member.role}</span>
            )}
            {isAdmin || member.user_id === user?.id ? (
              <Button size="sm" variant="ghost" onClick={() => setLeaving(member)}>
                {member.user_id === user?.id ? 'Leave' : 'Remove'}
              </Button>
            ) : null}
          </>
        )}
      </Rows>
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={(open) => open || setLeaving(null)}
        tone="danger"
        title={isSelf ? 'Leave this workspace?' : `Remove ${leaving?.name}?`}
        confirmLabel={isSelf ? 'Leave the workspace' : `Remove ${leaving?.name}`}
        onConfirm={async () => {
          if (leaving) await remove.mutateAsync(leaving)
          if (isSelf) await navigate({ href: '/', reloadDocument: true })
        }}
      >
        {isSelf
          ? 'You lose access at once and need a new invitation to come back.'
          : 'They lose access at once.'}
      </ConfirmDialog>
    </Panel>
  )
}
