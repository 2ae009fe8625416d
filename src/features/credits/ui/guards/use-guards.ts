import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, useLive } from '../../../../ui/index.ts'
import type { Freeze, GuardSettings, Guards, MemberGuardSettings } from '../../schema.ts'

const GUARDS = '/api/credits/guards'
const FREEZE = '/api/credits/freeze'
const guardsKey = ['credits', 'guards']
const freezeKey = ['credits', 'freeze']

export function useGuards() {
  const client = useQueryClient()
  useLive(['guards.changed', 'order.created', 'quote.changed'], () => {
    void client.invalidateQueries({ queryKey: guardsKey })
  })
  return useQuery({ queryKey: guardsKey, queryFn: ({ signal }) => api<Guards>('GET', GUARDS, { signal }) })
}

export function useFreeze() {
  const client = useQueryClient()
  useLive(['guards.changed', 'wallet.frozen', 'wallet.unfrozen'], () => {
    void client.invalidateQueries({ queryKey: freezeKey })
  })
  return useQuery({ queryKey: freezeKey, queryFn: ({ signal }) => api<Freeze>('GET', FREEZE, { signal }) })
}

/** A write that answers what is now shown under its key. */
function useAnswered<A, V>(key: QueryKey, send: (value: V) => Promise<A>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: (answer) => {
      client.setQueryData(key, answer)
      void client.invalidateQueries({ queryKey: ['credits', 'balance'] })
    },
  })
}

export const useSetGuards = () =>
  useAnswered(guardsKey, (body: GuardSettings) => api<Guards>('PUT', GUARDS, { body }))

/** Null lifts what was set for a member. */
export const useSetMemberGuards = (userId: string) =>
  useAnswered(guardsKey, (body: MemberGuardSettings | null) => {
    const path = `${GUARDS}/members/${userId}`
    return body ? api<Guards>('PUT', path, { body }) : api<Guards>('DELETE', path)
  })

/** Stops spending with a reason, or allows it again with null. */
export const useSetFreeze = () =>
  useAnswered(freezeKey, (reason: string | null) =>
    reason === null ? api<Freeze>('DELETE', FREEZE) : api<Freeze>('POST', FREEZE, { body: { reason } }),
  )
