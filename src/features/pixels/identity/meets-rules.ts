import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { leadRulesSchema } from '../schema.ts'
import type { WaitingLink } from './waiting-links.ts'

/** A link whose person could become a lead, and how large the person's company is if that is known. */
export interface Candidate {
  link: WaitingLink
  companySize: string | null
}

/** Those who become leads by the rules of their pixels: all that is asked has to hold. */
export async function meetRules<C extends Candidate>(tx: Tx, candidates: C[]): Promise<C[]> {
  const judged = candidates.map((candidate) => ({
    candidate,
    rules: leadRulesSchema.parse(candidate.link.lead_rules),
  }))
  const fitting = judged.filter(({ candidate: { link, companySize }, rules }) => {
    const size = companySize ?? link.company_size
    return (
      rules.enabled &&
      link.page_views >= rules.min_page_views &&
      isAmong(rules.countries, link.country) &&
      isAmong(rules.company_sizes, size)
    )
  })
  const asked = fitting.filter(({ rules }) => rules.pages.length > 0)
  const seen = await sawPages(
    tx,
    asked.map(({ candidate, rules }) => ({
      visitor_id: candidate.link.visitor_id,
      patterns: rules.pages.map(likePattern),
    })),
  )
  return fitting
    .filter(({ candidate, rules }) => rules.pages.length === 0 || seen.has(candidate.link.visitor_id))
    .map(({ candidate }) => candidate)
}

/** An empty list asks nothing; what is not known is not among a list. */
function isAmong(list: readonly string[], value: string | null): boolean {
  return list.length === 0 || (value !== null && list.includes(value))
}

function likePattern(path: string): string {
  return path.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%')
}

/** Visitors that saw a page whose path is like one of the patterns. */
async function sawPages(tx: Tx, asked: { visitor_id: string; patterns: string[] }[]): Promise<Set<string>> {
  if (asked.length === 0) return new Set()
  const { rows } = await sql<{ visitor_id: string }>`
    select w.visitor_id from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as w (visitor_id uuid, patterns text[])
    where exists (
      select from visitor_sessions s
      join pixel_events e on e.workspace_id = s.workspace_id and e.session_id = s.id and e.type = 'page_view'
      where s.workspace_id = current_workspace() and s.visitor_id = w.visitor_id
        and coalesce(nullif(substring(e.url from '^[a-z]+://[^/?#]*([^?#]*)'), ''), '/') like any (w.patterns))`.execute(
    tx,
  )
  return new Set(rows.map(({ visitor_id }) => visitor_id))
}
