import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api.ts'

/** Whether asking again may help: lost connections and busy servers, never a refusal. */
export function worthRetrying(failures: number, error: unknown): boolean {
  if (failures >= 2) return false
  if (error instanceof ApiError) return error.status === 502 || error.status === 503 || error.status === 504
  return error instanceof TypeError
}

/** The one client. Answers stay fresh for 30 s; live events put changed ones right before that. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: worthRetrying, staleTime: 30_000, gcTime: 10 * 60_000, refetchOnWindowFocus: false },
    // A write is never repeated by itself: the person decides, with the same idempotency key.
    mutations: { retry: false },
  },
})
