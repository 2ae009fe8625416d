import type pg from 'pg'

export interface LedgerSize {
  transfers: number
  buyers: number
  partners: number
  listings: number
}

const TABLES = ['ledger_transfers', 'ledger_entries', 'grant_moves', 'orders', 'order_items', 'listings']

/**
 * A ledger as years of trade leave it, set down at once past triggers and indexes: every buyer has one grant and
 * buys one listing at a time. `ledger:verify` finds nothing wrong in it.
 */
export async function fillLedger(owner: pg.Client, size: LedgerSize): Promise<void> {
  const indexes = await dropIndexes(owner)
  await owner.query(
    'set session_replication_role = replica; set synchronous_commit = off; select setseed(0.5)',
  )
  await owner.query(SIDES, [size.buyers, size.partners])
  await owner.query('analyze bench_sides')
  await owner.query(LISTINGS, [size.buyers, size.partners, size.listings])
  await owner.query('analyze bench_listings')
  await owner.query(SALES, [size.transfers - size.buyers, size.buyers, size.listings])
  await owner.query('analyze bench_sides, bench_listings, bench_sales')
  for (const statement of ROWS) await owner.query(statement)
  await owner.query('drop table bench_sales, bench_sides, bench_listings; reset session_replication_role')
  for (const definition of indexes) await owner.query(definition)
  await owner.query('vacuum analyze')
}

/** Leaves those that hold a constraint; answers how to make the others again. */
async function dropIndexes(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i
     where i.indrelid = any ($1::regclass[]) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [TABLES],
  )
  for (const { name } of rows) await owner.query(`drop index ${name}`)
  return rows.map((row) => row.definition)
}

/** $1 buyers, $2 partners. */
const SIDES = `
create temp table bench_sides as
select n, n <= $1::int as buys, uuidv7() as workspace, uuidv7() as account, uuidv7() as grant_id, uuidv7() as transfer
from generate_series(1, $1::int + $2::int) n`

/** $1 buyers, $2 partners, who own the $3 listings in turn. */
const LISTINGS = `
create temp table bench_listings as
select g.n, uuidv7() as id, s.workspace, s.account, 100 + g.n % 400 as price
from generate_series(1, $3::int) g (n)
join bench_sides s on s.n = $1::int + 1 + g.n % $2::int`

/** $1 sales, $2 buyers, $3 listings: the n-th buyer in turn buys the next listing it has not bought. */
const SALES = `
create temp table bench_sales as
select g.n, s.workspace as buyer, s.account as wallet, s.grant_id, l.workspace as partner, l.account as partner_account,
  l.id as listing, uuidv7() as order_id, uuidv7() as transfer, uuidv7() as lead, l.price::bigint as price,
  l.price::bigint * 30 / 100 as earning, now() - interval '2 years' + interval '2 years' * g.n / $1::int as at,
  sum(l.price) over (partition by s.n order by g.n)::bigint as spent
from generate_series(1, $1::int) g (n)
join bench_sides s on s.n = 1 + g.n % $2::int
join bench_listings l on l.n = 1 + (g.n / $2::int + (g.n % $2::int) * 7919) % $3::int`

const GRANTED = '1000000000'
const ROWS = [
  `insert into workspaces (id, name) select workspace, 'Bench ' || n from bench_sides`,
  `insert into partners (workspace_id, status, company) select workspace, 'approved', 'Bench' from bench_sides where not buys`,
  `insert into ledger_accounts (id, workspace_id, kind, balance_hundredths)
   select s.account, s.workspace, case when s.buys then 'wallet' else 'earning' end,
     case when s.buys then ${GRANTED} - coalesce(b.spent, 0) end
   from bench_sides s left join (select wallet, max(spent) as spent from bench_sales group by wallet) b on b.wallet = s.account`,
  `insert into credit_grants (id, workspace_id, kind, amount_hundredths, remaining_hundredths, reason)
   select s.grant_id, s.workspace, 'promotional', ${GRANTED}, a.balance_hundredths, 'Bench'
   from bench_sides s join ledger_accounts a on a.id = s.account where s.buys`,
  `insert into ledger_transfers (id, workspace_id, kind, subject_id, created_at)
   select transfer, workspace, 'grant', grant_id, now() - interval '2 years' from bench_sides where buys`,
  `insert into ledger_transfers (id, workspace_id, kind, order_id, created_at)
   select transfer, buyer, 'purchase', order_id, at from bench_sales order by n`,
  `insert into ledger_entries (transfer_id, account_id, workspace_id, amount_hundredths, balance_before_hundredths, balance_after_hundredths, created_at)
   select s.transfer, e.* from bench_sides s cross join lateral (values
     (s.account, s.workspace, ${GRANTED}::bigint, 0::bigint, ${GRANTED}::bigint, now() - interval '2 years'),
     ((select id from ledger_accounts where kind = 'issued'), null, -${GRANTED}, null, null, now() - interval '2 years')) e
   where s.buys`,
  `insert into ledger_entries (transfer_id, account_id, workspace_id, amount_hundredths, balance_before_hundredths, balance_after_hundredths, created_at)
   select s.transfer, e.*, s.at from bench_sales s cross join lateral (values
     (s.wallet, s.buyer, -s.price, ${GRANTED} - s.spent + s.price, ${GRANTED} - s.spent),
     (s.partner_account, s.partner, s.earning, null, null),
     ((select id from ledger_accounts where kind = 'revenue'), null, s.price - s.earning, null, null)) e
   order by s.n`,
  `insert into grant_moves (transfer_id, grant_id, workspace_id, amount_hundredths)
   select transfer, grant_id, workspace, ${GRANTED} from bench_sides where buys
   union all select transfer, grant_id, buyer, -price from bench_sales`,
  `insert into orders (workspace_id, id, total_hundredths, item_count, created_at)
   select buyer, order_id, price, 1, at from bench_sales`,
  `insert into order_items (workspace_id, order_id, listing_id, lead_id, partner_id, price_hundredths, earning_hundredths,
     rate_percent, rule_version, rule_inputs, released_at, created_at)
   select buyer, order_id, listing, lead, partner, price, earning, 30, 1,
     '{"fresh": false, "quality": false, "volume": false}', at + interval '14 days', at
   from bench_sales`,
  `insert into listings (id, workspace_id, lead_id, price_hundredths, max_buyers, times_sold, score, has_email, has_phone,
     has_linkedin, sourced_at, email_identities)
   select l.id, l.workspace, uuidv7(), l.price, 1000, coalesce(s.sold, 0), 50, true, false, false, now(), '{}'
   from bench_listings l left join (select listing, count(*) as sold from bench_sales group by listing) s on s.listing = l.id`,
]
