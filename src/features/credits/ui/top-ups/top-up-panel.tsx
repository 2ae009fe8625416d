import { useQuery } from '@tanstack/react-query'
import { api, Badge, Button, Panel, SkeletonLines } from '../../../../ui/index.ts'
import type { Packages, TopUp } from '../../schema.ts'
import { useBuyCredits } from '../buying/buy-request.ts'
import { packagesQuery } from '../buying/packages-query.ts'
import { creditsInWords, formatMoney } from '../money.ts'
import { PartFailed } from '../part-failed.tsx'
import { TopUpForm } from './top-up-form.tsx'
import { topUpKey } from './use-top-up.ts'

const KEPT_WITHIN_MS = 3_000

/** What the workspace buys by itself when its balance gets low. */
export function TopUpPanel() {
  const topUp = useQuery({
    queryKey: topUpKey,
    queryFn: ({ signal }) => api<TopUp>('GET', '/api/credits/top-up', { signal }),
    // A method that a payment has just left is noted a moment after the credits have come, and nothing tells.
    refetchInterval: ({ state }) =>
      state.data?.payment_method === null && state.dataUpdateCount < 20 ? KEPT_WITHIN_MS : false,
  })
  const packages = useQuery(packagesQuery)
  const failed = [topUp, packages].find(({ isError, data }) => isError && !data)
  return (
    <Panel
      title="Automatic top-up"
      actions={
        topUp.data ? (
          <Badge tone={topUp.data.enabled ? 'good' : topUp.data.off_reason ? 'bad' : 'neutral'}>
            {topUp.data.enabled ? 'On' : 'Off'}
          </Badge>
        ) : null
      }
    >
      {failed ? (
        <PartFailed what="The top-up" error={failed.error} retry={failed.refetch} />
      ) : topUp.data && packages.data ? (
        <TopUpState topUp={topUp.data} packages={packages.data} />
      ) : (
        <SkeletonLines lines={6} label="Loading the top-up" />
      )}
    </Panel>
  )
}

function TopUpState({ topUp, packages }: { topUp: TopUp; packages: Packages }) {
  const { enabled, off_reason, payment_method, package_id, below } = topUp
  const { buyCredits } = useBuyCredits()
  const bought = packages.data.find(({ id }) => id === package_id)
  const currency = bought?.currency ?? packages.data[0]?.currency ?? 'usd'
  return (
    <div className="flex flex-col gap-3">
      {off_reason ? (
        <p className="rounded-md bg-bad-soft px-3 py-2 text-bad">
          It went off: {off_reason.replace(/[.\s]+$/, '')}. Look at the settings, or pay once with another
          method and save it; then turn it on again.
        </p>
      ) : null}
      {enabled && bought && below !== null ? (
        <p>
          Buys {creditsInWords(bought.credits)} for {formatMoney(bought.price_cents, bought.currency)} when
          the balance falls below {creditsInWords(below)}.
        </p>
      ) : null}
      {enabled ? <MonthUse topUp={topUp} currency={currency} /> : null}
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5">
        <span className="min-w-0">
          {payment_method ? <span className="text-muted">Pays with </span> : null}
          {payment_method ?? 'No payment method is saved.'}
        </span>
        {packages.available ? (
          <Button size="sm" onClick={() => buyCredits({ keepMethod: true })}>
            {payment_method ? 'Use another' : 'Buy once and save one'}
          </Button>
        ) : null}
      </div>
      {packages.available ? null : <p className="text-warn">{packages.unavailable_reason}</p>}
      {payment_method && packages.available ? (
        // What somebody else has saved meanwhile is what the form must begin with.
        <TopUpForm
          key={[enabled, package_id, below, topUp.monthly_cap_cents].join(' ')}
          topUp={topUp}
          packages={packages.data}
        />
      ) : null}
      {payment_method || !packages.available ? null : (
        <p className="text-sm text-muted">
          Once there is one, a package can be bought by itself whenever the balance falls below a level, up to
          a sum a month.
        </p>
      )}
    </div>
  )
}

function MonthUse({ topUp, currency }: { topUp: TopUp; currency: string }) {
  const { charged_this_month_cents: charged, monthly_cap_cents: cap } = topUp
  if (!cap) return null
  return (
    <div>
      <p className="tabular text-sm text-muted">
        {formatMoney(charged, currency)} of {formatMoney(cap, currency)} charged this month (UTC)
      </p>
      <div aria-hidden className="mt-1 h-1.5 overflow-hidden rounded-full border border-line bg-hover">
        <div className="h-full bg-ink" style={{ width: `${Math.min(1, charged / cap) * 100}%` }} />
      </div>
    </div>
  )
}
