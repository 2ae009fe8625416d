import { useRouter, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { SearchParams } from './search-codec.ts'

/** Changes some of the params; undefined or an empty string takes one away. */
export type UpdateParams = (
  patch: Record<string, string | undefined>,
  options?: { replace?: boolean },
) => void

/** `const [params, update] = useSearchParams(); update({ tab: 'members' })`. The path stays. */
export function useSearchParams(): [SearchParams, UpdateParams] {
  const params: SearchParams = useSearch({ strict: false })
  const router = useRouter()
  const update = useCallback<UpdateParams>(
    (patch, options) => {
      // The page just asked for, also where it is not shown yet: what is typed as a row is opened must not close it.
      const { pathname, search } = router.latestLocation
      const next: SearchParams = {}
      for (const [key, value] of Object.entries({ ...search, ...patch })) if (value) next[key] = value
      void router.navigate({ to: pathname, search: next, replace: options?.replace ?? false })
    },
    [router],
  )
  return [params, update]
}
