import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { api } from '../../../../ui/index.ts'
import type { SuggestedField } from '../../search/schema.ts'

interface Suggestion {
  value: string
  count?: number
}

const LEAST_LETTERS = 2
const MOST_SHOWN = 8

export const isSameWord = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/** What people of the audience really have that begins as was typed, without what is chosen already. */
export function useSuggestions(field: SuggestedField | null, text: string, chosen: readonly string[]) {
  const q = useDeferredValue(text.trim())
  const found = useQuery({
    queryKey: ['audience', 'suggestions', field, q],
    queryFn: ({ signal }) =>
      api<{ data: Suggestion[] }>('GET', '/api/audience/suggestions', { query: { field, q }, signal }),
    enabled: field !== null && q.length >= LEAST_LETTERS,
    placeholderData: (before) => before,
    // Without suggestions one types the whole word.
    retry: false,
  })
  if (text.trim().length < LEAST_LETTERS) return []
  return (found.data?.data ?? [])
    .filter(({ value }) => !chosen.some((has) => isSameWord(has, value)))
    .slice(0, MOST_SHOWN)
}
