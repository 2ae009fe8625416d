import { z } from '@hono/zod-openapi'
import { problemResponses } from '../../platform/http/index.ts'
import { member } from '../accounts/index.ts'

/** What the declarations of pixel routes have in common. */
export const tags = ['pixels']
export const idParams = z.object({ id: z.uuid() })
export const readers = [member({ scope: 'read' })]
/** What is on the workspace's sites, and what is kept of their visitors, is decided by its owners and admins. */
export const admins = [member({ scope: 'write', role: 'admin' })]
export const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')
