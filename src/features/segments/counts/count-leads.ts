import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { AudienceFilter, FlatFilter } from '../../audience/schema.ts'
import {
  type Condition,
  type FieldCondition,
  fieldCondition,
  leadCondition,
} from '../own-leads/lead-condition.ts'

/**
 * How many own leads match each of these filters, read in one pass. They are parts of one filter, so what they say of a
 * field is asked of each lead once.
 */
export async function countLeads(tx: Tx, filters: AudienceFilter[]): Promise<number[]> {
  const columns = new Map<string, RawBuilder<unknown>>()
  const ofColumn: FieldCondition = <F extends keyof FlatFilter>(
    field: F,
    value: NonNullable<FlatFilter[F]>,
  ): Condition => {
    const key = JSON.stringify([field, value])
    const name = `c${[...columns.keys(), key].indexOf(key)}`
    columns.set(key, sql`${fieldCondition(field, value)} as ${sql.id(name)}`)
    return sql`${sql.id('asked', name)}`
  }
  const counts = filters.map(
    (filter) => sql`(count(*) filter (where ${leadCondition(filter, ofColumn)}))::int`,
  )
  const { rows } = await sql<{ counts: number[] }>`
    select array[${sql.join(counts)}] as counts
    from (
      select ${sql.join([sql`true as a_lead`, ...columns.values()])} from leads l
      where l.workspace_id = current_workspace() offset 0
    ) asked`.execute(tx)
  return rows[0]?.counts ?? filters.map(() => 0)
}
