import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { AudienceProvider, Match, MatchRequest } from '../providers/provider.ts'
import type { Known } from './fields.ts'
import { foundPerson } from './found-person.ts'

/** Somebody to be matched: a lead, or a row of a file. */
export interface MatchRow {
  n: number
  leadId: string | null
  /** Of a file, as they stood. */
  cells: string[] | null
  held: Known
}

export interface MatchedRow extends MatchRow {
  match: Match | null
}

/** Asks the provider who these are. Rows without anything to tell by are not asked. */
export async function matchRows(
  provider: AudienceProvider,
  rows: MatchRow[],
  signal?: AbortSignal,
): Promise<MatchedRow[]> {
  const asked = rows.flatMap((row) => {
    const request = requestOf(row.held)
    return request === null ? [] : [{ row, request }]
  })
  const answers =
    asked.length === 0
      ? []
      : await provider.match(
          asked.map(({ request }) => request),
          signal,
        )
  const found = new Map(asked.map(({ row }, index) => [row.n, answers[index] ?? null]))
  return rows.map((row) => ({ ...row, match: found.get(row.n) ?? null }))
}

/** As JSON without what the database keeps in no text: zero bytes and halves of characters, as a torn file has them. */
function storable(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part,
  )
}

function requestOf(held: Known): MatchRequest | null {
  const { full_name, company_name, company_domain, linkedin_url } = held
  const email = held.email ?? held.second_email
  const phone = held.phone ?? held.mobile
  const isNamed = full_name !== null && (phone ?? company_name ?? company_domain) !== null
  if (email === null && linkedin_url === null && !isNamed) return null
  return { email, phone, full_name, company_name, company_domain, linkedin_url }
}

/** Keeps matched rows under a preview. Who must not be contacted counts as not found. */
export async function storeMatches(tx: Tx, enrichmentId: string, rows: MatchedRow[]): Promise<void> {
  const given = rows.map(({ n, leadId, cells, held, match }) => {
    const found = match === null ? null : foundPerson(match.person)
    return {
      ...{ n, lead_id: leadId, cells, held: leadId === null ? held : null },
      ...{
        found: found?.person ?? null,
        confidence: match?.confidence ?? null,
        matched_by: match?.by ?? null,
      },
      ...found?.keys,
    }
  })
  await sql`
    with given as (
      select * from jsonb_to_recordset(${storable(given)}::jsonb) as g (n int, lead_id uuid, cells text[],
        held jsonb, found jsonb, confidence real, matched_by text, email_key text, second_email_key text, phone text,
        mobile text, name_key text, linkedin_url text)
    ), known as materialized (
      select g.n, array_agg(identity_hash(identity_key(), k.kind, k.value)) as identities
      from given g
      cross join lateral lead_identity_values(g.email_key, g.second_email_key, g.phone, g.mobile, g.name_key, g.linkedin_url) k
      where g.found is not null
      group by g.n
    ), allowed as (
      select k.n, k.identities from known k
      where not exists (select from suppressions s where s.identity = any (k.identities))
    )
    insert into enrichment_rows (workspace_id, enrichment_id, n, lead_id, cells, held, found, confidence, matched_by, identities)
    select current_workspace(), ${enrichmentId}, g.n, g.lead_id, g.cells, g.held, case when a.n is not null then g.found end,
      case when a.n is not null then g.confidence end, case when a.n is not null then g.matched_by end,
      coalesce(a.identities, '{}')
    from given g left join allowed a on a.n = g.n`.execute(tx)
}
