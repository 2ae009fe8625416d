import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  api,
  Button,
  Checkbox,
  ErrorState,
  errorText,
  Field,
  fieldErrors,
  Input,
  Panel,
  SkeletonLines,
  Textarea,
  toast,
  useSearchParams,
} from '../../../../ui/index.ts'
import type { PayoutAccount } from '../../payouts/schema.ts'
import { MethodChoice } from './method-choice.tsx'
import { payoutAccountQuery } from './queries.ts'
import { StripeSetup } from './stripe-setup.tsx'
import { useHandlesMoney } from './use-handles-money.ts'

/** How the partner is paid: by Stripe or by hand, when asked or every week. */
export function PayoutSettings() {
  const handlesMoney = useHandlesMoney()
  const account = useQuery({ ...payoutAccountQuery, enabled: handlesMoney })
  if (!handlesMoney) {
    return (
      <Panel title="How you are paid">
        <p className="text-muted">Owners and admins of this workspace see and change where payouts go.</p>
      </Panel>
    )
  }
  return (
    <Panel title="How you are paid">
      {account.isPending ? <SkeletonLines lines={6} /> : null}
      {account.isError ? (
        <ErrorState title="The settings could not be read" error={account.error} retry={account.refetch} />
      ) : null}
      {account.data ? <Form account={account.data} /> : null}
    </Panel>
  )
}

function Form({ account }: { account: PayoutAccount }) {
  const client = useQueryClient()
  const [{ stripe: isBack }] = useSearchParams()
  const [method, setMethod] = useState(
    isBack ? 'stripe' : (account.method ?? (account.stripe.available ? 'stripe' : 'manual')),
  )
  const [payee, setPayee] = useState(account.payee_name ?? '')
  const [payTo, setPayTo] = useState(account.pay_to ?? '')
  const [automatic, setAutomatic] = useState(account.automatic)
  const save = useMutation({
    mutationFn: () =>
      api<PayoutAccount>('PUT', '/api/partner/payout-account', {
        body: { method, automatic, ...(method === 'manual' ? { payee_name: payee, pay_to: payTo } : {}) },
      }),
    onSuccess: (saved) => {
      client.setQueryData(payoutAccountQuery.queryKey, saved)
      toast({ title: 'Saved how you are paid', tone: 'good' })
    },
  })
  const wrong = save.error ? fieldErrors(save.error) : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="flex max-w-xl flex-col gap-4" noValidate>
      <MethodChoice value={method} onChange={setMethod} hasStripe={account.stripe.available} />
      {method === 'stripe' ? <StripeSetup account={account} /> : null}
      {method === 'manual' ? (
        <>
          <Field label="Who is paid" error={wrong.payee_name} required>
            <Input value={payee} maxLength={200} onChange={(event) => setPayee(event.target.value)} />
          </Field>
          <Field
            label="Where to pay"
            hint="Bank account or whatever else the operator needs. Only the operator reads it."
            error={wrong.pay_to}
            required
          >
            <Textarea
              rows={4}
              value={payTo}
              maxLength={2000}
              onChange={(event) => setPayTo(event.target.value)}
            />
          </Field>
        </>
      ) : null}
      <Checkbox
        label="Ask for a payout every Monday when the minimum is reached"
        checked={automatic}
        onCheckedChange={setAutomatic}
      />
      <p role="alert" className="text-sm text-bad empty:hidden">
        {save.error && Object.keys(wrong).length === 0 ? errorText(save.error) : null}
      </p>
      <div>
        <Button type="submit" variant="primary" busy={save.isPending}>
          Save how you are paid
        </Button>
      </div>
    </form>
  )
}
