import { useState } from 'react'
import { useLive, useLiveGap } from './live.ts'

/**
 * Counts rows that arrived since the list was read, so that they announce themselves instead of moving
 * what is under the cursor. Give `show` to DataTable's `fresh`; it runs `reload` and starts from zero.
 * `const fresh = useNewRows(['lead.created'], () => leads.query.refetch())`
 */
export function useNewRows(
  types: readonly string[],
  reload: () => unknown,
): { count: number; show: () => void } {
  const [count, setCount] = useState(0)
  useLive(types, (event) => setCount((before) => before + event.count))
  // After a gap everything is read again anyway.
  useLiveGap(() => setCount(0))
  return {
    count,
    show: () => {
      setCount(0)
      reload()
    },
  }
}
