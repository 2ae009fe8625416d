import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { ONLINE_MINUTES } from '../values.ts'
import type { Online } from './schema.ts'

const MAX_PAGES = 5

/** Who is on the sites now, and what they look at. */
export async function readOnline(tx: Tx): Promise<Online> {
  const { rows } = await sql<Omit<Online, 'minutes'>>`
    with online as materialized (
      select v.lead_id, coalesce(v.company_domain, v.company_name) as company,
        (select split_part(s.exit_url, '?', 1) from visitor_sessions s
          where s.workspace_id = v.workspace_id and s.id = v.last_session_id) as url
      from visitors v
      join pixels p on p.workspace_id = v.workspace_id and p.id = v.pixel_id and p.deleted_at is null
      where v.workspace_id = current_workspace() and v.last_seen_at > now() - make_interval(mins => ${ONLINE_MINUTES})
    )
    select count(*)::int as visitors, count(lead_id)::int as identified, count(distinct company)::int as companies,
      (select coalesce(jsonb_agg(to_jsonb(top) order by top.visitors desc, top.url), '[]') from (
        select url, count(*)::int as visitors from online where url is not null
        group by url order by count(*) desc, url limit ${MAX_PAGES}) top) as pages
    from online`.execute(tx)
  const [row] = rows
  return { visitors: 0, identified: 0, companies: 0, pages: [], ...row, minutes: ONLINE_MINUTES }
}
