import { randomUUID } from 'node:crypto'
import type pg from 'pg'

/** What a quote or an order of many listings has to write, as bare set-based statements that decide nothing. */
export interface ByHand {
  quote(workspaceId: string, listings: string[]): Promise<string>
  order(workspaceId: string, quoteId: string, listings: string[]): Promise<void>
}

const TRANSFER = 'insert into ledger_transfers (id, workspace_id, kind, subject_id) values ($1, $2, $3, $4)'
/** Between the wallet and what is set aside; $4 is what the wallet gets. */
const MOVE = `
  with moved as (
    update ledger_accounts set balance_hundredths = balance_hundredths + case kind when 'wallet' then $4::bigint else -$4::bigint end
    where workspace_id = $2 and kind in ('wallet', 'held') returning id, kind, balance_hundredths
  ), granted as (
    update credit_grants set remaining_hundredths = remaining_hundredths + $4::bigint where id = $3 returning id
  ), noted as (
    insert into grant_moves (transfer_id, grant_id, workspace_id, amount_hundredths, undoes)
    select $1, id, $2, $4, $5 from granted
  )
  insert into ledger_entries (transfer_id, account_id, workspace_id, amount_hundredths, balance_before_hundredths, balance_after_hundredths)
  select $1, m.id, $2, a.amount, m.balance_hundredths - a.amount, m.balance_hundredths
  from moved m cross join lateral (select case m.kind when 'wallet' then $4::bigint else -$4::bigint end as amount) a`

export function byHand(client: pg.Client): ByHand {
  const run = (name: string, text: string, values: unknown[]) =>
    client.query({ name: `bare: ${name}`, text, values })
  const grantOf = async (workspaceId: string) =>
    (await run('grant', 'select id from credit_grants where workspace_id = $1 limit 1', [workspaceId]))
      .rows[0].id
  const move = async (
    workspaceId: string,
    kind: string,
    quote: string,
    amount: number,
    undoes: string | null,
  ) => {
    const transfer = randomUUID()
    const grant = await grantOf(workspaceId)
    await run('move', MOVE, [transfer, workspaceId, grant, amount, undoes])
    await run('transfer', TRANSFER, [transfer, workspaceId, kind, quote])
    return transfer
  }

  return {
    async quote(workspaceId, listings) {
      const quote = randomUUID()
      await client.query('begin')
      await run('lock', 'select from listings where id = any ($1) order by id for no key update', [listings])
      const read = await run(
        'read',
        `select l.id, l.price_hundredths, l.score, l.sourced_at, l.max_buyers - l.times_sold as buyers_left
         from unnest($1::uuid[]) with ordinality a (id, n) join listings l on l.id = a.id order by a.n`,
        [listings],
      )
      const total = read.rows.reduce((sum, row) => sum + Number(row.price_hundredths), 0)
      await run(
        'hold',
        `insert into listing_holds (listing_id, workspace_id, quote_id, price_hundredths, expires_at)
         select h.id, $2, $3, h.price, now() + interval '10 minutes' from unnest($1::uuid[], $4::bigint[]) h (id, price)`,
        [listings, workspaceId, quote, read.rows.map((row) => row.price_hundredths)],
      )
      const hold = await move(workspaceId, 'hold', quote, -total, null)
      await run(
        'quote',
        `insert into quotes (workspace_id, id, total_hundredths, listing_ids, on_unavailable, hold_id, answer, expires_at)
         values ($1, $2, $3, $4, 'skip', $5, $6, now() + interval '10 minutes')`,
        [workspaceId, quote, total, listings, hold, JSON.stringify({ items: read.rows })],
      )
      await client.query('commit')
      return quote
    },

    async order(workspaceId, quote, listings) {
      const [order, transfer] = [randomUUID(), randomUUID()]
      await client.query('begin')
      const { rows } = await run(
        'close',
        `update quotes set status = 'used', order_id = $3, closed_at = now() where workspace_id = $1 and id = $2 returning total_hundredths, hold_id`,
        [workspaceId, quote, order],
      )
      const total = Number(rows[0].total_hundredths)
      await run(
        'free',
        'delete from listing_holds where listing_id = any ($3) and workspace_id = $1 and quote_id = $2',
        [workspaceId, quote, listings],
      )
      await run('lock', 'select from listings where id = any ($1) order by id for no key update', [listings])
      await move(workspaceId, 'release', quote, total, rows[0].hold_id)
      await run(
        'sell',
        `update listings set times_sold = times_sold + 1, status = 'sold_out' where id = any ($1)`,
        [listings],
      )
      const leads = listings.map(() => randomUUID())
      const lines =
        'unnest($2::uuid[], $3::uuid[]) b (listing_id, lead_id) join listings l on l.id = b.listing_id'
      await run(
        'identities',
        `insert into lead_identities (workspace_id, identity, kind, lead_id)
         select $1, i.identity, i.kind, b.lead_id from ${lines}
         join lead_identities i on i.workspace_id = l.workspace_id and i.lead_id = l.lead_id order by i.identity`,
        [workspaceId, listings, leads],
      )
      await run('leads', LEADS(lines), [workspaceId, listings, leads, order])
      await run(
        'items',
        `insert into order_items (workspace_id, order_id, listing_id, lead_id, partner_id, price_hundredths, earning_hundredths,
           rate_percent, rule_version, rule_inputs, released_at)
         select $1, $4, l.id, b.lead_id, l.workspace_id, l.price_hundredths, l.price_hundredths * c.percent / 100, c.percent,
           c.version, c.inputs, now() + make_interval(days => c.holdback_days)
         from ${lines} cross join lateral commission(l.workspace_id, l.sourced_at, now()) c`,
        [workspaceId, listings, leads, order],
      )
      await run(
        'order',
        'insert into orders (workspace_id, id, total_hundredths, item_count) values ($1, $2, $3, $4)',
        [...[workspaceId, order, total, listings.length]],
      )
      await run(
        'purchase',
        'insert into ledger_transfers (id, workspace_id, kind, order_id) values ($1, $2, $3, $4)',
        [...[transfer, workspaceId, 'purchase', order]],
      )
      await run('pay', PAY, [transfer, workspaceId, order, total])
      await client.query('commit')
    },
  }
}

const PAY = `
  with paid as (
    update ledger_accounts set balance_hundredths = balance_hundredths - $4::bigint
    where workspace_id = $2 and kind = 'wallet' returning id, balance_hundredths
  ), earned as (
    select partner_id, sum(earning_hundredths)::bigint as amount from order_items
    where workspace_id = $2 and order_id = $3 group by partner_id
  )
  insert into ledger_entries (transfer_id, account_id, workspace_id, amount_hundredths, balance_before_hundredths, balance_after_hundredths)
  select $1::uuid, id, $2::uuid, -$4::bigint, balance_hundredths + $4::bigint, balance_hundredths from paid
  union all
  select $1, a.id, e.partner_id, e.amount, null, null
  from earned e join ledger_accounts a on a.workspace_id = e.partner_id and a.kind = 'earning'
  union all
  select $1, a.id, null, $4::bigint - (select sum(amount) from earned), null, null
  from ledger_accounts a where a.workspace_id is null and a.kind = 'revenue'`

const COPIED = `email, email_status, email_flags, second_email, second_email_status, phone, phone_status, mobile, mobile_status,
  verifications, first_name, last_name, full_name, name_key, job_title, title_words, seniority, department, company_name,
  company_domain, industry, company_size, revenue, city, state, postal_code, country, linkedin_url, website, consent_source,
  consent_at, consent_text, consent_ip, sourced_at, dedup_hash`
const POINTS =
  'points_email, points_phone, points_completeness, points_fit, points_recency, points_engagement'
const LEADS = (lines: string) => `
  insert into leads (workspace_id, id, order_id, source, ${POINTS}, ${COPIED})
  select $1, b.lead_id, $4, 'marketplace', p.*, ${COPIED.replace(/(\w+)/g, 's.$1')}
  from ${lines}
  join leads s on s.workspace_id = l.workspace_id and s.id = l.lead_id
  cross join lateral lead_points(
    s.email, s.email_status, s.phone, s.phone_status, s.mobile, s.mobile_status, s.company_name, s.job_title, s.linkedin_url,
    s.industry, s.company_size, 0, s.sourced_at, '{}', (now() at time zone 'UTC')::date) p`
