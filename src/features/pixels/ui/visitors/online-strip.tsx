import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, formatCount, Skeleton, useCoalesced, useLive } from '../../../../ui/index.ts'
import type { Online } from '../../visitors/schema.ts'
import { pathOf } from '../words.ts'

const PAUSE_MS = 1_000
const queryKey = ['visitors', 'online']

/** Who is on the sites now, and what they look at; every figure leads to the visitors behind it. */
export function OnlineStrip() {
  const client = useQueryClient()
  const online = useQuery({
    queryKey,
    queryFn: ({ signal }) => api<Online>('GET', '/api/visitors/online', { signal }),
  })
  useLive(
    ['visitors.seen', 'visitor.identified'],
    useCoalesced(() => void client.invalidateQueries({ queryKey }), PAUSE_MS),
  )
  if (online.isError) return null
  if (!online.data) return <Skeleton className="mx-5 mb-3 h-14 max-sm:mx-4" />
  const { visitors, identified, companies, pages } = online.data
  return (
    <section
      aria-label="On the site now"
      className="mx-5 mb-3 flex flex-wrap gap-x-8 gap-y-3 rounded-md border border-line bg-surface px-4 py-3 max-sm:mx-4"
    >
      <Figure label="On the site now" value={visitors} search={{ online: 'true' }} />
      <Figure label="Known people" value={identified} search={{ online: 'true', identified: 'true' }} />
      <Figure label="Companies" value={companies} search={{ online: 'true', has_company: 'true' }} />
      {pages.length > 0 ? (
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="text-sm text-muted">They look at</h2>
          <ul className="flex flex-wrap gap-x-4">
            {pages.map(({ url, visitors: count }) => (
              <li key={url} className="flex max-w-64 min-w-0 gap-1.5">
                <Link
                  to="/visitors"
                  search={{ online: 'true', page: pathOf(url) }}
                  title={url}
                  className="min-w-0 truncate underline-offset-2 hover:underline"
                >
                  {pathOf(url)}
                </Link>
                <span className="tabular text-muted">{formatCount(count)}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  )
}

function Figure({ label, value, search }: { label: string; value: number; search: Record<string, string> }) {
  return (
    <Link to="/visitors" search={search} className="group flex min-w-20 flex-col">
      <span className="text-sm text-muted group-hover:underline">{label}</span>
      <span className="text-title font-semibold tabular">{formatCount(value)}</span>
    </Link>
  )
}
