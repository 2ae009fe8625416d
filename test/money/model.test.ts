import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import type { Person } from '../people.ts'
import {
  addBuyer,
  addListings,
  addPartner,
  balanceOf,
  type Crowd,
  createMarket,
  expectRightLedger,
  grant,
  type Market,
  openCrowd,
} from './kit.ts'

const RUNS = 8
const PERCENT = 40 // fresh, nothing verified, few uploads

let world: TestWorld
let market: Market
let crowd: Crowd

beforeAll(async () => {
  world = await createTestWorld()
  market = await createMarket(world)
  crowd = openCrowd(world, 4)
})
afterAll(async () => {
  await crowd.close()
  await world.dispose()
})

/** What the ledger must say, in hundredths, computed the plain way. */
interface Model {
  balances: number[]
  earned: number[]
  left: Map<string, { partner: number; price: number; buyers: number; owners: Set<number> }>
  answers: Map<string, { request: string; charged: number }>
}

const operation = fc.oneof(
  fc.record({
    kind: fc.constant('grant' as const),
    buyer: fc.nat(2),
    amount: fc.integer({ min: 1, max: 2000 }),
    key: fc.nat(6),
  }),
  fc.record({
    kind: fc.constant('buy' as const),
    buyer: fc.nat(2),
    wanted: fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 6 }),
    key: fc.nat(6),
  }),
)
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never

it('follows a plain model of it through any operations', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 25 }), async (operations) => {
      const partners = [await addPartner(world, market.operator), await addPartner(world, market.operator)]
      const buyers = await Promise.all([0, 1, 2].map(() => addBuyer(world, market.operator, 0)))
      const model: Model = { balances: [0, 0, 0], earned: [0, 0], left: new Map(), answers: new Map() }
      for (const [partner, person] of partners.entries()) {
        for (const [price, buyersMax] of [
          [1, 1],
          [333, 2],
        ] as const) {
          const terms = { price: price / 100, maxBuyers: buyersMax }
          for (const id of await addListings(world, person, 3, terms)) {
            model.left.set(id, { partner, price, buyers: buyersMax, owners: new Set() })
          }
        }
      }
      const listings = [...model.left.keys()]
      for (const step of operations) await perform(step, model, buyers, listings)
      for (const [index, buyer] of buyers.entries()) {
        expect(await balanceOf(world, buyer.workspaceId)).toBe((model.balances[index] ?? 0) / 100)
      }
      for (const [index, partner] of partners.entries()) {
        const { rows } = await crowd.pool.query(
          'select coalesce(sum(earning_hundredths), 0)::int as earned from order_items where partner_id = $1',
          [partner.workspaceId],
        )
        expect(rows[0].earned).toBe(model.earned[index])
      }
      await expectRightLedger(world)
    }),
    { numRuns: RUNS },
  )
}, 120_000)

function perform(step: Operation, model: Model, buyers: Person[], listings: string[]) {
  const buyer = buyers[step.buyer] as Person
  return step.kind === 'grant' ? performGrant(step, model, buyer) : performBuy(step, model, buyer, listings)
}

async function performGrant(step: Extract<Operation, { kind: 'grant' }>, model: Model, buyer: Person) {
  const key = `grant ${step.buyer} ${step.key}`
  const known = model.answers.get(key)
  const granting = grant(world, market.operator, buyer.workspaceId, step.amount / 100, key)
  if (known && known.request !== String(step.amount))
    return expect(granting).rejects.toMatchObject({ code: 'AS409' })
  await granting
  if (known) return
  model.answers.set(key, { request: String(step.amount), charged: 0 })
  model.balances[step.buyer] = (model.balances[step.buyer] ?? 0) + step.amount
}

async function performBuy(
  step: Extract<Operation, { kind: 'buy' }>,
  model: Model,
  buyer: Person,
  listings: string[],
) {
  const wanted = step.wanted.map((index) => listings[index] as string)
  const request = wanted.join()
  const key = `buy ${step.buyer} ${step.key}`
  const known = model.answers.get(key)
  const buying = crowd.buy(buyer.workspaceId, { listings: wanted, key, request })
  if (known && known.request !== request) return expect(buying).rejects.toMatchObject({ code: 'AS409' })
  if (known) return expect((await buying).credits_charged * 100).toBeCloseTo(known.charged)

  const free = wanted.flatMap((id) => {
    const listing = model.left.get(id)
    return listing && listing.buyers > 0 && !listing.owners.has(step.buyer) ? [listing] : []
  })
  const cost = free.reduce((sum, listing) => sum + listing.price, 0)
  const balance = model.balances[step.buyer] ?? 0
  if (cost > balance) return expect(buying).rejects.toMatchObject({ code: 'AS402' })

  expect((await buying).items).toHaveLength(free.length)
  for (const listing of free) {
    listing.buyers--
    listing.owners.add(step.buyer)
    model.earned[listing.partner] =
      (model.earned[listing.partner] ?? 0) + Math.floor((listing.price * PERCENT) / 100)
  }
  model.balances[step.buyer] = balance - cost
  model.answers.set(key, { request, charged: cost })
}
