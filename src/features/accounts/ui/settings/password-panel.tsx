import { useState } from 'react'
import { api, Button, Field, Input, Panel, toast } from '../../../../ui/index.ts'
import { FormProblem } from '../form-problem.tsx'
import { useForm } from '../use-form.ts'

export function PasswordPanel() {
  const [saves, setSaves] = useState(0)
  const form = useForm(async ({ current_password = '', new_password = '' }) => {
    await api('POST', '/api/auth/change-password', { body: { current_password, new_password } })
    toast({ title: 'Password changed', description: 'Other sessions were signed out.' })
    setSaves((count) => count + 1)
  })
  return (
    <Panel title="Password">
      <form key={saves} onSubmit={form.onSubmit} className="flex max-w-lg flex-col gap-3" noValidate>
        <Field label="Current password" error={form.errors.current_password} required>
          <Input type="password" name="current_password" autoComplete="current-password" />
        </Field>
        <Field label="New password" error={form.errors.new_password} required>
          <Input type="password" name="new_password" autoComplete="new-password" />
        </Field>
        <FormProblem text={form.problem} />
        <div>
          <Button type="submit" busy={form.busy}>
            Change the password
          </Button>
        </div>
      </form>
    </Panel>
  )
}
