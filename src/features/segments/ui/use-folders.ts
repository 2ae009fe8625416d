import { useQuery } from '@tanstack/react-query'
import { api, type ListPageOf } from '../../../ui/index.ts'
import type { Segment } from '../schema.ts'

/** Every folder that a segment lies in, by the alphabet. */
export async function readFolders(): Promise<string[]> {
  const folders = new Set<string>()
  let cursor: string | null = null
  do {
    const page: ListPageOf<Segment> = await api('GET', '/api/segments', { query: { limit: 200, cursor } })
    for (const { folder } of page.data) if (folder) folders.add(folder)
    cursor = page.next_cursor
  } while (cursor)
  return [...folders].sort((a, b) => a.localeCompare(b))
}

export function useFolders(): readonly string[] {
  const { data } = useQuery({ queryKey: ['segments', 'folders'], queryFn: readFolders })
  return data ?? []
}
