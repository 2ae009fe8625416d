import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { ApiError, api, newIdempotencyKey } from '../../../../ui/index.ts'
import type { AudienceFilter } from '../../schema.ts'
import type { Pulled } from '../../search/schema.ts'

export interface PullOrder {
  filters: AudienceFilter
  limit: number
  /** Never charged more than this. */
  max_credits: number
  tags?: string[]
  confirmed_credits?: number
}

/** Whether the server said no. Otherwise nobody knows: the pull may have been made and its answer lost. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && (error.status < 500 || error.code === 'upstream')
}

/**
 * Pulls people and shows what was done. Sent again after a lost answer it is the same pull: never charged twice.
 * Of a segment it pulls by the filter that is saved there.
 */
export function usePull(segmentId?: string) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const intention = useRef<{ key: string; order: string }>(null)
  return useMutation({
    mutationKey: ['audience', 'pull'],
    mutationFn: (order: PullOrder) => {
      const text = JSON.stringify(order)
      if (intention.current?.order !== text) intention.current = { key: newIdempotencyKey(), order: text }
      const { filters, ...terms } = order
      return api<Pulled>('POST', segmentId ? `/api/segments/${segmentId}/run` : '/api/audience/search', {
        body: { action: 'pull', ...terms, ...(segmentId ? {} : { filters }) },
        headers: { 'idempotency-key': intention.current.key },
      })
    },
    onSuccess: async ({ pull_id }) => {
      intention.current = null
      // Whoever was new to the workspace is no longer.
      const changed = ['credits', 'leads', 'leads-count', 'audience', 'segments', 'segment-people']
      for (const first of changed) void client.invalidateQueries({ queryKey: [first] })
      await navigate({ to: '/audience/pulls/$pullId', params: { pullId: pull_id } })
    },
    onError: (error) => {
      // A refused pull did nothing: the next press is a new one.
      if (isRefusal(error)) intention.current = null
      void client.invalidateQueries({ queryKey: ['credits'] })
    },
  })
}
