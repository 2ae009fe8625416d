import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** The URL's search part: every filter, sort and tab as plain strings. */
export type SearchParams = Record<string, string>

/** `?score=60..&status=new,won`: plain and readable, no JSON. Long values are cut: a URL is input like any other. */
export function parseSearch(text: string): SearchParams {
  const params: SearchParams = {}
  for (const [key, value] of new URLSearchParams(text)) {
    if (key.length <= 64 && value) params[key] = value.slice(0, 2000)
  }
  return params
}

export function stringifySearch(params: Record<string, unknown>): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value))
  }
  const text = search.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return text ? `?${text}` : ''
}

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
