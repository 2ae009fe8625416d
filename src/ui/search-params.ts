import { useNavigate, useSearch } from '@tanstack/react-router'
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
  const navigate = useNavigate()
  const update = useCallback<UpdateParams>(
    (patch, options) => {
      void navigate({
        to: '.',
        search: (before) => {
          const next: SearchParams = {}
          for (const [key, value] of Object.entries({ ...before, ...patch })) if (value) next[key] = value
          return next
        },
        replace: options?.replace ?? false,
      })
    },
    [navigate],
  )
  return [params, update]
}
