import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import {
  api,
  type Filters,
  type ListPageOf,
  type Pages,
  useCoalesced,
  useLive,
  useLiveGap,
  usePages,
} from '../../../../ui/index.ts'
import type { Visitor } from '../../visitors/schema.ts'

/** However many events come, the list is looked at once a second. */
const PAUSE_MS = 1_000
/** Without events people leave: who is still there is looked at this often. */
const LEAVE_MS = 30_000
const LOOK_LIMIT = 200

const none: ReadonlySet<string> = new Set()

/**
 * The list of visitors, live: what is shown changes in its place, who is not shown yet is counted and waits to be asked
 * for, so that nothing moves under the cursor.
 */
export function useVisitors(filters: Filters): {
  visitors: Pages<Visitor>
  fresh: { count: number; show: () => void }
} {
  const client = useQueryClient()
  const key = useMemo(() => ['visitors', 'list', filters.query], [filters.query])
  const visitors = usePages<Visitor>({ key, path: '/api/visitors', query: filters.query })
  const [waiting, setWaiting] = useState(none)
  const asked = useRef<object>(key)
  useEffect(() => {
    asked.current = key
    setWaiting(none)
  }, [key])

  async function look() {
    const data = client.getQueryData<InfiniteData<ListPageOf<Visitor>>>(key)
    if (!data) return
    const shown = new Set(data.pages.flatMap((page) => page.data.map(({ id }) => id)))
    // Where nothing is shown nothing can move.
    if (shown.size === 0) return void visitors.query.refetch()
    const query = { ...filters.query, limit: LOOK_LIMIT }
    const now = await api<ListPageOf<Visitor>>('GET', '/api/visitors', { query })
    if (asked.current !== key) return
    client.setQueryData<InfiniteData<ListPageOf<Visitor>>>(key, (held) => held && inPlace(held, now.data))
    const unseen = now.data.map(({ id }) => id).filter((id) => !shown.has(id))
    // Those of an earlier look wait on, also when so many came since that this one did not reach them.
    setWaiting((before) => new Set([...before, ...unseen]))
  }

  // A look that fails is made good by the next one, or by the list's own error when it is read again.
  const soon = useCoalesced(() => void look().catch(() => {}), PAUSE_MS)
  useLive(['visitors.seen', 'visitor.identified'], soon)
  useLiveGap(() => setWaiting(none))
  useEffect(() => {
    const timer = setInterval(
      () => void client.invalidateQueries({ queryKey: ['visitors', 'online'] }),
      LEAVE_MS,
    )
    return () => clearInterval(timer)
  }, [client])

  return {
    visitors,
    fresh: {
      count: waiting.size,
      show: () => {
        setWaiting(none)
        void visitors.query.refetch()
      },
    },
  }
}

function inPlace(
  held: InfiniteData<ListPageOf<Visitor>>,
  now: readonly Visitor[],
): InfiniteData<ListPageOf<Visitor>> {
  const byId = new Map(now.map((visitor) => [visitor.id, visitor]))
  const pages = held.pages.map((page) => ({
    ...page,
    data: page.data.map((visitor) => byId.get(visitor.id) ?? visitor),
  }))
  return { ...held, pages }
}
