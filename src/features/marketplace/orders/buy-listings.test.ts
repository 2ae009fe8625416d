import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../../test/harness/index.ts'
import { addListings, addPartner, giveCredits } from '../../../../test/market.ts'
import { addPerson, type Person } from '../../../../test/people.ts'
import { withSystem } from '../../../platform/db/index.ts'
import { expireListings } from '../listings/expire-listings.ts'
import { buyListings } from './buy-listings.ts'

let world: TestWorld
let partners: Person[]
let buyer: Person

beforeAll(async () => {
  world = await createTestWorld()
  partners = [await addPartner(world, 'Petra'), await addPartner(world, 'Paul')]
  buyer = await addPerson(world, { name: 'Bert' })
  await giveCredits(world, buyer.workspaceId, 1_000)
})
afterAll(() => world?.dispose())

function buy(listingIds: string[]) {
  return buyListings(world.db, {
    workspaceId: buyer.workspaceId,
    actorId: buyer.id,
    idempotencyKey: crypto.randomUUID(),
    request: { listing_ids: listingIds, on_unavailable: 'skip' },
  })
}

it('charges once when two partners sell one person to the same workspace at the same moment', async () => {
  for (let round = 0; round < 12; round++) {
    const person = { email: `twice-${round}@people.example` }
    const offered = await Promise.all(partners.map((partner) => addListings(world, partner, [person])))
    const answers = await Promise.all(offered.flat().map(({ listingId }) => buy([listingId])))
    expect(answers.flatMap(({ items }) => items)).toHaveLength(1)
    expect(answers.flatMap(({ skipped }) => skipped)).toEqual([
      { listing_id: expect.any(String), reason: 'already_owned' },
    ])
  }
})

it('charges once for one person listed twice in an order', async () => {
  const person = { email: 'same@people.example' }
  const offered = await Promise.all(partners.map((partner) => addListings(world, partner, [person])))
  const { items, skipped, credits_charged } = await buy(offered.flat().map(({ listingId }) => listingId))
  expect(items).toHaveLength(1)
  expect(skipped.map(({ reason }) => reason)).toEqual(['same_person'])
  expect(credits_charged).toBe(1)
})

it('lets orders that overlap in either direction all come to an end', async () => {
  const listings = await addListings(
    world,
    partners[0] as Person,
    Array.from({ length: 20 }, () => ({})),
    { maxBuyers: 1 },
  )
  const ids = listings.map(({ listingId }) => listingId)
  const orders = Array.from({ length: 16 }, (_, n) => (n % 2 === 0 ? ids : [...ids].reverse()))
  const answers = await Promise.all(orders.map(buy))
  expect(answers.flatMap(({ items }) => items)).toHaveLength(20)
})

it('finds no listing for sale once its date has passed and the clock has swept it', async () => {
  const expiresAt = new Date(Date.now() + 50).toISOString()
  const [listing] = await addListings(world, partners[0] as Person, [{}], { expiresAt })
  await expect.poll(() => withSystem(world.db, expireListings)).toBe(1)
  const { rows } = await world.db.system.query('select status from listings where id = $1', [
    listing?.listingId,
  ])
  expect(rows).toEqual([{ status: 'expired' }])
  expect((await buy([listing?.listingId ?? ''])).skipped.map(({ reason }) => reason)).toEqual(['withdrawn'])
})
