import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { api, Badge, Button, errorText, Field, Input, Panel, toast } from '../../../../ui/index.ts'
import type { emailVerificationSchema } from '../../schema.ts'
import { FormProblem } from '../form-problem.tsx'
import { useForm } from '../use-form.ts'
import { useMe } from '../use-me.ts'

export function ProfilePanel() {
  const { user } = useMe()
  const client = useQueryClient()
  const form = useForm(async ({ name = '' }) => {
    await api('PATCH', '/api/me', { body: { name } })
    await client.invalidateQueries({ queryKey: ['me'] })
    toast({ title: 'Name saved' })
  })
  return (
    <Panel title="You">
      <form onSubmit={form.onSubmit} className="flex max-w-lg flex-col gap-3" noValidate>
        <Field label="Name" error={form.errors.name} required>
          <Input name="name" autoComplete="name" defaultValue={user?.name} />
        </Field>
        <EmailLine />
        <FormProblem text={form.problem} />
        <div>
          <Button variant="primary" type="submit" busy={form.busy}>
            Save the name
          </Button>
        </div>
      </form>
    </Panel>
  )
}

function EmailLine() {
  const email = useQuery({
    queryKey: ['email-verification'],
    queryFn: ({ signal }) =>
      api<z.infer<typeof emailVerificationSchema>>('GET', '/api/me/email-verification', { signal }),
  })
  const send = useMutation({
    mutationFn: () => api('POST', '/api/auth/send-verification-email', { body: {} }),
    onSuccess: () => toast({ title: 'Mail sent', description: 'The link in it holds for one day.' }),
    onError: (error) => toast.error('The mail could not be sent', errorText(error)),
  })
  if (!email.data) return null
  return (
    <p className="flex flex-wrap items-center gap-2">
      {email.data.email}
      {email.data.verified ? (
        <Badge tone="good">Confirmed</Badge>
      ) : (
        <>
          <Badge tone="warn">Not confirmed</Badge>
          <Button size="sm" variant="ghost" busy={send.isPending} onClick={() => send.mutate()}>
            Send the mail again
          </Button>
        </>
      )}
    </p>
  )
}
