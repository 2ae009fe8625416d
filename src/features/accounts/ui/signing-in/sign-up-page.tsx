import { Link } from '@tanstack/react-router'
import { Button, Field, Input, useSearchParams } from '../../../../ui/index.ts'
import { FormProblem } from '../form-problem.tsx'
import { signUp } from '../session-api.ts'
import { useForm } from '../use-form.ts'
import { useEnterApp } from './use-enter-app.ts'

export function SignUpPage() {
  const enter = useEnterApp()
  const [params] = useSearchParams()
  const form = useForm(async ({ email = '', password = '', name = '', workspace_name }) => {
    await signUp({ email, password, name, ...(workspace_name ? { workspace_name } : {}) })
    await enter()
  })
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-title font-semibold">Make an account</h1>
      <form onSubmit={form.onSubmit} className="flex flex-col gap-3" noValidate>
        <Field label="Your name" error={form.errors.name} required>
          <Input name="name" autoComplete="name" autoFocus />
        </Field>
        <Field label="Work email" error={form.errors.email} required>
          <Input type="email" name="email" autoComplete="username" defaultValue={params.email} />
        </Field>
        <Field
          label="Password"
          error={form.errors.password}
          hint="Long beats clever: a sentence is good."
          required
        >
          <Input type="password" name="password" autoComplete="new-password" />
        </Field>
        <Field
          label="Workspace"
          error={form.errors.workspace_name}
          hint="Your company or team. You can change it later."
        >
          <Input name="workspace_name" autoComplete="organization" />
        </Field>
        <FormProblem text={form.problem} />
        <Button variant="primary" type="submit" busy={form.busy}>
          Make my account
        </Button>
      </form>
      <p className="text-sm text-muted">
        Have an account?{' '}
        <Link to="/sign-in" search={true} className="underline underline-offset-2 hover:text-ink">
          Sign in
        </Link>
      </p>
    </div>
  )
}
