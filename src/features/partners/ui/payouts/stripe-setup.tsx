import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api, Badge, Button, errorText, useLive, useSearchParams } from '../../../../ui/index.ts'
import type { OnboardingLink, PayoutAccount } from '../../payouts/schema.ts'
import { payoutAccountQuery } from './queries.ts'

/** Where the Stripe account stands and the way to its setup. Coming back from Stripe asks it anew. */
export function StripeSetup({ account }: { account: PayoutAccount }) {
  const client = useQueryClient()
  const [params, update] = useSearchParams()
  const { stripe } = account
  const refresh = useMutation({
    mutationFn: () =>
      api<PayoutAccount>('GET', '/api/partner/payout-account', { query: { refresh: 'true' } }),
    onSuccess: (read) => client.setQueryData(payoutAccountQuery.queryKey, read),
  })
  const onboard = useMutation({
    mutationFn: () => api<OnboardingLink>('POST', '/api/partner/payout-account/onboarding-link'),
    onSuccess: ({ url }) => window.location.assign(url),
  })
  useLive(['payout_account.changed'], () => void client.invalidateQueries({ queryKey: ['payout-account'] }))
  const back = params.stripe
  const handled = useRef(false)
  useEffect(() => {
    if (!back || handled.current) return
    handled.current = true
    update({ stripe: undefined }, { replace: true })
    // a link that has expired is made anew, as Stripe asks
    if (back === 'again') onboard.mutate()
    else refresh.mutate()
  }, [back, update, onboard.mutate, refresh.mutate])
  const isReady = stripe.details_submitted && stripe.payouts_enabled
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line p-3">
      {stripe.simulated ? (
        <p className="text-sm text-muted">A payment simulator stands in for Stripe here: no money moves.</p>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <span>Stripe account</span>
        <Badge tone={isReady ? 'good' : 'warn'}>{wordOf(account)}</Badge>
      </div>
      {stripe.requirements.length > 0 ? (
        <p className="text-sm text-muted">
          Stripe still needs: {stripe.requirements.map((name) => name.replace(/[._]/g, ' ')).join(', ')}.
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button busy={onboard.isPending} onClick={() => onboard.mutate()}>
          {stripe.account_id
            ? isReady
              ? 'Change details at Stripe'
              : 'Go on at Stripe'
            : 'Set up at Stripe'}
        </Button>
        {stripe.account_id ? (
          <Button variant="ghost" busy={refresh.isPending} onClick={() => refresh.mutate()}>
            Check again
          </Button>
        ) : null}
      </div>
      <p role="alert" className="text-sm text-bad empty:hidden">
        {errorOf(onboard.error ?? refresh.error)}
      </p>
    </div>
  )
}

function wordOf({ stripe }: PayoutAccount): string {
  if (!stripe.account_id) return 'Not set up'
  if (stripe.details_submitted && stripe.payouts_enabled) return 'Ready'
  return stripe.details_submitted ? 'Stripe is checking it' : 'Setup not finished'
}

function errorOf(error: Error | null): string | null {
  return error ? errorText(error) : null
}
