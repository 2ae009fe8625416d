import { useState } from 'react'
import {
  Badge,
  ConfirmDialog,
  ErrorState,
  Field,
  formatDateTime,
  Input,
  Panel,
  SkeletonLines,
  Switch,
} from '../../../../ui/index.ts'
import type { Freeze } from '../../schema.ts'
import { useFreeze, useSetFreeze } from './use-guards.ts'

/** The switch that stops all spending. Everybody may turn it on, admins turn it off. */
export function GuardsFreezePanel({ isAdmin }: { isAdmin: boolean }) {
  const freeze = useFreeze()
  return (
    <Panel
      title="Freeze"
      {...(freeze.data?.frozen ? { actions: <Badge tone="bad">Spending is stopped</Badge> } : {})}
    >
      {freeze.isPending ? <SkeletonLines lines={2} /> : null}
      {freeze.isError ? (
        <ErrorState title="The freeze could not be read" error={freeze.error} retry={freeze.refetch} />
      ) : null}
      {freeze.data ? <FreezeSwitch freeze={freeze.data} isAdmin={isAdmin} /> : null}
    </Panel>
  )
}

function FreezeSwitch({ freeze, isAdmin }: { freeze: Freeze; isAdmin: boolean }) {
  const [asking, setAsking] = useState<'stop' | 'resume' | null>(null)
  const [reason, setReason] = useState('')
  const set = useSetFreeze()
  const isOn = freeze.by_workspace !== null
  const isStopping = asking !== 'resume'
  return (
    <div className="flex flex-col gap-2">
      <Switch
        label="Stop all spending of this workspace"
        checked={isOn}
        disabled={isOn && !isAdmin}
        onCheckedChange={(on) => setAsking(on ? 'stop' : 'resume')}
      />
      <p className="text-sm text-muted">
        {isOn
          ? isAdmin
            ? 'Nothing can be ordered or held, by anybody here or by an API key, until you turn it off.'
            : 'Nothing can be ordered or held here. An owner or admin can allow it again.'
          : 'For when a key leaked or something looks wrong. Everybody here may stop spending; an owner or admin allows it again.'}
      </p>
      {freeze.by_workspace ? (
        <p>
          Stopped {formatDateTime(freeze.by_workspace.at)}
          {freeze.by_workspace.actor ? ` by ${freeze.by_workspace.actor.name}` : ''}
          {freeze.by_workspace.reason ? `: ${freeze.by_workspace.reason}` : ''}
        </p>
      ) : null}
      {freeze.by_payment ? (
        <p className="text-bad">
          Also stopped since {formatDateTime(freeze.by_payment.at)}, because a payment was taken back after
          its credits were spent. The credits page says what is open.
        </p>
      ) : null}
      {freeze.by_member ? (
        <p className="text-bad">You may not spend in this workspace. An owner or admin can allow it.</p>
      ) : null}
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={(open) => open || setAsking(null)}
        tone={isStopping ? 'danger' : 'primary'}
        title={isStopping ? 'Stop all spending?' : 'Allow spending again?'}
        confirmLabel={isStopping ? 'Stop all spending' : 'Allow spending'}
        onConfirm={async () => {
          await set.mutateAsync(isStopping ? reason : null)
          setReason('')
        }}
      >
        {isStopping ? (
          <div className="flex flex-col gap-3">
            <p>
              From now on no order and no quote is accepted from anybody in this workspace or from its API
              keys. What open quotes hold comes back when they end. Leads you have stay yours.
            </p>
            <Field label="Why" hint="Shown to whoever tries to buy.">
              <Input maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
            </Field>
          </div>
        ) : (
          <p>Members and API keys can order again, within the limits below.</p>
        )}
      </ConfirmDialog>
    </div>
  )
}
