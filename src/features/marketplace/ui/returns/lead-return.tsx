import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, formatDate, useLive } from '../../../../ui/index.ts'
import type { Return } from '../../returns/schema.ts'
import { ReturnBadge } from './return-badge.tsx'
import { reasonWords } from './words.ts'

const link = 'underline underline-offset-2'

/** The return of a bought lead, if there was one. */
export function LeadReturn({ leadId }: { leadId: string }) {
  const given = useReturnOf(leadId)
  if (!given) return null
  return (
    <p className="mb-3 flex flex-wrap items-center gap-x-2 gap-y-1 rounded-md border border-line bg-hover px-3 py-2">
      <ReturnBadge status={given.status} isNamed />
      <span className="text-muted">
        {reasonWords[given.reason].label}, {formatDate(given.opened_at)}.
      </span>
      <Link to="/returns/$returnId" params={{ returnId: given.id }} className={link}>
        See the return
      </Link>
    </p>
  )
}

/** The way to return a bought lead that was not returned yet. */
export function AskReturn({ leadId, orderId }: { leadId: string; orderId: string }) {
  if (useReturnOf(leadId) !== null) return null
  return (
    <p className="mt-1 text-sm text-muted">
      Something wrong with it?{' '}
      <Link to="/orders/$orderId" params={{ orderId }} search={{ return: leadId }} className={link}>
        Return this lead
      </Link>
    </p>
  )
}

/** undefined while nobody knows, null for none. */
function useReturnOf(leadId: string): Return | null | undefined {
  const client = useQueryClient()
  const queryKey = ['returns', 'lead', leadId]
  const returns = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api<{ data: Return[] }>('GET', '/api/marketplace/returns', {
        query: { lead_id: leadId, limit: 1 },
        signal,
      }),
  })
  useLive(['return.changed'], () => void client.invalidateQueries({ queryKey }))
  return returns.data ? (returns.data.data[0] ?? null) : undefined
}
