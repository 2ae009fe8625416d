import { randomUUID } from 'node:crypto'
import type pg from 'pg'

/**
 * What buy_listings() does for one listing, statement by statement, as a careful client without it would:
 * prepared, without row-level security, and with less to decide, because it knows what it finds.
 */
export async function buyByHand(client: pg.Client, buyer: string, listing: string): Promise<void> {
  const [order, lead, transfer, key] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const run = (name: string, text: string, values: unknown[]) =>
    client.query({ name: `by hand: ${name}`, text, values })
  await client.query('begin')
  await run(
    'key',
    `select answer from idempotency_keys where workspace_id = $1 and operation = 'order' and key = $2`,
    [buyer, key],
  )
  const { rows } = await run(
    'lock',
    `select workspace_id, lead_id, price_hundredths, max_buyers, times_sold, status, expires_at, sourced_at, email_identities, other_identities
     from listings where id = $1 for no key update`,
    [listing],
  )
  const {
    workspace_id: seller,
    lead_id: source,
    price_hundredths,
    sourced_at,
    email_identities,
    other_identities,
  } = rows[0]
  const price = Number(price_hundredths)
  const person = [...email_identities, ...other_identities]
  await run('owned', 'select lead_id from lead_identities where workspace_id = $1 and identity = any ($2)', [
    buyer,
    person,
  ])
  await run('bought', 'select lead_id from order_items where workspace_id = $1 and listing_id = $2', [
    buyer,
    listing,
  ])
  await run(
    'suppressed',
    'select from suppressions where identity = any ($1) and (workspace_id is null or workspace_id in ($2, $3))',
    [person, buyer, seller],
  )
  await run('sell', `update listings set times_sold = times_sold + 1, status = 'sold_out' where id = $1`, [
    listing,
  ])
  await run(
    'identities',
    `insert into lead_identities (workspace_id, identity, kind, lead_id)
     select $1, identity, kind, $2 from lead_identities where workspace_id = $3 and lead_id = $4 order by identity on conflict do nothing`,
    [buyer, lead, seller, source],
  )
  await run('lead', LEAD, [buyer, lead, order, seller, source])
  const commission = await run('commission', 'select * from commission($1, $2, now())', [seller, sourced_at])
  const { percent, version, holdback_days, inputs } = commission.rows[0]
  const earning = Math.floor((price * percent) / 100)
  await run(
    'item',
    `insert into order_items (workspace_id, order_id, listing_id, lead_id, partner_id, price_hundredths, earning_hundredths,
       rate_percent, rule_version, rule_inputs, released_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now() + make_interval(days => $11))`,
    [buyer, order, listing, lead, seller, price, earning, percent, version, inputs, holdback_days],
  )
  await run(
    'transfer',
    `insert into ledger_transfers (id, workspace_id, kind, order_id) values ($1, $2, 'purchase', $3)`,
    [transfer, buyer, order],
  )
  await run(
    'order',
    'insert into orders (workspace_id, id, total_hundredths, item_count) values ($1, $2, $3, 1)',
    [buyer, order, price],
  )
  const wallet = await run(
    'wallet',
    `update ledger_accounts set balance_hundredths = balance_hundredths - $2
     where workspace_id = $1 and kind = 'wallet' and balance_hundredths >= $2 returning id, balance_hundredths`,
    [buyer, price],
  )
  const balance = Number(wallet.rows[0].balance_hundredths)
  await run(
    'entries',
    `insert into ledger_entries (transfer_id, account_id, workspace_id, amount_hundredths, balance_before_hundredths, balance_after_hundredths)
     values ($1, $2, $3, -$4::bigint, $5::bigint + $4::bigint, $5),
       ($1, (select id from ledger_accounts where workspace_id = $6 and kind = 'earning'), $6, $7, null, null),
       ($1, (select id from ledger_accounts where workspace_id is null and kind = 'revenue'), null, $4::bigint - $7::bigint, null, null)`,
    [transfer, wallet.rows[0].id, buyer, price, balance, seller, earning],
  )
  const answer = {
    ...{ order_id: order, items: [{ listing_id: listing, lead_id: lead, price: price / 100 }], skipped: [] },
    ...{ credits_charged: price / 100, balance: balance / 100 },
  }
  await run(
    'events',
    `insert into events (workspace_id, type, payload)
     values ($1, 'listing.sold', $3), ($2, 'lead.created', $4), ($2, 'order.created', $5), ($2, 'credits.changed', $6)`,
    [
      ...[seller, buyer, { ids: [listing], count: 1, earned: earning / 100 }],
      { ids: [lead], count: 1, source: 'marketplace', order_id: order },
      { ids: [order], count: 1, credits_charged: price / 100 },
      { balance: balance / 100, transfer_id: transfer },
    ],
  )
  await run(
    'answer',
    `insert into idempotency_keys (workspace_id, operation, key, request_hash, answer) values ($1, 'order', $2, '\\x01', $3)`,
    [buyer, key, answer],
  )
  await client.query('commit')
}

const COPIED = `email, email_status, email_flags, second_email, second_email_status, phone, phone_status, mobile, mobile_status,
  verifications, first_name, last_name, full_name, name_key, job_title, title_words, seniority, department, company_name,
  company_domain, industry, company_size, revenue, city, state, postal_code, country, linkedin_url, website, consent_source,
  consent_at, consent_text, consent_ip, sourced_at, dedup_hash`
const POINTS =
  'points_email, points_phone, points_completeness, points_fit, points_recency, points_engagement'
const LEAD = `
  insert into leads (workspace_id, id, order_id, source, ${POINTS}, ${COPIED})
  select $1, $2, $3, 'marketplace', p.*, ${COPIED.replace(/(\w+)/g, 's.$1')}
  from leads s cross join lateral lead_points(
    s.email, s.email_status, s.phone, s.phone_status, s.mobile, s.mobile_status, s.company_name, s.job_title, s.linkedin_url,
    s.industry, s.company_size, 0, s.sourced_at,
    (select array(select lower(unnest(priority_industries))) from workspaces where id = $1), (now() at time zone 'UTC')::date) p
  where s.workspace_id = $4 and s.id = $5`
