import type pg from 'pg'

/**
 * Leads as two years of work leave them, made in the database. What goes together in life does here: won leads
 * are old, an old campaign's tag is on old leads only, new ones score higher, bought ones began last summer.
 */
export async function fillLeads(owner: pg.Client, workspaceId: string, rows: number): Promise<void> {
  const { rows: indexes } = await owner.query(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename = 'leads' and indexname not in ('leads_pkey', 'leads_identity')`,
  )
  for (const { name } of indexes) await owner.query(`drop index ${name}`)
  await owner.query('select setseed(0.5)')
  await owner.query(LEADS, [workspaceId, rows, 1, rows])
  for (const { definition } of indexes) await owner.query(definition)
  await owner.query(
    `insert into imports (workspace_id, id, kind, status, created_at, finished_at)
     select workspace_id, import_id, 'own', 'finished', min(created_at), max(created_at)
     from leads where workspace_id = $1 and import_id is not null group by 1, 2`,
    [workspaceId],
  )
  await owner.query('vacuum analyze leads')
}

const names = (list: string) => `(array['${list.split(' ').join("','")}'])`
const FIRST = names(
  'James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Karen Lisa',
)
const LAST = names(
  'Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin',
)
const COMPANY = names('Acme Globex Initech Umbrella Hooli Vandelay Stark Wayne Wonka Zenith')

/** $1 workspace, $2 rows in all, of which these are $3 to $4. `age` runs from nearly 1, two years ago, to 0, now. */
export const LEADS = `
insert into leads (workspace_id, id, dedup_hash, source, import_id, email, email_status, phone, phone_status, first_name,
  last_name, full_name, name_key, job_title, seniority, company_name, company_domain, industry, company_size, country,
  linkedin_url, notes, tags, status, points_email, points_phone, points_completeness, points_fit, points_recency,
  points_engagement, sourced_at, created_at, updated_at)
select $1::uuid, (left(uuidv7_floor(born)::text, 19) || '8' || right(md5($1::uuid::text || i), 3) || '-' || right(md5(i::text), 12))::uuid,
  decode(md5($1::uuid::text || i), 'hex'), source, case when source = 'upload' then md5('import' || (i / 20000))::uuid end,
  email, email_status, phone, phone_status, first, last, first || ' ' || last, lower(first || ' ' || last), title, seniority,
  company, replace(lower(company), ' ', '') || '.example', industry, size, (array['US','US','US','GB','DE','TW'])[1 + floor(6 * r7)],
  linkedin, case when r6 < 0.05 then 'Met at the fair, booth ' || i end, tags, status,
  case when email is null then 0 else (array[25, 10, 5, 0])[array_position(array['valid','unverified','risky','invalid'], email_status)] end,
  case when phone is null then 0 when phone_status = 'valid' then 15 else 7 end,
  (company is not null)::int * 5 + 5 + (linkedin is not null)::int * 5 + (industry is not null)::int * 5,
  case when size in ('201-500','501-1000','1001-5000') then 10 when size in ('51-200','5001-10000') then 5 else 0 end
    + (industry is not distinct from 'Software')::int * 10,
  greatest(0, least(20, 20 - (now()::date - born::date))), case when source = 'marketplace' then 6 else 2 end, born, born, born
from (
  select *,
    case when age < 0.45 and r2 < 0.35 then 'marketplace' when r2 > 0.98 then 'api' when r2 > 0.96 and age < 0.2 then 'pixel'
      else 'upload' end as source,
    case when age > 0.6 and r3 < 0.12 then 'won' when age > 0.3 and r3 < 0.4 then 'lost' when age < 0.5 and r3 < 0.1 then 'qualified'
      when r3 < 0.5 then 'contacted' else 'new' end as status,
    now() - age * age * interval '730 days' - (i % 1000) * interval '1 ms' as born,
    case when r4 < 0.9 then lower(first || '.' || last || '@' || coalesce(replace(company, ' ', ''), 'mail') || '.example') end as email,
    case when r5 < 0.4 then 'valid' when r5 < 0.85 then 'unverified' when r5 < 0.92 then 'risky' else 'invalid' end as email_status,
    case when r6 < 0.55 then '+1212' || lpad((i % 10000000)::text, 7, '0') end as phone,
    case when r6 < 0.2 then 'valid' else 'unverified' end as phone_status,
    case when r5 < 0.45 then 'https://www.linkedin.com/in/' || lower(first || '-' || last || i) end as linkedin,
    case when age > 0.8 then array['campaign-2024'] when r4 < 0.02 then array['vip','hot'] when r4 < 0.2 then array['newsletter']
      when i % 5000 = 0 then array['rare'] else '{}' end as tags
  from (
    select *, ${FIRST}[1 + floor(20 * r7 * r7)] as first,
      case when r9 < 0.4 then ${LAST}[1 + floor(20 * r8)]
        else initcap(translate(left(md5(floor(100000 * r8)::text), 7), '0123456789', 'ghijklmnop')) end as last,
      (array['Sales Manager','Marketing Manager','Software Engineer','Chief Executive Officer','VP of Sales',
        'Director of Operations','Account Executive','Founder','Data Analyst','Head of Growth','Zookeeper'])[1 + floor(10.002 * r10)] as title,
      (array['manager','manager','individual','c_suite','vp','director','individual','c_suite','individual','director','entry'])[1 + floor(10.002 * r10)] as seniority,
      case when r11 < 0.85 then ${COMPANY}[1 + floor(10 * r12)] || ' ' || floor(20000 * r12 * r11) end as company,
      (array['Software','Retail','Manufacturing','Healthcare','Finance','Construction',null])[1 + floor(7 * r9)] as industry,
      (array['1-10','11-50','51-200','201-500','501-1000','1001-5000','5001-10000'])[1 + floor(7 * r8)] as size
    from (
      select i, 1 - i::float / $2::int as age, random() r2, random() r3, random() r4, random() r5, random() r6, random() r7,
        random() r8, random() r9, random() r10, random() r11, random() r12
      from generate_series($3::int, $4::int) i offset 0
    ) drawn
  ) people
) leads`
