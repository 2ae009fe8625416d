import { z } from '@hono/zod-openapi'
import { problemResponses } from '../../platform/http/index.ts'
import { member } from '../accounts/index.ts'

/** What the declarations of segment routes have in common. */
export const tags = ['segments']
export const idParams = z.object({ id: z.uuid() })
export const readers = [member({ scope: 'read' })]
export const writers = [member({ scope: 'write' })]
export const spenders = [member({ scope: 'billing' })]
export const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')
export const conflicts = problemResponses('conflict')
