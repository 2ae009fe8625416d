import type { Context } from 'hono'
import type { Databases } from '../../../platform/db/index.ts'
import { type Env, optionalIdempotencyKey } from '../../../platform/http/index.ts'
import { identityOf, workspaceOf } from '../../accounts/index.ts'
import type { ImportAnswer } from './answer-once.ts'
import { importFile } from './import-file.ts'
import { importGivenLeads } from './import-given-leads.ts'
import type { ImportKind } from './import-options.ts'
import { readJsonBody } from './read-json-body.ts'

/**
 * Imports what a request brings in either form, a CSV file as multipart/form-data or leads as JSON, and answers it.
 * `kind` partner asks for an approved partner and reads the listing terms.
 */
export async function importLeads(c: Context<Env>, db: Databases, kind: ImportKind) {
  const by = { workspaceId: workspaceOf(c).id, actorId: identityOf(c).user?.id ?? null, kind }
  const key = optionalIdempotencyKey(c)
  const isJson = /^application\/([\w.-]+\+)?json\b/i.test(c.req.header('Content-Type') ?? '')
  const answer: ImportAnswer = isJson
    ? await importGivenLeads(db, by, await readJsonBody(c.req.raw), key)
    : await importFile(db, by, c.req.raw, key)
  return answer.status === 201 ? c.json(answer.body, 201) : c.json(answer.body, 202)
}
