import { Link } from '@tanstack/react-router'
import { api, Button, Field, Input } from '../../../../ui/index.ts'
import { FormProblem } from '../form-problem.tsx'
import { useForm } from '../use-form.ts'

export function ForgotPasswordPage() {
  const form = useForm(async ({ email = '' }) => {
    await api('POST', '/api/auth/request-password-reset', { body: { email } })
    return email
  })
  if (form.result !== undefined) {
    return (
      <div className="flex flex-col gap-3" role="status">
        <h1 className="text-title font-semibold">Look at your mail</h1>
        <p>
          If {form.result} has an account here, a link to choose a new password is on its way. It holds for
          one hour.
        </p>
        <Link to="/sign-in" className="text-sm underline underline-offset-2">
          Back to sign in
        </Link>
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-title font-semibold">Forgot the password</h1>
      <form onSubmit={form.onSubmit} className="flex flex-col gap-3" noValidate>
        <Field label="Email" error={form.errors.email} required>
          <Input type="email" name="email" autoComplete="username" autoFocus />
        </Field>
        <FormProblem text={form.problem} />
        <Button variant="primary" type="submit" busy={form.busy}>
          Send me a link
        </Button>
      </form>
      <Link to="/sign-in" className="text-sm text-muted underline underline-offset-2">
        Back to sign in
      </Link>
    </div>
  )
}
