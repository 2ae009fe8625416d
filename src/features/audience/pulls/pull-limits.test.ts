import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addPerson, type Person } from '../../../../test/people.ts'
import { withWorkspace } from '../../../platform/db/index.ts'
import { makePeople } from '../providers/memory.test-kit.ts'
import { createPullWorld, type PullWorld } from './pull-world.test-kit.ts'

let world: PullWorld
let buyer: Person

beforeAll(async () => {
  world = await createPullWorld(makePeople(60))
})
beforeEach(async () => {
  world.provider.people = makePeople(60)
  buyer = await world.buyer(20)
})
afterAll(() => world?.dispose())

const take = (limit: number, more: object = {}) =>
  world.search(buyer, { action: 'pull', filters: {}, limit, ...more })

describe('what may be spent', () => {
  it('ends a pull at what it may cost, what the wallet holds and what a month allows', async () => {
    expect((await take(10, { max_credits: 1.7 })).body).toMatchObject({ pulled: 3, ended_by: 'max_credits' })
    await world.guard(buyer, 4, null)
    expect((await take(10)).body).toMatchObject({ pulled: 5, ended_by: 'spend_cap', credits_charged: 2.5 })
    expect((await take(10)).body).toMatchObject({ status: 409, code: 'spend_cap', spent: 4, cap: 4 })
    await world.guard(buyer, null, null)
    expect((await take(60)).body).toMatchObject({ pulled: 32, ended_by: 'insufficient_credits', balance: 0 })
    const refused = await take(1)
    expect(refused.status).toBe(402)
    expect(refused.body).toMatchObject({ code: 'insufficient_credits', required: 0.5, balance: 0 })
    expect(await world.leads(buyer)).toBe(40)
  })

  it('asks for a confirmation above an amount, of what it can cost at most', async () => {
    await world.guard(buyer, null, 4)
    const asked = await take(10)
    expect(asked.status).toBe(409)
    expect(asked.body).toMatchObject({ code: 'confirmation_required', total: 5, confirm_above: 4 })
    expect((await take(10, { confirmed_credits: 4.5 })).status).toBe(409)
    expect((await take(10, { max_credits: 4 })).body).toMatchObject({ pulled: 8 })
    expect((await take(10, { confirmed_credits: 5 })).body).toMatchObject({ pulled: 10 })
  })

  it('is nothing while the wallet is frozen, also for a pull that is under way', async () => {
    world.provider.people = makePeople(200)
    const { body } = await take(150)
    await withWorkspace(world.db, buyer.workspaceId, (tx) =>
      sql`select freeze_wallet(${buyer.id}, 'stop')`.execute(tx),
    )
    await world.run(buyer, body.pull_id)
    expect((await world.get(buyer, `/api/audience/pulls/${body.pull_id}`)).body).toMatchObject({
      ...{ status: 'finished', ended_by: 'wallet_frozen', pulled: 0, credits_charged: 0 },
    })
    const refused = await take(5)
    expect(refused.status).toBe(403)
    expect(refused.body.code).toBe('wallet_frozen')
  })
})

it('costs what the operator says, and a pull that has begun what it cost then', async () => {
  const operator = await addPerson(world, { name: 'Olga', operator: true })
  world.provider.people = makePeople(150)
  const { body: begun } = await take(101)
  await world.db.system.query(
    `select set_money_rules($1, 1, '{"pull_price_hundredths": 20}', null, 'Cheaper')`,
    [operator.id],
  )
  const { body } = await world.search(buyer, { action: 'preview', filters: {}, limit: 10 })
  expect(body).toMatchObject({ credit_cost_per_lead: 0.2, credit_cost: 2 })
  expect((await take(10)).body).toMatchObject({ pulled: 10, credits_charged: 2, balance: 18 })
  await world.run(buyer, begun.pull_id)
  const { body: ended } = await world.get(buyer, `/api/audience/pulls/${begun.pull_id}`)
  expect(ended).toMatchObject({ pulled: 36, credits_charged: 18, ended_by: 'insufficient_credits' })
})
