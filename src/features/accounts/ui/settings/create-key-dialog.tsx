import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  api,
  Button,
  Checkbox,
  Dialog,
  errorText,
  Field,
  fieldErrors,
  Input,
  toast,
} from '../../../../ui/index.ts'
import type { ApiKey } from '../../schema.ts'
import { FormProblem } from '../form-problem.tsx'

type Scope = ApiKey['scopes'][number]
const about: Record<Scope, string> = {
  read: 'Read: see leads, listings, orders',
  write: 'Write: import, change, buy',
  billing: 'Billing: credits and receipts',
}

const allScopes = Object.keys(about) as Scope[]

interface CreateKeyDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Asks for a name and scopes, then shows the key, the only time it can be seen. */
export function CreateKeyDialog({ open, onOpenChange }: CreateKeyDialogProps) {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<Scope[]>(['read'])
  const create = useMutation({
    mutationFn: () => api<{ id: string; key: string }>('POST', '/api/api-keys', { body: { name, scopes } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['api-keys'] }),
  })
  const close = (isOpen: boolean) => {
    if (!isOpen) {
      create.reset()
      setName('')
    }
    onOpenChange(isOpen)
  }
  const key = create.data?.key
  const errors = fieldErrors(create.error)
  if (key) {
    return (
      <Dialog
        open={open}
        onOpenChange={close}
        title="Copy the key now"
        description="It is shown once; only its hash is kept."
        footer={
          <>
            <Button
              onClick={() =>
                void navigator.clipboard.writeText(key).then(() => toast({ title: 'Key copied' }))
              }
            >
              Copy
            </Button>
            <Button variant="primary" onClick={() => close(false)}>
              Done
            </Button>
          </>
        }
      >
        <code className="block rounded-md border border-line bg-sunken p-3 break-all select-all">{key}</code>
      </Dialog>
    )
  }
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      size="sm"
      title="Make an API key"
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button variant="primary" busy={create.isPending} onClick={() => create.mutate()}>
            Make the key
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="Name" error={errors.name} hint="What will use it, so that you know later." required>
          <Input value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1 font-medium">It may</legend>
          {allScopes.map((scope) => (
            <Checkbox
              key={scope}
              label={about[scope]}
              checked={scopes.includes(scope)}
              onCheckedChange={(on) =>
                setScopes(on ? [...scopes, scope] : scopes.filter((other) => other !== scope))
              }
            />
          ))}
        </fieldset>
        <FormProblem
          text={errors.scopes ?? (create.error && !errors.name ? errorText(create.error) : null)}
        />
      </div>
    </Dialog>
  )
}
