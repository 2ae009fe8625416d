import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../../../../ui/index.ts'
import type { OpenedTest, Overlap, OverlapTest } from '../../overlap/schema.ts'
import { hashList } from './hash-list.ts'
import type { ListedPerson } from './read-list.ts'

const queryKey = ['overlap']

export function useOverlap() {
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => api<Overlap>('GET', '/api/overlap', { signal }),
  })
}

/** Opens a test, hashes the list with its key and asks; `done` counts hashed lines. */
export function useTest() {
  const client = useQueryClient()
  const [done, setDone] = useState(0)
  const stopping = useRef<AbortController>(null)
  const test = useMutation({
    mutationFn: async ({ stock, people }: { stock: string; people: readonly ListedPerson[] }) => {
      stopping.current = new AbortController()
      const { signal } = stopping.current
      setDone(0)
      const { id, key } = await api<OpenedTest>('POST', '/api/overlap/sessions', { body: { stock }, signal })
      const list = await hashList(key, people, setDone, signal)
      return api<OverlapTest>('POST', '/api/overlap/tests', { body: { id, ...list }, signal })
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
  return { ...test, done, stop: () => stopping.current?.abort() }
}
