import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { api } from '../../../../ui/index.ts'
import type { PartCounts, SegmentTarget } from '../../schema.ts'
import { countedFilter } from './counted.ts'
import type { Group } from './tree.ts'
import { useSettled } from './use-settled.ts'

export type PartCount = PartCounts['parts'][number]

export interface Counts {
  /** Undefined until the first answer. */
  total: PartCounts | undefined
  of: (id: string) => PartCount | undefined
  /** The numbers are of before the last change. */
  isOld: boolean
  error: Error | null
  retry: () => void
}

/** How many each rule and all of them find. Counts of a filter that was changed meanwhile are stopped. */
export function useCounts(root: Group, target: SegmentTarget): Counts {
  const counted = useMemo(() => countedFilter(root), [root])
  const wanted = JSON.stringify(counted.filter)
  const settled = useSettled(wanted)
  const query = useQuery({
    queryKey: ['segment-counts', target, settled],
    queryFn: ({ signal }) =>
      api<PartCounts>('POST', '/api/segments/counts', {
        body: { target, filters: JSON.parse(settled) },
        signal,
      }),
    placeholderData: (before) => before,
  })
  const isOld = wanted !== settled || query.isPlaceholderData
  const { data } = query
  // The paths are of the tree that was counted: while another one is on screen they may mean other rules.
  const [shown, setShown] = useState<ReadonlyMap<string, PartCount>>(new Map())
  useEffect(() => {
    if (isOld || !data) return
    const byPath = new Map(data.parts.map((part) => [part.path, part]))
    const byId = [...counted.paths].flatMap(([id, path]) => {
      const part = byPath.get(path)
      return part ? [[id, part] as const] : []
    })
    setShown(new Map(byId))
  }, [isOld, data, counted])
  return {
    total: data,
    of: (id) => shown.get(id),
    isOld,
    error: query.error,
    retry: () => void query.refetch(),
  }
}
