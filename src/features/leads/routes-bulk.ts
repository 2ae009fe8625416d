import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, problemResponses } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { identityOf, member, workspaceOf } from '../accounts/index.ts'
import { changeMany } from './changing/change-many.ts'
import { startChangeMatching } from './changing/change-matching.ts'
import { deleteLeads } from './deleting/delete-leads.ts'
import { restoreLeads } from './deleting/restore-leads.ts'
import { CUSTOM, DEFAULT_EXPORT, EXPORT_COLUMN_NAMES } from './exporting/export-columns.ts'
import { exportLeads } from './exporting/export-leads.ts'
import { retryConflicts } from './importing/retry-conflicts.ts'
import { listTags } from './reading/list-tags.ts'
import {
  bulkAnswerSchema,
  bulkChangeSchema,
  leadFilterSchema,
  leadIdsSchema,
  tagCountSchema,
} from './schema.ts'

const tags = ['leads']
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')

/** `?columns=email,full_name,custom`, in that order. */
const columnsSchema = z
  .string()
  .max(2000)
  .transform((text) => text.split(',').map((name) => name.trim()))
  .pipe(z.array(z.enum([...EXPORT_COLUMN_NAMES, CUSTOM])).min(1))
  .transform((names) => [...new Set(names)])

const bulk = createRoute({
  method: 'post',
  path: '/leads/bulk',
  tags,
  summary: 'Set the status or tags of many leads: some by id, or all that match a filter',
  middleware: [member({ scope: 'write' })],
  request: { body: jsonBody(bulkChangeSchema) },
  responses: {
    200: json(bulkAnswerSchema, 'What changed'),
    202: json(bulkAnswerSchema, 'What changed so far; a job goes on'),
    ...refusals,
  },
})

const idsBody = { body: jsonBody(leadIdsSchema) }
const ids = { 200: json(leadIdsSchema, 'Which') }

const deletions = createRoute({
  method: 'post',
  path: '/leads/deletions',
  tags,
  summary: 'Delete leads by id; they can be restored for a day',
  middleware: [member({ scope: 'write' })],
  request: idsBody,
  responses: { ...ids, ...refusals },
})

const restorations = createRoute({
  method: 'post',
  path: '/leads/restorations',
  tags,
  summary: 'Bring deleted leads back',
  middleware: [member({ scope: 'write' })],
  request: idsBody,
  responses: { ...ids, ...refusals, ...problemResponses('conflict') },
})

const tagList = createRoute({
  method: 'get',
  path: '/leads/tags',
  tags,
  summary: 'The tags in use, the most used first',
  middleware: [member({ scope: 'read' })],
  responses: {
    200: json(z.object({ data: z.array(tagCountSchema) }), 'Tags'),
    ...refusals,
  },
})

const csv = createRoute({
  method: 'get',
  path: '/leads/export',
  tags,
  summary:
    'Every lead that matches as CSV, which an import reads back unchanged; X-Total-Count tells the rows',
  middleware: [member({ scope: 'read' })],
  request: { query: leadFilterSchema.extend({ columns: columnsSchema.optional() }) },
  responses: {
    200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } },
    ...refusals,
    ...problemResponses('rate_limited'),
  },
})

/** What reads or changes any number of leads. */
export function bulkRoutes({ db, shutdown }: Platform): Api {
  return createApi()
    .openapi(bulk, async (c) => {
      const { ids, filter, status, add_tags, remove_tags } = c.req.valid('json')
      const workspaceId = workspaceOf(c).id
      const change = {
        status: status ?? null,
        addTags: add_tags ?? [],
        removeTags: remove_tags ?? [],
        actorId: identityOf(c).user?.id ?? null,
      }
      if (filter) {
        const answer = await startChangeMatching(db, workspaceId, filter, change)
        return answer.done ? c.json(answer, 200) : c.json(answer, 202)
      }
      const wanted = [...new Set(ids)]
      const changed = await retryConflicts(() =>
        withWorkspace(db, workspaceId, (tx) => changeMany(tx, wanted, change)),
      )
      return c.json({ matched: wanted.length, updated: changed.length, done: true }, 200)
    })
    .openapi(deletions, async (c) => {
      const actorId = identityOf(c).user?.id ?? null
      const given = c.req.valid('json').ids
      const done = await retryConflicts(() =>
        withWorkspace(db, workspaceOf(c).id, (tx) => deleteLeads(tx, given, actorId)),
      )
      return c.json({ ids: done }, 200)
    })
    .openapi(restorations, async (c) => {
      const actorId = identityOf(c).user?.id ?? null
      const given = c.req.valid('json').ids
      const done = await retryConflicts(() =>
        withWorkspace(db, workspaceOf(c).id, (tx) => restoreLeads(tx, given, actorId)),
      )
      return c.json({ ids: done }, 200)
    })
    .openapi(tagList, async (c) => {
      return c.json({ data: await withWorkspace(db, workspaceOf(c).id, listTags) }, 200)
    })
    .openapi(csv, async (c) => {
      const { columns = DEFAULT_EXPORT, ...filter } = c.req.valid('query')
      const { rows, body } = await exportLeads(db, workspaceOf(c).id, filter, columns, shutdown)
      const day = new Date().toISOString().slice(0, 10)
      return c.body(body, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="leads-${day}.csv"`,
        'X-Total-Count': String(rows),
        'Cache-Control': 'no-store',
      })
    })
}
