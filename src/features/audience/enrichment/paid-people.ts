import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/**
 * Tells, row by row in order, whether its person has to be paid for: not one that the workspace paid for within 30 days,
 * by any identity, nor one of a row before it. `paid` goes along when rows come in portions.
 */
export async function paymentOf(
  tx: Tx,
  rows: readonly { identities: Buffer[] }[],
  paid: Set<string> = new Set(),
) {
  const asked = rows.flatMap(({ identities }) => identities)
  const { rows: known } = await sql<{ identity: Buffer }>`
    select identity from enriched_people
    where workspace_id = current_workspace() and identity = any (${asked}::bytea[])
      and paid_at > now() - interval '30 days'`.execute(tx)
  for (const { identity } of known) paid.add(identity.toString('hex'))
  return {
    isDue: ({ identities }: { identities: Buffer[] }) => !identities.some((i) => paid.has(i.toString('hex'))),
    take({ identities }: { identities: Buffer[] }) {
      for (const identity of identities) paid.add(identity.toString('hex'))
    },
  }
}
