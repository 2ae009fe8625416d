import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError, api, toast } from '../../../../ui/index.ts'
import type { Segment } from '../../schema.ts'
import { segmentKey } from '../use-segment.ts'
import type { Draft } from './draft.ts'

const bodyOf = ({ name, description, folder, filters }: Draft) => ({
  name: name.trim(),
  description: description.trim() || null,
  folder: folder.trim() || null,
  filters,
})

/** Makes a segment of a draft. */
export function useCreate(onMade: (segment: Segment) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (draft: Draft) =>
      api<Segment>('POST', '/api/segments', { body: { ...bodyOf(draft), target: draft.target } }),
    onSuccess: (segment) => {
      client.setQueryData(segmentKey(segment.id), segment)
      void client.invalidateQueries({ queryKey: ['segments'] })
      toast({ title: `“${segment.name}” saved`, tone: 'good' })
      onMade(segment)
    },
  })
}

/** Saves a draft over what it was made of; without `base` over whatever there is by now. */
export function useSave(id: string, onSaved: (segment: Segment) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ draft, base }: { draft: Draft; base: string | null }) =>
      api<Segment>('PATCH', `/api/segments/${id}`, {
        body: { ...bodyOf(draft), ...(base ? { updated_at: base } : {}) },
      }),
    onSuccess: (saved) => {
      onSaved(saved)
      client.setQueryData(segmentKey(saved.id), saved)
      void client.invalidateQueries({ queryKey: ['segments'] })
      toast({ title: `“${saved.name}” saved`, tone: 'good' })
    },
    onError: () => client.invalidateQueries({ queryKey: segmentKey(id) }),
  })
}

/** Somebody else saved it after it was read here. */
export const isConflict = (error: unknown) => error instanceof ApiError && error.status === 409
