import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import type { PixelSettings, PixelSettingsChange } from './schema.ts'

/** What a workspace that never said otherwise has: the defaults of the table. */
const UNSAID: PixelSettings = { retention_days: 90, addresses: 'shortened' }

/** How long the workspace keeps what visitors did, and what of an address. */
export async function readSettings(tx: Tx): Promise<PixelSettings> {
  const { rows } = await sql<PixelSettings>`
    select retention_days, addresses from pixel_settings where workspace_id = current_workspace()`.execute(tx)
  return rows[0] ?? UNSAID
}

/** What is older than a shorter retention goes with the next night's tidying. */
export async function changeSettings(
  tx: Tx,
  { retention_days = null, addresses = null }: Nullable<PixelSettingsChange>,
): Promise<PixelSettings> {
  const { rows } = await sql<PixelSettings>`
    insert into pixel_settings as s (workspace_id, retention_days, addresses)
    values (current_workspace(), coalesce(${retention_days}::int, ${UNSAID.retention_days}),
      coalesce(${addresses}::text, ${UNSAID.addresses}))
    on conflict (workspace_id) do update set
      retention_days = coalesce(${retention_days}::int, s.retention_days),
      addresses = coalesce(${addresses}::text, s.addresses)
    returning retention_days, addresses`.execute(tx)
  return rows[0] ?? UNSAID
}

type Nullable<T> = { [K in keyof T]: T[K] | null }
