import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Leads whose tags are looked at, so that the answer stays quick in a workspace of millions. */
const LAST_LEADS = 20_000
const MAX_TAGS = 100

export interface TagCount {
  tag: string
  count: number
}

/** The tags of the workspace's last leads, the most used first. */
export async function listTags(tx: Tx): Promise<TagCount[]> {
  const { rows } = await sql<TagCount>`
    select tag, count(*)::int as count
    from (select tags from leads where workspace_id = current_workspace() order by id desc limit ${LAST_LEADS}) l, unnest(l.tags) tag
    group by tag order by count(*) desc, tag limit ${MAX_TAGS}`.execute(tx)
  return rows
}
