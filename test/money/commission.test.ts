import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import { addListings, type Crowd, createMarket, expectRightLedger, type Market, openCrowd } from './kit.ts'

let world: TestWorld
let market: Market
let crowd: Crowd

beforeAll(async () => {
  world = await createTestWorld()
  market = await createMarket(world, { credits: 100 })
  crowd = openCrowd(world, 2)
})
afterAll(async () => {
  await crowd.close()
  await world.dispose()
})

const SOLD_AT = '2026-05-31T23:30:00Z'

interface Standing {
  uploadedAt?: string
  verified?: number
  valid?: number
  uploads?: number
}

async function percentOf({
  uploadedAt = '2026-01-01T00:00:00Z',
  verified = 0,
  valid = 0,
  uploads = 0,
}: Standing) {
  const partner = market.partner.workspaceId
  await crowd.pool.query(
    'update partners set verified_leads = $2, valid_leads = $3 where workspace_id = $1',
    [...[partner, verified, valid]],
  )
  await crowd.pool.query(
    `insert into partner_months values ($1, '2026-05-01', $2) on conflict (workspace_id, month) do update set uploads = excluded.uploads`,
    [partner, uploads],
  )
  const { rows } = await crowd.pool.query('select * from commission($1, $2, $3)', [
    partner,
    uploadedAt,
    SOLD_AT,
  ])
  return rows[0].percent
}

describe('the commission of a sale', () => {
  const cases: [string, Standing, number][] = [
    ['is 30 percent', {}, 30],
    ['is 10 more up to 7 days after the upload', { uploadedAt: '2026-05-24T23:30:00Z' }, 40],
    ['is not more a moment later', { uploadedAt: '2026-05-24T23:29:59.999Z' }, 30],
    ['is 5 more when 95 percent of the verified leads are valid', { verified: 1000, valid: 950 }, 35],
    ['is not more when one is missing', { verified: 1000, valid: 949 }, 30],
    ['is not more when none are verified', { verified: 0, valid: 0 }, 30],
    ['is not more at 10,000 uploads in the month', { uploads: 10_000 }, 30],
    ['is 5 more above', { uploads: 10_001 }, 35],
    ['is 50 with all of it', { uploadedAt: SOLD_AT, verified: 1, valid: 1, uploads: 10_001 }, 50],
  ]
  for (const [name, standing, percent] of cases) {
    it(name, async () => expect(await percentOf(standing)).toBe(percent))
  }

  it('never goes above the cap of its rule, and a new rule leaves old sales alone', async () => {
    const [first = '', second = ''] = await addListings(world, market.partner, 2)
    await crowd.buy(market.buyer.workspaceId, { listings: [first] })
    await crowd.pool.query(
      `insert into commission_rules select 2, 45, 10, 7, 5, 95, 5, 10000, 50, 30, now() - interval '1 minute'`,
    )
    await crowd.buy(market.buyer.workspaceId, { listings: [second] })
    const { rows } = await crowd.pool.query(
      `select rate_percent, rule_version, released_at - created_at as held, rule_inputs ->> 'fresh' as fresh
       from order_items order by created_at`,
    )
    expect(rows).toMatchObject([
      { rate_percent: 45, rule_version: 1, held: { days: 14 }, fresh: 'true' },
      { rate_percent: 50, rule_version: 2, held: { days: 30 }, fresh: 'true' },
    ])
    await expectRightLedger(world)
  })

  it('rounds a partner’s part of the smallest price down, and the entries still sum to zero', async () => {
    const listings = [
      ...(await addListings(world, market.partner, 1, { price: 0.01 })),
      ...(await addListings(world, market.partner, 1, { price: 0.03 })),
    ]
    const { credits_charged } = await crowd.buy(market.buyer.workspaceId, { listings })
    expect(credits_charged).toBe(0.04)
    const { rows } = await crowd.pool.query(
      'select earning_hundredths::int as earned from order_items where listing_id = any ($1) order by price_hundredths',
      [listings],
    )
    expect(rows).toEqual([{ earned: 0 }, { earned: 1 }])
    await expectRightLedger(world)
  })
})
