import { sql } from 'kysely'
import { type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import { MATCH_MS, MATCH_ROWS, MAX_PREVIEWS_AN_HOUR, MAX_ROWS_AN_HOUR } from './limits.ts'
import { type MatchRow, matchRows, storeMatches } from './match-rows.ts'
import { discardMatches, finishMatching } from './settle-matching.ts'

export interface Asker {
  workspaceId: string
  actorId: string | null
}

export interface Matching {
  kind: 'leads' | 'file'
  fileName: string | null
  headers: string[]
  rows: AsyncIterable<MatchRow[]>
}

/**
 * Makes a match preview of rows as they come, a portion at a time, and answers its id. Nothing is left of one that does
 * not come to its end.
 */
export async function openMatching(
  db: Databases,
  provider: AudienceProvider,
  by: Asker,
  { kind, fileName, headers, rows }: Matching,
  signal: AbortSignal,
): Promise<string> {
  const limit = AbortSignal.timeout(MATCH_MS)
  const ended = AbortSignal.any([signal, limit])
  const id = await withWorkspace(db, by.workspaceId, async (tx) => {
    await refuseTooMany(tx)
    const values = { workspace_id: by.workspaceId, kind, provider: provider.name, actor_id: by.actorId }
    const made = await tx
      .insertInto('enrichments')
      .values({
        ...values,
        file_name: fileName && plain(fileName).slice(0, 200),
        headers: headers.map(plain),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return made.id
  })
  try {
    let isEmpty = true
    for await (const batch of rows) {
      for (let at = 0; at < batch.length; at += MATCH_ROWS) {
        const matched = await matchRows(provider, batch.slice(at, at + MATCH_ROWS), ended)
        ended.throwIfAborted()
        await withWorkspace(db, by.workspaceId, (tx) => storeMatches(tx, id, matched))
        isEmpty = false
      }
    }
    if (isEmpty)
      throw new Problem('invalid_input', kind === 'file' ? 'The file has no rows' : 'No lead matches')
    await withWorkspace(db, by.workspaceId, (tx) => finishMatching(tx, id))
    return id
  } catch (error) {
    await withWorkspace(db, by.workspaceId, (tx) => discardMatches(tx, id))
    if (!limit.aborted || signal.aborted) throw error
    throw new Problem(
      'upstream',
      'The audience takes too long to answer. Choose fewer people, or try again later.',
    )
  }
}

const plain = (text: string) => text.replaceAll('\0', '')

async function refuseTooMany(tx: Tx): Promise<void> {
  const { rows } = await sql<{ previews: number; rows: number }>`
    select count(*) as previews, coalesce(sum(rows), 0)::int as rows from enrichments
    where workspace_id = current_workspace() and created_at > now() - interval '1 hour'`.execute(tx)
  const { previews = 0, rows: matched = 0 } = rows[0] ?? {}
  if (previews < MAX_PREVIEWS_AN_HOUR && matched < MAX_ROWS_AN_HOUR) return
  throw new Problem(
    'rate_limited',
    'This workspace matched as many people as an hour allows. Run what was found, or try again later.',
  )
}
