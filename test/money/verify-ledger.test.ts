import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyLedger } from '../../src/features/credits/index.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import { addListings, type Crowd, createMarket, openCrowd } from './kit.ts'

let world: TestWorld
let crowd: Crowd

beforeAll(async () => {
  world = await createTestWorld()
  crowd = openCrowd(world, 2)
  const market = await createMarket(world, { credits: 100 })
  const listings = await addListings(world, market.partner, 4, { maxBuyers: 2 })
  await crowd.buy(market.buyer.workspaceId, { listings: listings.slice(0, 2) })
  await crowd.buy(market.buyer.workspaceId, { listings: listings.slice(2) })
})
afterAll(async () => {
  await crowd.close()
  await world.dispose()
})

/** Damages the ledger as no function can: as its superuser, past triggers and constraints; then undoes it. */
async function damaged<T>(statement: string, look: () => Promise<T>): Promise<T> {
  await crowd.pool.query(
    `create schema backup; ${TABLES.map((table) => `create table backup.${table} as table ${table};`).join('')}
     set session_replication_role = replica; ${statement}; reset session_replication_role`,
  )
  try {
    return await look()
  } finally {
    await crowd.pool.query(
      `set session_replication_role = replica;
       ${TABLES.map((table) => `delete from ${table};`).join('')}
       insert into ledger_entries overriding system value table backup.ledger_entries;
       ${TABLES.filter((table) => !['ledger_entries', 'listings'].includes(table))
         .map((table) => `insert into ${table} table backup.${table};`)
         .join('')}
       insert into listings (${LISTING_COLUMNS}) select ${LISTING_COLUMNS} from backup.listings;
       reset session_replication_role; drop schema backup cascade`,
    )
  }
}

const TABLES = [
  ...['ledger_accounts', 'ledger_transfers', 'ledger_entries'],
  ...['orders', 'order_items', 'listings', 'idempotency_keys'],
]
const LISTING_COLUMNS =
  'id, workspace_id, lead_id, status, price_hundredths, max_buyers, times_sold, score, has_email, has_phone, has_linkedin, sourced_at, email_identities'

const wrong = async () =>
  (await verifyLedger(world.db)).filter((finding) => finding.wrong > 0).map((finding) => finding.name)

describe('ledger:verify', () => {
  it('finds nothing wrong in a ledger that is right, and says how much it looked at', async () => {
    const findings = await verifyLedger(world.db)
    expect(findings.filter((finding) => finding.wrong > 0)).toEqual([])
    expect(Object.fromEntries(findings.map((finding) => [finding.name, finding.checked]))).toMatchObject({
      'transfers whose entries sum to zero': 3,
      'entries on an account of their workspace': 8,
      'entries that go on from the balance before them': 3,
      'orders whose total is the sum of their items': 2,
      'listings sold as often as they say, and not too often': 4,
    })
  })

  const damages: [string, string, RegExp][] = [
    [
      'a wallet with more than its entries',
      `update ledger_accounts set balance_hundredths = balance_hundredths + 1 where kind = 'wallet'`,
      /sum of their entries/,
    ],
    [
      'a changed entry',
      `update ledger_entries set amount_hundredths = amount_hundredths - 1 where balance_after_hundredths is null`,
      /sum to zero/,
    ],
    [
      'a lost entry',
      `delete from ledger_entries where id = (select max(id) from ledger_entries where balance_after_hundredths is not null)`,
      /sum to zero/,
    ],
    [
      'an entry on no account',
      `update ledger_entries set account_id = gen_random_uuid() where balance_after_hundredths is null`,
      /account of their workspace/,
    ],
    ['a lost transfer', `delete from ledger_transfers where kind = 'purchase'`, /sum to zero/],
    [
      'a lost item',
      'delete from order_items where listing_id = (select min(listing_id::text)::uuid from order_items)',
      /total is the sum/,
    ],
    ['a cheaper item', 'update order_items set price_hundredths = price_hundredths - 1', /total is the sum/],
    ['a lost order', 'delete from orders', /total is the sum/],
    [
      'a listing that forgot a sale',
      'update listings set times_sold = times_sold - 1',
      /as often as they say/,
    ],
    [
      'an earning beyond the rate',
      'update order_items set earning_hundredths = earning_hundredths + 1',
      /earnings entered/,
    ],
    [
      'a rate beyond the rule',
      'update order_items set rate_percent = 50, earning_hundredths = price_hundredths / 2',
      /rate of their rule/,
    ],
    [
      'an answer to an order that is not there',
      `update idempotency_keys set answer = answer || '{"order_id": "00000000-0000-0000-0000-000000000000"}'`,
      /Idempotency-Key/,
    ],
    [
      'a wallet of nobody',
      `insert into ledger_accounts (workspace_id, kind, balance_hundredths) values (gen_random_uuid(), 'wallet', 0)`,
      /workspace that exists/,
    ],
  ]
  for (const [name, statement, expected] of damages) {
    it(`finds ${name}`, async () => {
      expect(await wrong()).toEqual([])
      expect(await damaged(statement, wrong)).toContainEqual(expect.stringMatching(expected))
    })
  }

  it('as a command says what it checked, and exits 1 when something is wrong', async () => {
    const command = () =>
      promisify(execFile)(process.execPath, ['scripts/ledger-verify.mjs'], {
        cwd: projectRoot,
        env: { ...process.env, DATABASE_URL: world.ownerUrl },
      })
    expect((await command()).stdout).toMatch(
      /ok +3 {2}transfers whose entries sum to zero[\s\S]*The ledger is right/,
    )
    const failure = damaged('update listings set times_sold = times_sold - 1', command)
    await expect(failure).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/WRONG +4 [\s\S]*says 0 sales, there are 1/),
    })
  }, 90_000)
})
