import { useState } from 'react'

/** The first counts there were: what is sorted by them must not move while somebody chooses. */
export function useSteady(
  counts: ReadonlyMap<string, number> | undefined,
): ReadonlyMap<string, number> | undefined {
  const [first, setFirst] = useState(counts)
  if (!first && counts) setFirst(counts)
  return first ?? counts
}
