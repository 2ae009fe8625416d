import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Filters, type Pages, useLive, usePages } from '../../../../ui/index.ts'
import type { Segment } from '../../schema.ts'

const changes = ['segment.created', 'segment.updated', 'segment.deleted', 'segment.pulled']

/** Segments that match, one's own favourites before the others. */
export function useSegments(filters: Filters): Pages<Segment> {
  const client = useQueryClient()
  useLive(changes, () => void client.invalidateQueries({ queryKey: ['segments'] }))
  const path = '/api/segments'
  const favourites = usePages<Segment>({
    key: ['segments', 'list', 'favourites', filters.query],
    path,
    query: { ...filters.query, favourite: true },
    limit: 200,
  })
  const all = usePages<Segment>({
    key: ['segments', 'list', 'all', filters.query],
    path,
    query: filters.query,
  })
  // A star turned on here is seen at once, also before the list of favourites is read again.
  const rows = useMemo(() => {
    const stars = new Map(
      [...favourites.rows, ...all.rows].filter((row) => row.favourite).map((row) => [row.id, row]),
    )
    const first = [...stars.values()]
    return [...first, ...all.rows.filter(({ id }) => !stars.has(id))]
  }, [favourites.rows, all.rows])
  const isFirstLate = favourites.query.isPending || favourites.query.isError
  return {
    rows: isFirstLate ? [] : rows,
    total: undefined,
    query: isFirstLate ? favourites.query : all.query,
  }
}
