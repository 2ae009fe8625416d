import { z } from '@hono/zod-openapi'
import { problemResponses } from '../../platform/http/index.ts'
import { operator } from '../accounts/index.ts'

/** What the operator's routes have in common. */
export const tags = ['operator']
export const middleware = [operator()]
export const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')
export const refusalsOfChange = { ...refusals, ...problemResponses('conflict') }
export const idParams = z.object({ id: z.uuid() })
