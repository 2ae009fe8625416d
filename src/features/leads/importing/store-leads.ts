import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import { from as copyFrom } from 'pg-copy-streams'
import { clientOf, type Tx } from '../../../platform/db/index.ts'
import type { NormalisedLead } from '../normalise/types.ts'
import { STAGE_COLUMNS } from './stage-columns.ts'
import { StagedLeads } from './staged-leads.ts'

export type OnDuplicate = 'skip' | 'fill' | 'overwrite'

export interface StoreOptions {
  /** The import the rows belong to; null where there is none. */
  importId: string | null
  source: 'upload' | 'marketplace' | 'audience' | 'pixel' | 'api' | 'enrichment'
  /** Words for where they came from, such as the file's name. */
  sourceDetail: string | null
  /** Who it came from where the import does not say, such as the pixel whose visitor it was. */
  originId?: string
  /** What becomes of a lead the workspace has: left, its empty fields filled, or given values put over its own. */
  onDuplicate: OnDuplicate
  actorId: string | null
}

/** imported + updated + duplicates + suppressed.length is the number of rows given. */
export interface StoredLeads {
  imported: number
  updated: number
  duplicates: number
  /** Those of `duplicates` whose person came in by this same import. */
  duplicatesInFile: number
  /** Positions, in the rows given, of people who must not be stored. */
  suppressed: number[]
  leadIds: string[]
  updatedIds: string[]
}

const COPY = `copy pg_temp.lead_stage (n, ${STAGE_COLUMNS.join(', ')}, verifications) from stdin`
/** More ids than this are not carried by one event. */
const MAX_EVENT_IDS = 200

/**
 * Stores normalised rows in the transaction's workspace, the one path for every way a lead comes in. Best with
 * some thousand rows a call. Fails with SQLSTATE 40001 when another transaction stored one of the people
 * meanwhile, see `retryConflicts`.
 */
export async function storeLeads(
  tx: Tx,
  rows: readonly NormalisedLead[] | StagedLeads,
  options: StoreOptions,
): Promise<StoredLeads> {
  const client = clientOf(tx)
  const staged = rows instanceof StagedLeads ? rows : StagedLeads.of(rows)
  await client.query('select open_lead_stage()')
  await pipeline(staged.read(), client.query(copyFrom(COPY)))
  const { importId, source, sourceDetail, onDuplicate, actorId } = options
  const { rows: answers } = await client.query(
    `select imported, updated, duplicates, duplicates_in_file as "duplicatesInFile", suppressed,
       lead_ids as "leadIds", updated_ids as "updatedIds"
     from store_leads($1, $2, $3, $4, $5, $6)`,
    [importId, source, sourceDetail, onDuplicate, actorId, options.originId ?? null],
  )
  const stored = answers[0] as StoredLeads
  await publish(tx, 'lead.created', stored.leadIds, importId)
  await publish(tx, 'lead.updated', stored.updatedIds, importId)
  return stored
}

async function publish(tx: Tx, type: string, ids: string[], importId: string | null) {
  if (ids.length === 0) return
  const payload = { ids: ids.slice(0, MAX_EVENT_IDS), count: ids.length, import_id: importId }
  await sql`
    insert into events (workspace_id, type, payload)
    values (current_workspace(), ${type}, ${JSON.stringify(payload)}::jsonb)
  `.execute(tx)
}
