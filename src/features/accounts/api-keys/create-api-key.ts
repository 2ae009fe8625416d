import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { Scope } from '../../../platform/http/index.ts'
import { hashToken, newToken } from '../secrets.ts'

const MAX_KEYS = 100
const SHOWN_LENGTH = 12

export interface NewApiKey {
  workspaceId: string
  createdBy: string | null
  name: string
  scopes: Scope[]
}

/** Makes an API key. Its text is answered here and never again: only its hash is kept. */
export async function createApiKey(tx: Tx, { workspaceId, createdBy, name, scopes }: NewApiKey) {
  await sql`select from workspaces where id = ${workspaceId} for no key update`.execute(tx)
  const { active } = await tx
    .selectFrom('api_keys')
    .select(sql<number>`count(*)`.as('active'))
    .where('workspace_id', '=', workspaceId)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (active >= MAX_KEYS)
    throw new Problem('conflict', `A workspace has at most ${MAX_KEYS} keys: revoke one first`)
  const key = `assay_${newToken()}`
  const { id } = await tx
    .insertInto('api_keys')
    .values({
      workspace_id: workspaceId,
      name,
      scopes,
      prefix: key.slice(0, SHOWN_LENGTH),
      key_hash: hashToken(key),
      created_by: createdBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, key }
}
