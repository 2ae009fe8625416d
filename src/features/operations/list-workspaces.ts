import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/index.ts'
import { toCredits } from '../credits/index.ts'
import type { OperatorWorkspace } from './schema.ts'

type Status = NonNullable<OperatorWorkspace['partner']>['status']

interface Row {
  id: string
  name: string
  created_at: Date
  balance_hundredths: number
  member_count: number
  owner_email: string | null
  partner_status: Status | null
}

export interface WorkspaceQuery {
  search?: string
  limit: number
  cursor?: string
}

/** Every workspace of the platform, the newest first. Needs withSystem. */
export async function listWorkspaces(tx: Tx, { search = '', limit, cursor }: WorkspaceQuery) {
  const before = cursor ? decodeCursor(cursor, z.uuid()) : null
  const pattern = search === '' ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<Row>`
    select w.id, w.name, w.created_at, coalesce(a.balance_hundredths, 0) as balance_hundredths,
      (select count(*) from members m where m.workspace_id = w.id) as member_count,
      (select u.email from members m join auth."user" u on u.id = m.user_id
        where m.workspace_id = w.id and m.role = 'owner' order by m.created_at, m.user_id limit 1) as owner_email,
      p.status as partner_status
    from workspaces w
    left join ledger_accounts a on a.workspace_id = w.id and a.kind = 'wallet'
    left join partners p on p.workspace_id = w.id
    where (${before}::uuid is null or w.id < ${before}::uuid)
      and (${pattern}::text is null or w.name ilike ${pattern} or exists (
        select from members m join auth."user" u on u.id = m.user_id
        where m.workspace_id = w.id and u.email ilike ${pattern}))
    order by w.id desc limit ${limit + 1}`.execute(tx)
  const shown = rows.slice(0, limit)
  return {
    data: shown.map(workspaceOf),
    next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}

function workspaceOf({ created_at, balance_hundredths, partner_status, ...row }: Row): OperatorWorkspace {
  return {
    ...row,
    created_at: created_at.toISOString(),
    balance: toCredits(balance_hundredths),
    partner: partner_status && { status: partner_status },
  }
}
