import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'

const MAX_IDS = 1_000

export interface NewEvent {
  workspaceId: string
  /** `lead.updated`, `import.progressed` … */
  type: string
  /**
   * `ids`, `count` and what changed: never a contact value. A change of many rows is one event with their
   * count; beyond a thousand, the ids are left out.
   */
  payload?: { ids?: string[]; count?: number; [change: string]: unknown }
}

/** Writes into the event log in the transaction that changes what the event is about. */
export async function appendEvent(tx: Tx, { workspaceId, type, payload = {} }: NewEvent): Promise<void> {
  const { ids, count = ids?.length, ...changes } = payload
  const told = { ...(ids && ids.length <= MAX_IDS ? { ids } : {}), ...(count === undefined ? {} : { count }) }
  await sql`
    insert into events (workspace_id, type, payload)
    values (${workspaceId}, ${type}, ${JSON.stringify({ ...told, ...changes })}::jsonb)`.execute(tx)
}
