import { Link } from '@tanstack/react-router'
import { api, Button, Field, Input, useSearchParams } from '../../../../ui/index.ts'
import { FormProblem } from '../form-problem.tsx'
import { useForm } from '../use-form.ts'

export function ResetPasswordPage() {
  const [params] = useSearchParams()
  const form = useForm(async ({ new_password = '' }) => {
    await api('POST', '/api/auth/reset-password', { body: { token: params.token ?? '', new_password } })
    return true
  })
  if (form.result) {
    return (
      <div className="flex flex-col gap-3" role="status">
        <h1 className="text-title font-semibold">The new password holds</h1>
        <p>All other sessions were signed out.</p>
        <Button asChild variant="primary">
          <Link to="/sign-in">Sign in</Link>
        </Button>
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-title font-semibold">Choose a new password</h1>
      <form onSubmit={form.onSubmit} className="flex flex-col gap-3" noValidate>
        <Field
          label="New password"
          error={form.errors.new_password}
          hint="Long beats clever: a sentence is good."
          required
        >
          <Input type="password" name="new_password" autoComplete="new-password" autoFocus />
        </Field>
        <FormProblem text={form.errors.token ?? form.problem} />
        <Button variant="primary" type="submit" busy={form.busy}>
          Save the password
        </Button>
      </form>
      <Link to="/forgot-password" className="text-sm text-muted underline underline-offset-2">
        Send me a new link
      </Link>
    </div>
  )
}
