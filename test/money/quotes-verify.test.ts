import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyLedger } from '../../src/features/credits/index.ts'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import { addListings, type Crowd, createMarket, expectRightLedger, openCrowd } from './kit.ts'
import { call, openQuotes } from './quote-kit.ts'

let world: TestWorld
let crowd: Crowd
let open: string
let used: string

beforeAll(async () => {
  world = await createTestWorld()
  crowd = openCrowd(world, 2)
  const market = await createMarket(world, { credits: 100 })
  const { workspaceId } = market.buyer
  const quotes = openQuotes(crowd)
  const listings = await addListings(world, market.partner, 4)
  open = (await quotes.quote(workspaceId, listings.slice(0, 2))).quote_id
  used = (await quotes.quote(workspaceId, listings.slice(2))).quote_id
  await quotes.order(workspaceId, used)
  await call(crowd.pool, workspaceId, 'set_wallet_guards(100000, null)', [])
  await expectRightLedger(world)
})
afterAll(async () => {
  await expectRightLedger(world)
  await crowd.close()
  await world.dispose()
})

const wrong = async () =>
  (await verifyLedger(world.db)).filter((finding) => finding.wrong > 0).map((finding) => finding.name)

it.each([
  [
    'an open quote that was closed without giving back',
    `update quotes set status = 'cancelled', closed_at = now() where id = 'OPEN'`,
    `update quotes set status = 'open', closed_at = null where id = 'OPEN'`,
    ['held accounts', 'credits that were held', 'hold their listings'],
  ],
  [
    'an open quote that says another total',
    `update quotes set total_hundredths = total_hundredths + 1 where id = 'OPEN'`,
    `update quotes set total_hundredths = total_hundredths - 1 where id = 'OPEN'`,
    ['held accounts', 'credits that were held', 'hold their listings'],
  ],
  [
    'an open quote that lost a listing',
    `update listing_holds set quote_id = gen_random_uuid() where listing_id = (select listing_ids[1] from quotes where id = 'OPEN')`,
    `update listing_holds set quote_id = 'OPEN'`,
    ['hold their listings'],
  ],
  [
    'a quote that cost more than it said',
    `update orders set total_hundredths = total_hundredths + 1 where id = (select order_id from quotes where id = 'USED')`,
    `update orders set total_hundredths = total_hundredths - 1 where id = (select order_id from quotes where id = 'USED')`,
    ['no more than they said'],
  ],
  [
    'a wallet that forgot its guards',
    `update ledger_accounts set guarded = false where kind = 'wallet'`,
    `update ledger_accounts set guarded = true where kind = 'wallet'`,
    ['know of their guards'],
  ],
])('finds %s', async (_name, damage, repair, names) => {
  const filled = (text: string) => text.replaceAll('OPEN', open).replaceAll('USED', used)
  await crowd.pool.query(filled(damage))
  const found = await wrong()
  await crowd.pool.query(filled(repair))
  for (const name of names) expect(found).toContainEqual(expect.stringContaining(name))
})
