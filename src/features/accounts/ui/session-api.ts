import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '../../../ui/index.ts'
import type { authConfigSchema, DemoAccount, signedInSchema } from '../schema.ts'

export type { DemoAccount }

type AuthConfig = z.infer<typeof authConfigSchema>
type SignedIn = z.infer<typeof signedInSchema>

/** What this installation offers before anybody has signed in. */
export const authConfigQuery = queryOptions({
  queryKey: ['auth-config'],
  queryFn: ({ signal }) => api<AuthConfig>('GET', '/api/auth-config', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

export function signIn(email: string, password: string): Promise<SignedIn> {
  return api<SignedIn>('POST', '/api/auth/sign-in/email', { body: { email, password } })
}

export function signUp(body: {
  email: string
  password: string
  name: string
  workspace_name?: string
  invitation_token?: string
}): Promise<SignedIn> {
  return api<SignedIn>('POST', '/api/auth/sign-up/email', { body })
}
