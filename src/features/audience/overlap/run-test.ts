import { sql } from 'kysely'
import { type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { AudienceProvider, OverlapCounts } from '../providers/provider.ts'
import { blur } from './blur.ts'
import { viewTest } from './read-overlap.ts'
import { LEAST_LINES, OVERLAP_FIELDS, type OverlapTest } from './schema.ts'

export interface HashedList {
  id: string
  emails: string[]
  phones: string[]
}

interface Opened {
  key: string
  stock: string
}

/**
 * Tells how much of a list a stock knows, in round numbers, once: the key is gone then, and nothing of the list is kept.
 * 404 for a test that is unknown, run or expired; 422 for a list too short to hide anybody in.
 */
export async function runTest(
  db: Databases,
  provider: AudienceProvider,
  workspaceId: string,
  list: HashedList,
  signal: AbortSignal,
): Promise<OverlapTest> {
  const hashes = [...new Set([...list.emails, ...list.phones])]
  const people = Math.max(new Set(list.emails).size, new Set(list.phones).size)
  if (people < LEAST_LINES) {
    const message = `A list has at least ${LEAST_LINES} different emails or phones, so that it tells of nobody in it.`
    throw new Problem('invalid_input', message, { errors: [{ path: 'emails', message }] })
  }
  const { key, stock } = await withWorkspace(db, workspaceId, (tx) => takeKey(tx, list.id))
  try {
    const counts =
      stock === 'audience'
        ? await provider.overlap?.(key, hashes, signal)
        : await withWorkspace(db, workspaceId, (tx) => withPartner(tx, stock, key, hashes))
    if (!counts) throw new Problem('not_found', 'There is no such stock')
    return await withWorkspace(db, workspaceId, (tx) =>
      keep(tx, list.id, hashes.length, resultOf(counts, people)),
    )
  } catch (error) {
    await withWorkspace(db, workspaceId, (tx) =>
      tx.updateTable('overlap_tests').set({ status: 'failed' }).where('id', '=', list.id).execute(),
    )
    throw error
  }
}

async function takeKey(tx: Tx, id: string): Promise<Opened> {
  const { rows } = await sql<Opened>`
    with opened as (
      select id, key, stock from overlap_tests
      where workspace_id = current_workspace() and id = ${id} and status = 'open' and expires_at > now()
      for update
    )
    update overlap_tests t set status = 'running', key = null from opened
    where t.workspace_id = current_workspace() and t.id = opened.id
    returning opened.key, opened.stock`.execute(tx)
  if (!rows[0]) {
    throw new Problem(
      'not_found',
      'There is no such test: it was run, or its quarter of an hour is over. Open another one.',
    )
  }
  return rows[0]
}

async function withPartner(tx: Tx, name: string, key: string, hashes: string[]): Promise<OverlapCounts> {
  const { rows } = await sql<OverlapCounts>`
    select people, fields from overlap_with_partner(${name}, ${key}, ${hashes}::text[])`.execute(tx)
  return rows[0] ?? { people: 0, fields: {} }
}

function resultOf(
  { people, fields }: OverlapCounts,
  listed: number,
): Pick<OverlapTest, 'overlap' | 'fields'> {
  const overlap = blur(people, listed)
  if (overlap.is === 'few') return { overlap, fields: null }
  const told = OVERLAP_FIELDS.map((field) => [field, blur(fields[field] ?? 0, people)])
  return { overlap, fields: Object.fromEntries(told) }
}

async function keep(tx: Tx, id: string, values: number, result: Pick<OverlapTest, 'overlap' | 'fields'>) {
  const row = await tx
    .updateTable('overlap_tests')
    .set({ status: 'done', lines: values, result: JSON.stringify(result) })
    .where('id', '=', id)
    .returning(['id', 'stock', 'created_at'])
    .executeTakeFirstOrThrow()
  return viewTest({ ...row, lines: values, result })
}
