import type pg from 'pg'

type Row = Record<string, string | null>
export interface Counted {
  /** Leads by what they share. */
  groups: Row[]
  /** Columns of the groups that count leads having a field. */
  fields: string[]
  pulls: Row[]
  money: Row[]
  sales: Row
  pixels: Row[]
}

const FIELDS: Record<string, string> = {
  name: 'full_name is not null or last_name is not null or first_name is not null',
}
for (const field of [
  ...['email', 'phone', 'mobile', 'job_title', 'seniority', 'department', 'company_name', 'company_domain'],
  ...['industry', 'company_size', 'revenue', 'country', 'linkedin_url', 'website'],
])
  FIELDS[field] = `${field} is not null`
const BOUNCED = `email is not null and email_status = 'invalid'`
const USABLE = `returned_at is null and (email is null or email_status <> 'invalid')`
const WITHIN = `>= $2::timestamptz and %s < $3::timestamptz`
const within = (column: string) => `${column} ${WITHIN.replace('%s', column)}`
const filtered = (conditions: Record<string, string>) =>
  Object.entries(conditions)
    .map(([name, condition]) => `count(*) filter (where ${condition}) as ${name}`)
    .join(', ')

const LEADS = `
select source, status, (reached & 14 <> 0 or status in ('contacted', 'qualified', 'won'))::int as contacted,
  (reached & 12 <> 0 or status in ('qualified', 'won'))::int as qualified, (reached & 8 <> 0 or status = 'won')::int as won,
  (reached & 16 <> 0 or status = 'lost')::int as lost, score, least(coalesce(first_score, score) / 10, 9) as decile, industry,
  case when email is not null then email_status end as email_state,
  case when coalesce(phone, mobile) is not null then case when phone is null then mobile_status else phone_status end end as phone_state,
  count(*) as leads, ${filtered({ usable: USABLE, bounced: BOUNCED, returned: 'returned_at is not null', engaged: 'points_engagement > 0' })},
  ${filtered(Object.fromEntries(Object.entries(FIELDS).map(([name, condition]) => [`has_${name}`, condition])))}
from leads where workspace_id = $1 and ${within('created_at')}
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`

const PULLS = `
with came as (
  select import_id, count(*) as leads, ${filtered({ usable: USABLE })}
  from leads where workspace_id = $1 and source = 'audience' and ${within('created_at')} group by 1
), paid as (
  select t.subject_id, -sum(e.amount_hundredths) as spent
  from ledger_transfers t join ledger_entries e on e.transfer_id = t.id
  join ledger_accounts a on a.id = e.account_id and a.workspace_id = $1 and a.kind = 'wallet'
  where t.workspace_id = $1 and t.kind = 'pull' and ${within('t.created_at')} group by 1
)
select p.segment_id, count(*) as pulls, sum(coalesce(leads, 0)) as leads, sum(coalesce(usable, 0)) as usable,
  sum(coalesce(spent, 0)) as spent
from pulls p left join came c on c.import_id = p.id left join paid m on m.subject_id = p.id
where p.workspace_id = $1 and (c.leads > 0 or m.spent > 0) group by 1`

const MONEY = `
select t.kind, sum(e.amount_hundredths) as hundredths, count(*) as transfers
from ledger_accounts a join ledger_entries e on e.account_id = a.id join ledger_transfers t on t.id = e.transfer_id
where a.workspace_id = $1 and a.kind = 'wallet' and ${within('t.created_at')} group by 1`

const SALES = `
select (select count(*) from listings where workspace_id = $1 and ${within('listed_at')}) as listed,
  (select count(*) from listings where workspace_id = $1 and times_sold > 0 and ${within('listed_at')}) as listed_sold,
  count(*) filter (where ${within('created_at')}) as sold,
  sum(price_hundredths) filter (where ${within('created_at')}) as paid,
  sum(earning_hundredths) filter (where ${within('created_at')}) as earned,
  count(*) filter (where ${within('returned_at')}) as returned,
  sum(earning_hundredths) filter (where ${within('returned_at')}) as earned_returned
from order_items where partner_id = $1`

const PIXELS = `
select p.id, coalesce(e.n, 0) as page_views, coalesce(s.n, 0) as sessions, coalesce(v.n, 0) as visitors,
  coalesce(i.n, 0) as identified
from pixels p
left join (select pixel_id, count(*) as n from pixel_events where workspace_id = $1 and type = 'page_view'
  and id >= uuidv7_floor($2::timestamptz) and id < uuidv7_floor($3::timestamptz) group by 1) e on e.pixel_id = p.id
left join (select pixel_id, count(*) as n from visitor_sessions where workspace_id = $1 and ${within('started_at')} group by 1) s
  on s.pixel_id = p.id
left join (select pixel_id, count(*) as n from visitors where workspace_id = $1 and ${within('first_seen_at')} group by 1) v
  on v.pixel_id = p.id
left join (select pixel_id, count(*) as n from visitors where workspace_id = $1 and ${within('identified_at')} group by 1) i
  on i.pixel_id = p.id
where p.workspace_id = $1`

/** What a stretch of days has, counted from the rows by the plainest statements, none of which knows of figures. */
export async function countRows(
  owner: pg.Client,
  workspaceId: string,
  { from, to }: { from: string; to: string },
): Promise<Counted> {
  const after = new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10)
  const values = [workspaceId, `${from}T00:00:00Z`, `${after}T00:00:00Z`]
  const rows = async (text: string) => (await owner.query<Row>(text, values)).rows
  return {
    groups: await rows(LEADS),
    fields: Object.keys(FIELDS).map((name) => `has_${name}`),
    pulls: await rows(PULLS),
    money: await rows(MONEY),
    sales: (await rows(SALES))[0] ?? {},
    pixels: await rows(PIXELS),
  }
}

/** Sums over what was counted. */
export function countedOf({ groups, money }: Counted) {
  const sum = (column: string, of: (group: Row) => boolean = () => true) =>
    groups.reduce((total, group) => (of(group) ? total + Number(group[column]) : total), 0)
  const ofKinds = (kinds: string[]) => money.filter((row) => kinds.includes(row.kind ?? ''))
  return {
    sum,
    by: (column: string, count = 'leads') =>
      Object.fromEntries(
        [...new Set(groups.map((group) => group[column] ?? ''))]
          .filter((value) => value !== '')
          .map((value) => [value, sum(count, (group) => String(group[column]) === String(value))]),
      ),
    moved: (...kinds: string[]) => ofKinds(kinds).reduce((total, row) => total + Number(row.hundredths), 0),
    transfers: (kind: string) => Number(ofKinds([kind])[0]?.transfers ?? 0),
  }
}
