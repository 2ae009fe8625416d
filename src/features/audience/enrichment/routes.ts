import { Readable } from 'node:stream'
import type { Context } from 'hono'
import { withWorkspace } from '../../../platform/db/index.ts'
import {
  type Api,
  type BodyLimit,
  createApi,
  type Env,
  idempotencyKey,
} from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { identityOf, workspaceOf } from '../../accounts/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import { cancelRun } from './cancel-run.ts'
import { enrichLead } from './enrich-lead.ts'
import type { EnrichedField } from './fields.ts'
import { DEFAULT_CONFIDENCE, MAX_UPLOAD_BYTES } from './limits.ts'
import { listRuns } from './list-runs.ts'
import { matchRequest } from './match.ts'
import type { Asker } from './open-matching.ts'
import { openRun } from './open-run.ts'
import { readLeadEnrichment } from './read-lead-enrichment.ts'
import { readPreview } from './read-preview.ts'
import { readRun } from './read-run.ts'
import * as docs from './route-docs.ts'
import { undoRun } from './undo-run.ts'
import { writeEnriched } from './write-file.ts'

export const enrichmentBodyLimits: BodyLimit[] = [
  { path: '/api/enrichment/matches', maxBytes: MAX_UPLOAD_BYTES },
]

const askerOf = (c: Context<Env>): Asker => ({
  workspaceId: workspaceOf(c).id,
  actorId: identityOf(c).user?.id ?? null,
})
const fieldsOf = (overwrite: 'empty' | EnrichedField[]) => (overwrite === 'empty' ? [] : overwrite)

export function enrichmentRoutes(platform: Platform, provider: AudienceProvider): Api {
  const { db, shutdown } = platform
  return createApi()
    .openapi(docs.match, async (c) => {
      const by = askerOf(c)
      const id = await matchRequest(c, platform, provider, by)
      const choices = { min_confidence: DEFAULT_CONFIDENCE, overwrite: [] }
      return c.json(await readPreview(db, by, id, choices), 201)
    })
    .openapi(docs.preview, async (c) =>
      c.json(await readPreview(db, askerOf(c), c.req.valid('param').id, c.req.valid('query')), 200),
    )
    .openapi(docs.run, async (c) => {
      const { overwrite, max_credits = null, confirmed_credits = null, ...wish } = c.req.valid('json')
      const run = { ...wish, overwrite: fieldsOf(overwrite), max_credits, confirmed_credits }
      return c.json(await openRun(db, askerOf(c), run, idempotencyKey(c)), 202)
    })
    .openapi(docs.list, async (c) => {
      const { id } = workspaceOf(c)
      return c.json(await withWorkspace(db, id, (tx) => listRuns(tx, id, c.req.valid('query'))), 200)
    })
    .openapi(docs.get, async (c) => {
      const workspaceId = workspaceOf(c).id
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspaceId, (tx) => readRun(tx, workspaceId, id)), 200)
    })
    .openapi(docs.cancel, async (c) => {
      const workspaceId = workspaceOf(c).id
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspaceId, (tx) => cancelRun(tx, workspaceId, id)), 200)
    })
    .openapi(docs.reversal, async (c) => {
      const workspaceId = workspaceOf(c).id
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspaceId, (tx) => undoRun(tx, workspaceId, id)), 202)
    })
    .openapi(docs.file, async (c) => {
      const { id } = c.req.valid('param')
      const lines = await writeEnriched(db, workspaceOf(c).id, id)
      return c.body(Readable.toWeb(lines) as globalThis.ReadableStream, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="enriched-${id}.csv"`,
        'Cache-Control': 'no-store',
      })
    })
    .openapi(docs.ofLead, async (c) =>
      c.json(await readLeadEnrichment(db, askerOf(c), c.req.valid('param').id), 200),
    )
    .openapi(docs.enrichOne, async (c) => {
      const { min_confidence, overwrite, confirmed_credits = null } = c.req.valid('json')
      const wish = { min_confidence, overwrite: fieldsOf(overwrite), confirmed_credits }
      const signal = AbortSignal.any([c.req.raw.signal, shutdown])
      const asked = { leadId: c.req.valid('param').id, wish, key: idempotencyKey(c), signal }
      return c.json(await enrichLead(db, provider, askerOf(c), asked), 200)
    })
}
