import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import {
  api,
  Button,
  ErrorState,
  errorText,
  Field,
  formatDate,
  Input,
  SkeletonLines,
} from '../../../../ui/index.ts'
import type { InvitationPreview, Me } from '../../schema.ts'
import { FormProblem } from '../form-problem.tsx'
import { signUp } from '../session-api.ts'
import { useForm } from '../use-form.ts'
import { meQuery } from '../use-me.ts'
import { useEnterApp } from './use-enter-app.ts'

/** Where the link of an invitation leads, for people with an account and without. */
export function InvitePage() {
  const { token = '' } = useParams({ strict: false })
  const preview = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) =>
      api<InvitationPreview>('GET', `/api/invitations/${encodeURIComponent(token)}/preview`, { signal }),
    retry: false,
  })
  const me = useQuery({ ...meQuery, retry: false })
  if (preview.isError) {
    return <ErrorState title="This invitation does not work" error={preview.error} retry={preview.refetch} />
  }
  if (preview.isPending || me.isPending) return <SkeletonLines lines={5} />
  const invitation = preview.data
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-title font-semibold">Join {invitation.workspace_name}</h1>
      <p>
        {invitation.invited_by ?? 'A colleague'} invites {invitation.email} as {invitation.role}. The
        invitation holds until {formatDate(invitation.expires_at)}.
      </p>
      <Answer token={token} invitation={invitation} me={me.data ?? null} />
    </div>
  )
}

interface AnswerProps {
  token: string
  invitation: InvitationPreview
  me: Me | null
}

function Answer({ token, invitation, me }: AnswerProps) {
  if (me?.user) return <Accept token={token} email={me.user.email} />
  if (invitation.has_account) {
    return (
      <Button asChild variant="primary">
        <Link to="/sign-in" search={{ next: `/invitations/${token}`, email: invitation.email }}>
          Sign in to accept
        </Link>
      </Button>
    )
  }
  return <SignUpAndJoin token={token} invitation={invitation} />
}

function Accept({ token, email }: { token: string; email: string }) {
  const enter = useEnterApp()
  const accept = useMutation({
    mutationFn: async () => {
      await api('POST', `/api/invitations/${encodeURIComponent(token)}/acceptance`, { body: {} })
      await enter('/')
    },
  })
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">You are signed in as {email}.</p>
      <FormProblem text={accept.error ? errorText(accept.error) : null} />
      <Button variant="primary" busy={accept.isPending} onClick={() => accept.mutate()}>
        Accept the invitation
      </Button>
    </div>
  )
}

function SignUpAndJoin({ token, invitation }: { token: string; invitation: InvitationPreview }) {
  const enter = useEnterApp()
  const form = useForm(async ({ name = '', password = '' }) => {
    await signUp({ email: invitation.email, name, password, invitation_token: token })
    await enter('/')
  })
  return (
    <form onSubmit={form.onSubmit} className="flex flex-col gap-3" noValidate>
      <Field label="Your name" error={form.errors.name} required>
        <Input name="name" autoComplete="name" autoFocus />
      </Field>
      <Field label="Password" error={form.errors.password} required>
        <Input type="password" name="password" autoComplete="new-password" />
      </Field>
      <FormProblem text={form.errors.email ?? form.problem} />
      <Button variant="primary" type="submit" busy={form.busy}>
        Make my account and join
      </Button>
    </form>
  )
}
