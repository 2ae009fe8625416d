import { useState } from 'react'
import { api, Button, ConfirmDialog, Panel, RelativeTime } from '../../../../ui/index.ts'
import type { ApiKey } from '../../schema.ts'
import { CreateKeyDialog } from './create-key-dialog.tsx'
import { Rows, RowText } from './rows.tsx'
import { useSaving } from './use-saving.ts'

const queryKey = ['api-keys']

export function ApiKeysPanel() {
  const [isCreating, setCreating] = useState(false)
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  const revoke = useSaving(
    (key: ApiKey) => api('DELETE', `/api/api-keys/${key.id}`),
    'The key could not be revoked',
    queryKey,
  )
  return (
    <Panel
      title="API keys"
      actions={
        <Button size="sm" onClick={() => setCreating(true)}>
          Make a key
        </Button>
      }
    >
      <Rows<ApiKey>
        {...{ queryKey, path: '/api/api-keys', label: 'API keys' }}
        empty="No keys yet. A key lets a program of yours read and write this workspace; what it can call is in the API reference at /docs."
        rowKey={(key) => key.id}
      >
        {(key) => (
          <>
            <RowText
              title={
                <>
                  {key.name} <code className="ml-1 text-sm text-muted">{key.prefix}…</code>
                </>
              }
              note={
                <>
                  {key.scopes.join(', ')}; {key.last_used_at ? 'last used ' : 'never used'}
                  {key.last_used_at ? <RelativeTime at={key.last_used_at} /> : null}
                </>
              }
            />
            <Button size="sm" variant="ghost" onClick={() => setRevoking(key)}>
              Revoke
            </Button>
          </>
        )}
      </Rows>
      <CreateKeyDialog open={isCreating} onOpenChange={setCreating} />
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={(open) => open || setRevoking(null)}
        tone="danger"
        title={`Revoke the key ${revoking?.name}?`}
        confirmLabel="Revoke the key"
        onConfirm={async () => {
          if (revoking) await revoke.mutateAsync(revoking)
        }}
      >
        Programs that use it are refused at once. This cannot be undone.
      </ConfirmDialog>
    </Panel>
  )
}
