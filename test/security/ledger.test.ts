import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyLedger } from '../../src/features/credits/index.ts'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import { addListings, type Crowd, createMarket, type Market, openCrowd } from '../money/kit.ts'

let world: TestWorld
let market: Market
let crowd: Crowd

beforeAll(async () => {
  world = await createTestWorld()
  market = await createMarket(world, { credits: 100 })
  crowd = openCrowd(world, 2)
  const listings = await addListings(world, market.partner, 2)
  await crowd.buy(market.buyer.workspaceId, { listings })
})
afterAll(async () => {
  await crowd.close()
  await world.dispose()
})

const asOwner = async (text: string, values: unknown[] = []) => (await crowd.pool.query(text, values)).rows

const LEDGER = ['ledger_accounts', 'ledger_transfers', 'ledger_entries', 'idempotency_keys']
const TRADE = [
  ...['orders', 'order_items', 'listings', 'partners', 'partner_months', 'commission_rules'],
  ...['payouts', 'payout_items', 'payout_accounts'],
]
const HELD = ['quotes', 'listing_holds', 'wallet_controls', 'member_controls']

describe('the request role', () => {
  it('can write no table of the ledger or of the trade, not even one column', async () => {
    const writable = await asOwner(
      `select c.relname, p as privilege from pg_class c
       cross join unnest(array['insert', 'update', 'references']) p
       where c.relname = any ($1) and (has_table_privilege('assay_app', c.oid, p) or has_any_column_privilege('assay_app', c.oid, p))
       union all
       select c.relname, p from pg_class c cross join unnest(array['delete', 'truncate', 'trigger']) p
       where c.relname = any ($1) and has_table_privilege('assay_app', c.oid, p)`,
      [[...LEDGER, ...HELD, ...TRADE]],
    )
    expect(writable).toEqual([])
  })

  it('can execute these functions of money and trade, and no other', async () => {
    const rows = await asOwner(
      `select p.proname as name from pg_proc p
       where p.pronamespace = 'public'::regnamespace and p.prosecdef and has_function_privilege('assay_app', p.oid, 'execute')
         and p.prosrc ~ '(insert into|update|delete from)\\s+(${[...LEDGER, ...HELD, ...TRADE].join('|')})\\M'
       order by 1`,
    )
    expect(rows.map((row) => row.name)).toEqual([
      ...['answer_import_key', 'answer_pull_key', 'apply_as_partner', 'buy_listings', 'clear_member_guards'],
      ...['freeze_wallet', 'list_leads', 'note_stripe_customer', 'open_checkout', 'open_enrichment'],
      ...['open_returns', 'quote_listings', 'refresh_listing_scores', 'refresh_listings'],
      ...['refresh_partner_quality', 'reprice_listings', 'request_payout', 'save_payout_account'],
      ...['set_low_balance', 'set_member_guards', 'set_top_up', 'set_wallet_guards'],
      ...['unfreeze_wallet', 'withdraw_listings_of'],
    ])
  })

  it('cannot reach what mints, decides or opens accounts', async () => {
    const calls = [
      `select grant_credits('${market.operator.id}', '${market.buyer.workspaceId}', 100, 'mine', 'k', '\\x00')`,
      `select decide_partner('${market.operator.id}', '${market.buyer.workspaceId}', 'approved', null)`,
      `select open_account('${market.buyer.workspaceId}', 'wallet')`,
      `select claim_idempotency_key('${market.buyer.workspaceId}', 'order', 'k', '\\x00')`,
      'select expire_listings()',
      `set local role assay_exchange`,
      `set local role assay_system`,
    ]
    for (const call of calls) {
      const attempt = world.db.app.query(call)
      await expect(attempt, call).rejects.toMatchObject({ code: '42501' })
    }
  })

  it('cannot put a table of its own in front of ours', async () => {
    const open = await asOwner(
      `select p.proname from pg_proc p
       where p.prosecdef and p.pronamespace = 'public'::regnamespace
         and not exists (select from unnest(p.proconfig) c where c ~ '^search_path=pg_catalog(, .*)?, pg_temp$')`,
    )
    expect(open).toEqual([])
    const client = await world.db.app.connect()
    try {
      await client.query(`begin; set local app.workspace_id = '${market.buyer.workspaceId}'`)
      await client.query(
        `create temp table ledger_accounts (id uuid, workspace_id uuid, kind text, balance_hundredths bigint)`,
      )
      await client.query(`insert into ledger_accounts values (gen_random_uuid(), $1, 'wallet', 1000000000)`, [
        market.buyer.workspaceId,
      ])
      const listings = await addListings(world, market.partner, 1, { price: 5000 })
      const purchase = client.query(`select buy_listings($1, 'skip', 'k', '\\x00', null)`, [listings])
      await expect(purchase).rejects.toMatchObject({ code: 'AS402' })
    } finally {
      await client.query('rollback')
      client.release()
    }
  })
})

describe('the system role', () => {
  it('can move credits only by granting them, for a real operator', async () => {
    const writable = await asOwner(
      `select c.relname, p from pg_class c cross join unnest(array['insert', 'update', 'delete', 'truncate']) p
       where c.relname in ('ledger_accounts', 'ledger_transfers', 'ledger_entries', 'orders', 'order_items')
         and has_table_privilege('assay_system', c.oid, p)`,
    )
    expect(writable).toEqual([])
    const grant = (person: string, amount: number) =>
      world.db.system.query(`select grant_credits($1, $2, $3, 'test', 'fresh', '\\x00')`, [
        ...[person, market.buyer.workspaceId, amount],
      ])
    await expect(grant(market.buyer.id, 100)).rejects.toMatchObject({ code: 'AS403' })
    for (const amount of [0, -100])
      await expect(grant(market.operator.id, amount)).rejects.toMatchObject({ code: 'AS422' })
  })
})

describe('the ledger refuses, even its owner', () => {
  const refused: [string, string][] = [
    ['changing an entry', 'update ledger_entries set amount_hundredths = amount_hundredths'],
    ['deleting an entry', 'delete from ledger_entries where false'],
    ['emptying the entries', 'truncate ledger_entries'],
    ['changing a transfer', `update ledger_transfers set reason = 'other'`],
    ['deleting a transfer', 'delete from ledger_transfers'],
    ['a wallet below zero', `update ledger_accounts set balance_hundredths = -1 where kind = 'wallet'`],
    [
      'a wallet without a balance',
      `update ledger_accounts set balance_hundredths = null where kind = 'wallet'`,
    ],
    [
      'entries that do not sum to zero',
      `insert into ledger_entries (transfer_id, account_id, amount_hundredths)
       select t.id, a.id, 100 from ledger_transfers t, ledger_accounts a where a.kind = 'issued'`,
    ],
    [
      'an entry whose balances do not add up',
      `insert into ledger_entries (transfer_id, account_id, amount_hundredths, balance_before_hundredths, balance_after_hundredths)
       select t.id, a.id, 100, 0, 200 from ledger_transfers t, ledger_accounts a where a.kind = 'wallet'`,
    ],
    [
      'an entry of nothing',
      `insert into ledger_entries (transfer_id, account_id, amount_hundredths) select id, id, 0 from ledger_transfers`,
    ],
    [
      'a second wallet',
      `insert into ledger_accounts (workspace_id, kind, balance_hundredths) select workspace_id, kind, 0 from ledger_accounts where kind = 'wallet'`,
    ],
    ['a second account of the platform', `insert into ledger_accounts (kind) values ('issued')`],
    [
      'an account of an unknown kind',
      `insert into ledger_accounts (workspace_id, kind) values (gen_random_uuid(), 'gift')`,
    ],
    ['a listing sold too often', 'update listings set times_sold = max_buyers + 1'],
    [
      'the same listing twice for one workspace',
      `insert into order_items select workspace_id, gen_random_uuid(), listing_id, lead_id, partner_id, price_hundredths, earning_hundredths, rate_percent, rule_version, rule_inputs, released_at from order_items`,
    ],
    ['a key used twice', 'insert into idempotency_keys select * from idempotency_keys'],
  ]
  for (const [name, statement] of refused) {
    it(name, async () => {
      await expect(crowd.pool.query(statement)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) })
    })
  }

  it('and is right after all of that', async () => {
    expect((await verifyLedger(world.db)).filter((finding) => finding.wrong > 0)).toEqual([])
  })
})

describe('every table', () => {
  it('with a workspace_id has row-level security, on and forced, and the request role owns none', async () => {
    const open = await asOwner(
      `select c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
       where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
         and not (c.relrowsecurity and c.relforcerowsecurity and case
           -- a partition is reached through its table; nobody has rights on it by itself
           when c.relispartition then c.relacl is null
           else exists (select from pg_policies p where p.tablename = c.relname and 'assay_app' = any (p.roles)) end)`,
    )
    expect(open).toEqual([])
    const owned = await asOwner(
      `select relname from pg_class where relkind in ('r', 'p') and pg_get_userbyid(relowner) like 'assay\\_%' and relnamespace = 'public'::regnamespace`,
    )
    expect(owned).toEqual([])
  })

  it('has policies that ask no other table', async () => {
    const nested = await asOwner(
      `select tablename, policyname from pg_policies where coalesce(qual, '') || coalesce(with_check, '') ~* 'select'`,
    )
    expect(nested).toEqual([])
  })

  it('that is bulky has keys that begin with workspace_id and no trigger', async () => {
    const bulky = `c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
      and (c.relname ~ '^(lead|leads|lead_.*|deleted_leads|imports|import_.*|events|visitors|visitor_.*|pixel_events.*)$')`
    const triggers = await asOwner(
      `select c.relname, t.tgname from pg_class c join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal where ${bulky}`,
    )
    expect(triggers).toEqual([])
    const keys = await asOwner(
      `select c.relname, i.indexrelid::regclass::text as index from pg_class c
       join pg_index i on i.indrelid = c.oid and i.indisunique
       join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
       where ${bulky} and a.attname <> 'workspace_id'`,
    )
    expect(keys).toEqual([])
  })
})
