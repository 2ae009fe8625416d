import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import { readOverlap, testsLeft } from './read-overlap.ts'
import type { OpenedTest } from './schema.ts'

/**
 * Opens a test with a key of its own, good for a quarter of an hour. 404 for a stock that cannot be tested, 429 once the
 * day's tests are used up.
 */
export async function openTest(
  tx: Tx,
  provider: AudienceProvider,
  workspaceId: string,
  { stock, actorId }: { stock: string; actorId: string | null },
): Promise<OpenedTest> {
  const { stocks } = await readOverlap(tx, provider)
  if (!stocks.some((known) => known.stock === stock)) throw new Problem('not_found', 'There is no such stock')
  await sql`select pg_advisory_xact_lock(hashtextextended(${`overlap:${workspaceId}`}, 0))`.execute(tx)
  if ((await testsLeft(tx)) === 0) {
    throw new Problem(
      'rate_limited',
      'The overlap tests of this day are used up. The next one is possible tomorrow.',
    )
  }
  const made = await tx
    .insertInto('overlap_tests')
    .values({ workspace_id: workspaceId, stock, key: randomBytes(32).toString('hex'), actor_id: actorId })
    .returning(['id', 'key', 'expires_at'])
    .executeTakeFirstOrThrow()
  return { id: made.id, key: made.key ?? '', expires_at: made.expires_at.toISOString() }
}
