import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  api,
  Badge,
  Button,
  ErrorState,
  errorText,
  Field,
  fieldErrors,
  formatDate,
  Input,
  Page,
  PageHeader,
  Panel,
  SkeletonLines,
  Textarea,
  useLive,
} from '../../../ui/index.ts'
import type { Partner } from '../schema.ts'
import { partnerQuery } from './partner-query.ts'

/** Asks to sell, then shows how the application stands. */
export function ApplyPage() {
  const client = useQueryClient()
  const partner = useQuery(partnerQuery)
  useLive(['partner.decided'], () => {
    void client.invalidateQueries({ queryKey: ['partner'] })
    void client.invalidateQueries({ queryKey: ['me'] })
  })
  return (
    <Page narrow>
      <PageHeader title="Become a partner" note="Partners upload leads, list them and earn on every sale" />
      {partner.isPending ? <SkeletonLines lines={5} /> : null}
      {partner.isError ? (
        <ErrorState title="The application could not be read" error={partner.error} retry={partner.refetch} />
      ) : null}
      {partner.data?.status ? <Standing partner={partner.data} /> : null}
      {partner.data && (partner.data.status === null || partner.data.status === 'applied') ? (
        <ApplicationForm partner={partner.data} />
      ) : null}
    </Page>
  )
}

const standings = {
  applied: {
    tone: 'warn',
    label: 'Waiting',
    text: 'The operator looks at your application. This page changes by itself.',
  },
  approved: { tone: 'good', label: 'Approved', text: 'You can upload and list leads.' },
  suspended: { tone: 'bad', label: 'Suspended', text: 'Your listings are hidden and uploads are refused.' },
} as const

function Standing({ partner }: { partner: Partner }) {
  const standing = standings[partner.status ?? 'applied']
  return (
    <Panel title="Your application">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={standing.tone}>{standing.label}</Badge>
        {standing.text}
      </p>
      {partner.reason ? <p className="mt-2 text-muted">The operator says: {partner.reason}</p> : null}
      {partner.applied_at ? (
        <p className="mt-2 text-sm text-muted">Applied {formatDate(partner.applied_at)}</p>
      ) : null}
      {partner.status === 'approved' ? (
        <Button asChild variant="primary" className="mt-3">
          <Link to="/sell/upload">Upload leads</Link>
        </Button>
      ) : null}
    </Panel>
  )
}

function ApplicationForm({ partner }: { partner: Partner }) {
  const client = useQueryClient()
  const send = useMutation({
    mutationFn: (body: Record<string, string>) => api('POST', '/api/partner/applications', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['partner'] }),
  })
  const errors = fieldErrors(send.error)
  const isWaiting = partner.status === 'applied'
  return (
    <Panel title={isWaiting ? 'Change what you wrote' : 'Apply'}>
      <form
        noValidate
        className="flex max-w-lg flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          const values = [...new FormData(event.currentTarget)].map(
            ([name, value]) => [name, String(value)] as const,
          )
          send.mutate(Object.fromEntries(values.filter(([, value]) => value.trim() !== '')))
        }}
      >
        <Field label="Company" error={errors.company} required>
          <Input name="company" autoComplete="organization" defaultValue={partner.company ?? ''} />
        </Field>
        <Field label="Website" error={errors.website}>
          <Input name="website" type="url" autoComplete="url" defaultValue={partner.website ?? ''} />
        </Field>
        <Field
          label="Where your leads come from"
          error={errors.about}
          hint="How people gave their consent, how often you renew the data, which industries you know."
        >
          <Textarea name="about" rows={4} defaultValue={partner.about ?? ''} />
        </Field>
        <p role="alert" className="text-sm text-bad empty:hidden">
          {send.error && Object.keys(errors).length === 0 ? errorText(send.error) : null}
        </p>
        <div>
          <Button variant="primary" type="submit" busy={send.isPending}>
            {isWaiting ? 'Save the application' : 'Apply to sell'}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
