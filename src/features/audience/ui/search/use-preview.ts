import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, type Pages } from '../../../../ui/index.ts'
import type { FlatFilter } from '../../schema.ts'
import type { MaskedPerson, Preview } from '../../search/schema.ts'

export interface SampleRow extends MaskedPerson {
  /** Its place in the sample: nobody in it has a name or an id. */
  id: string
}

/** Rows of another preview are other people: no two share an id. */
let previews = 0

interface PreviewPage {
  data: SampleRow[]
  next_cursor: null
  preview: Preview
}

/**
 * Count, facets and sample of a filter. Another filter ends the request of the one before on the server too; its
 * numbers stay, marked as old, until the new ones come.
 */
export function usePreview(filter: FlatFilter, enabled: boolean) {
  const query = useInfiniteQuery({
    queryKey: ['audience', 'preview', filter],
    queryFn: async ({ signal }): Promise<PreviewPage> => {
      const body = { action: 'preview', filters: filter }
      const preview = await api<Preview>('POST', '/api/audience/search', { body, signal })
      previews += 1
      const data = preview.sample.map((person, index) => ({ ...person, id: `${previews}-${index}` }))
      return { data, next_cursor: null, preview }
    },
    initialPageParam: null,
    getNextPageParam: () => null,
    placeholderData: keepPreviousData,
    // The provider has tried again already where that was safe.
    retry: false,
    enabled,
  })
  const page = query.data?.pages[0]
  const rows = page?.data
  const pages: Pages<SampleRow> = useMemo(
    () => ({ rows: rows ?? [], total: undefined, query }),
    [rows, query],
  )
  const facets = page?.preview.facets
  const counts = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(facets ?? {}).map(([field, values]) => [
          field,
          new Map(values.map(({ value, count }) => [value, count])),
        ]),
      ) as Record<string, ReadonlyMap<string, number>>,
    [facets],
  )
  return { pages, counts, preview: page?.preview, isOld: query.isPlaceholderData, error: query.error }
}
