import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Field, Input, useSearchParams } from '../../../../ui/index.ts'
import { FormProblem } from '../form-problem.tsx'
import { authConfigQuery, signIn } from '../session-api.ts'
import { useForm } from '../use-form.ts'
import { DemoAccounts } from './demo-accounts.tsx'
import { useEnterApp } from './use-enter-app.ts'

export function SignInPage() {
  const enter = useEnterApp()
  const [params] = useSearchParams()
  const config = useQuery(authConfigQuery)
  const form = useForm(async (values) => {
    await signIn(values.email ?? '', values.password ?? '')
    await enter()
  })
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-title font-semibold">Sign in</h1>
      <form onSubmit={form.onSubmit} className="flex flex-col gap-3" noValidate>
        <Field label="Email" error={form.errors.email} required>
          <Input type="email" name="email" autoComplete="username" autoFocus defaultValue={params.email} />
        </Field>
        <Field label="Password" error={form.errors.password} required>
          <Input type="password" name="password" autoComplete="current-password" />
        </Field>
        <FormProblem text={form.problem} />
        <Button variant="primary" type="submit" busy={form.busy}>
          Sign in
        </Button>
      </form>
      <p className="flex justify-between gap-4 text-sm text-muted">
        <Link to="/sign-up" search={true} className="underline underline-offset-2 hover:text-ink">
          Make an account
        </Link>
        <Link to="/forgot-password" className="underline underline-offset-2 hover:text-ink">
          Forgot the password
        </Link>
      </p>
      {config.data?.mailbox ? (
        <p className="text-sm text-muted">
          Mails of this run are in its{' '}
          <Link to="/mailbox" className="underline underline-offset-2 hover:text-ink">
            mailbox
          </Link>
          .
        </p>
      ) : null}
      {config.data?.demo ? (
        <DemoAccounts
          accounts={config.data.demo_accounts}
          onChoose={async (account) => {
            await signIn(account.email, account.password)
            await enter()
          }}
        />
      ) : null}
    </div>
  )
}
