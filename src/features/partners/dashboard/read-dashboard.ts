import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { readTotals } from '../read-totals.ts'
import { readRejections } from './read-rejections.ts'
import { readStanding } from './read-standing.ts'
import type { Dashboard } from './schema.ts'

const NO_STOCK = { active: 0, sold_out: 0, withdrawn: 0, expired: 0, suspended: 0 }

/** What a partner has on sale, how it sells, what it earns, and how that compares. */
export async function readDashboard(tx: Tx, workspaceId: string): Promise<Dashboard> {
  const { rows } = await sql<{ status: keyof Dashboard['stock']; count: number }>`
    select status, count(*) as count from listings where workspace_id = ${workspaceId} group by status`.execute(
    tx,
  )
  const totals = await readTotals(tx)
  return {
    stock: { ...NO_STOCK, ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) },
    earnings: Object.entries(totals).map(([state, total]) => ({ state, ...total })),
    ...(await readStanding(tx, workspaceId)),
    rejections: await readRejections(tx, workspaceId),
  }
}
