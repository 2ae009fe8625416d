import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  type QueryKey,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import { type ApiOptions, api } from './api.ts'

/** A list as the API answers it. */
export interface ListPageOf<Row> {
  data: Row[]
  next_cursor: string | null
  /** How many match, where the list counts them. */
  total?: number
}

export interface Pages<Row> {
  rows: readonly Row[]
  total: number | undefined
  query: UseInfiniteQueryResult<InfiniteData<ListPageOf<Row>>>
}

export interface UsePagesOptions {
  /** `['leads', filters.query]`: the first word is what `patchRows` and invalidation name. */
  key: QueryKey
  path: string
  query?: ApiOptions['query']
  /** Rows a request, at most 200. */
  limit?: number
  enabled?: boolean
}

/**
 * A cursor-paged list for DataTable. While filters change the old rows stay, so nothing flickers.
 * `const leads = usePages<Lead>({ key: ['leads', filters.query], path: '/api/leads', query: filters.query })`
 */
export function usePages<Row>({
  key,
  path,
  query,
  limit = 100,
  enabled = true,
}: UsePagesOptions): Pages<Row> {
  const result = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      api<ListPageOf<Row>>('GET', path, { query: { ...query, limit, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    enabled,
  })
  const rows = useMemo(() => result.data?.pages.flatMap((page) => page.data) ?? [], [result.data])
  return { rows, total: result.data?.pages[0]?.total, query: result }
}

function mapPages<Row>(client: QueryClient, key: QueryKey, change: (rows: Row[]) => Row[]): () => void {
  const before = client.getQueriesData<InfiniteData<ListPageOf<Row>>>({ queryKey: key })
  client.setQueriesData<InfiniteData<ListPageOf<Row>>>({ queryKey: key }, (data) =>
    data?.pages ? { ...data, pages: data.pages.map((page) => ({ ...page, data: change(page.data) })) } : data,
  )
  return () => {
    for (const [queryKey, data] of before) client.setQueryData(queryKey, data)
  }
}

/** Changes one loaded row everywhere at once (optimistic edit). Returns how to put it back. */
export function patchRow<Row extends { id: string }>(
  client: QueryClient,
  key: QueryKey,
  id: string,
  patch: Partial<Row>,
): () => void {
  return mapPages<Row>(client, key, (rows) => rows.map((row) => (row.id === id ? { ...row, ...patch } : row)))
}

/** Takes loaded rows out at once (optimistic delete). Returns how to put them back. */
export function dropRows(client: QueryClient, key: QueryKey, ids: Iterable<string>): () => void {
  const gone = new Set(ids)
  return mapPages<{ id: string }>(client, key, (rows) => rows.filter((row) => !gone.has(row.id)))
}
