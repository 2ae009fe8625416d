import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/db/index.ts'
import { Problem } from '../../platform/errors/index.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/index.ts'
import { toCredits } from '../credits/index.ts'
import type { PartnerListing, PartnerListingsQuery } from './schema.ts'

type Lead = NonNullable<PartnerListing['lead']>

interface Row extends Omit<PartnerListing, 'price' | 'expires_at' | 'listed_at' | 'lead'>, Lead {
  price_hundredths: number
  expires_at: Date | null
  listed_at: Date
  is_kept: boolean
  /** The value it is sorted by, as SQL writes it. */
  place: string
}

const COLUMN = {
  listed_at: ['listed_at', 'timestamptz', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/],
  price: ['price_hundredths', 'bigint', /^\d{1,15}$/],
  score: ['score', 'smallint', /^\d{1,3}$/],
  times_sold: ['times_sold', 'int', /^\d{1,4}$/],
} as const
const cursorSchema = z.object({ sort: z.string(), place: z.string().max(40), id: z.uuid() })

/** The partner's own listings, whatever their status, with the leads they are. */
export async function listOwnListings(tx: Tx, workspaceId: string, query: PartnerListingsQuery) {
  const { status = null, sort, limit, cursor } = query
  const [name, type, pattern] = COLUMN[sort.replace('-', '') as keyof typeof COLUMN]
  const after = cursor ? decodeCursor(cursor, cursorSchema) : null
  if (after && (after.sort !== sort || !pattern.test(after.place))) throw wrongCursor()
  const [column, direction] = [sql.ref(`l.${name}`), sql.raw(sort.startsWith('-') ? 'desc' : 'asc')]
  const beyond = sql.raw(sort.startsWith('-') ? '<' : '>')
  const start = after
    ? sql`(${column}, l.id) ${beyond} (${after.place}::${sql.raw(type)}, ${after.id}::uuid)`
    : sql`true`
  const { rows } = await sql<Row>`
    select l.id, l.lead_id, l.status, l.price_hundredths, l.max_buyers, l.times_sold, l.score, l.expires_at,
      l.listed_at, ${column}::text as place, s.id is not null as is_kept,
      s.full_name, s.job_title, s.company_name, s.email
    from (
      select l.id, l.lead_id, l.status, l.price_hundredths, l.max_buyers, l.times_sold, l.score, l.expires_at,
        l.listed_at
      from listings l
      where l.workspace_id = ${workspaceId} and (${status}::text is null or l.status = ${status}) and ${start}
      order by ${column} ${direction}, l.id ${direction} limit ${limit + 1}
    ) l
    left join leads s on s.workspace_id = ${workspaceId} and s.id = l.lead_id
    order by ${column} ${direction}, l.id ${direction}`.execute(tx)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: shown.map(listingOf),
    next_cursor: rows.length > limit && last ? encodeCursor({ sort, place: last.place, id: last.id }) : null,
  }
}

function listingOf(row: Row): PartnerListing {
  const { full_name, job_title, company_name, email } = row
  return {
    id: row.id,
    lead_id: row.lead_id,
    status: row.status,
    price: toCredits(row.price_hundredths),
    max_buyers: row.max_buyers,
    times_sold: row.times_sold,
    score: row.score,
    expires_at: row.expires_at?.toISOString() ?? null,
    listed_at: row.listed_at.toISOString(),
    lead: row.is_kept ? { full_name, job_title, company_name, email } : null,
  }
}

function wrongCursor(): Problem {
  const message = 'This cursor belongs to another order'
  return new Problem('invalid_input', message, { errors: [{ path: 'cursor', message }] })
}
