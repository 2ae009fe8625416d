import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { ONLINE_MINUTES } from '../values.ts'
import type { VisitorListQuery } from './schema.ts'
import { type VisitorRow, viewVisitor, visitorRows } from './visitor-view.ts'

const placeSchema = z.object({ seen: z.iso.datetime({ offset: true }), id: z.uuid() })
/** How far back a page is looked for when nobody says. */
const PAGE_DAYS = 30

/** A page of visitors, who was seen last first. */
export async function listVisitors(tx: Tx, query: VisitorListQuery) {
  const { limit, cursor } = query
  const place = cursor === undefined ? null : decodeCursor(cursor, placeSchema)
  const seen = place?.seen ?? null
  const { rows } = await sql<VisitorRow>`
    ${visitorRows} and ${conditionOf(query)}
      and (${seen}::timestamptz is null or v.last_seen_at <= ${seen}::timestamptz
        and (v.last_seen_at < ${seen}::timestamptz or v.id > ${place?.id ?? null}::uuid))
    order by v.last_seen_at desc, v.id limit ${limit + 1}`.execute(tx)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: shown.map(viewVisitor),
    next_cursor: last && rows.length > limit ? encodeCursor({ seen: last.seen, id: last.id }) : null,
  }
}

function conditionOf(query: VisitorListQuery) {
  const { q, pixel_id, online, identified, company, has_company, country, page, since, until } = query
  const all = [sql`true`]
  if (q) all.push(hasWords(q))
  if (pixel_id) all.push(sql`v.pixel_id = ${pixel_id}`)
  if (online !== undefined)
    all.push(sql`(v.last_seen_at > now() - make_interval(mins => ${ONLINE_MINUTES})) = ${online}`)
  if (identified !== undefined) all.push(identified ? sql`v.lead_id is not null` : sql`v.lead_id is null`)
  if (has_company !== undefined) all.push(sql`(v.company_name is not null) = ${has_company}`)
  if (company) all.push(companyIs(company))
  if (country) all.push(sql`v.country = any(${country}::text[])`)
  if (since) all.push(sql`v.last_seen_at >= ${since}::timestamptz`)
  if (until) all.push(sql`v.last_seen_at < ${endOf(until)}`)
  if (page) all.push(sawPage(page, since ?? null))
  return sql.join(all, sql` and `)
}

/** Few visitors are known: only of those the lead is looked at. */
function hasWords(words: string) {
  return sql`(${companyIs(words)} or v.lead_id is not null and exists (
    select from leads known where known.workspace_id = v.workspace_id and known.id = v.lead_id
      and position(lower(${words}) in lower(concat_ws(' ', known.full_name, known.email))) > 0))`
}

function endOf(until: string) {
  return until.includes('T') ? sql`${until}::timestamptz` : sql`${until}::timestamptz + interval '1 day'`
}

function companyIs(company: string) {
  return sql`((v.company_name is not null or v.company_domain is not null)
    and position(lower(${company}) in lower(concat_ws(' ', v.company_name, v.company_domain))) > 0)`
}

/** By every page it saw, not only where a visit began. Ids of events begin with their time: old days are not read. */
function sawPage(page: string, since: string | null) {
  const from = sql`coalesce(${since}::timestamptz, now() - make_interval(days => ${PAGE_DAYS}))`
  return sql`v.last_seen_at >= ${from} and exists (
    select from visitor_sessions s
    join pixel_events e on e.workspace_id = s.workspace_id and e.session_id = s.id and e.id >= uuidv7_floor(${from})
    where s.workspace_id = v.workspace_id and s.visitor_id = v.id and position(lower(${page}) in lower(e.url)) > 0)`
}
