import { Badge, formatCredits, formatDate, Panel, RelativeTime, usePages } from '../../../ui/index.ts'
import type { CreditGrantRow } from '../schema.ts'
import { CreditList } from './credit-list.tsx'

const KINDS: Record<CreditGrantRow['kind'], string> = {
  promotional: 'Promotional',
  adjustment: 'Adjustment',
  paid: 'Bought',
}
const SOON_MS = 7 * 86_400_000

/** What the credits came as, and what is left of each. */
export function GrantsPanel() {
  const grants = usePages<CreditGrantRow>({
    key: ['credits', 'grants'],
    path: '/api/credits/grants',
    limit: 20,
  })
  return (
    <Panel title="Credits you have">
      <p className="mb-4 text-sm text-muted">
        Promotional ones are spent first, then adjustments, then bought ones; of each, first those that expire
        soonest.
      </p>
      <CreditList
        label="Your credits"
        pages={grants}
        rowKey={(grant) => grant.id}
        empty="Credits you buy, or that the operator gives, appear here with what is left of them."
      >
        {(grant) => <Grant grant={grant} />}
      </CreditList>
    </Panel>
  )
}

function Grant({ grant }: { grant: CreditGrantRow }) {
  const { kind, amount, remaining, reason, expires_at, created_at } = grant
  const isUsedUp = remaining === 0
  return (
    <>
      <div className="min-w-0 flex-1 basis-56">
        <div className="flex min-w-0 items-center gap-2">
          <span className="shrink-0">
            <Badge tone={isUsedUp ? 'neutral' : 'value'}>{KINDS[kind]}</Badge>
          </span>
          <span className="min-w-0 truncate" title={reason}>
            {reason}
          </span>
        </div>
        <div className="text-sm text-muted">
          <RelativeTime at={created_at} /> · <Expiry at={expires_at} isUsedUp={isUsedUp} />
        </div>
      </div>
      <div className="w-52 max-sm:w-full">
        <div className="tabular text-right max-sm:text-left">
          <span className={isUsedUp ? 'text-muted' : 'font-medium text-value'}>
            {formatCredits(remaining)}
          </span>
          <span className="text-muted"> of {formatCredits(amount)} left</span>
        </div>
        <div aria-hidden className="mt-1 h-1.5 overflow-hidden rounded-full border border-line bg-hover">
          <div className="h-full bg-gold" style={{ width: `${(remaining / amount) * 100}%` }} />
        </div>
      </div>
    </>
  )
}

function Expiry({ at, isUsedUp }: { at: string | null; isUsedUp: boolean }) {
  const left_ms = at ? new Date(at).getTime() - Date.now() : Number.POSITIVE_INFINITY
  if (isUsedUp) return at && left_ms < 0 ? `ended on ${formatDate(at)}` : 'used up'
  if (!at) return 'do not expire'
  if (left_ms > SOON_MS) return `expire on ${formatDate(at)}`
  return (
    <span className="font-medium text-warn">
      expire <RelativeTime at={at} />
    </span>
  )
}
