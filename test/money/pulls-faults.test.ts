import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makePeople } from '../../src/features/audience/providers/memory.test-kit.ts'
import { createPullWorld, type PullWorld } from '../../src/features/audience/pulls/pull-world.test-kit.ts'
import { verifyLedger } from '../../src/features/credits/index.ts'
import { withWorkspace } from '../../src/platform/db/index.ts'
import { asOwner } from '../harness/as-owner.ts'
import type { Person } from '../people.ts'
import { expectRightLedger } from './kit.ts'

let world: PullWorld
let buyer: Person

beforeAll(async () => {
  world = await createPullWorld([])
})
beforeEach(async () => {
  world.provider.faults = {}
  world.provider.people = makePeople(1_000)
  buyer = await world.buyer(300)
})
afterEach(() => expectRightLedger(world))
afterAll(() => world?.dispose())

async function pullOf(who: Person, id: string) {
  return (await world.get(who, `/api/audience/pulls/${id}`)).body
}

describe('a provider that fails', () => {
  it('at first costs nothing and leaves nothing behind', async () => {
    world.provider.faults = { failsAfter: world.provider.pulls }
    await expect(world.pull(buyer, 50)).rejects.toMatchObject({ code: 'upstream' })
    expect((await world.get(buyer, '/api/audience/pulls')).body.data).toEqual([])
    expect(await world.balance(buyer)).toBe(300)
  })

  it('in the middle of a job keeps what came and goes on when it is there again', async () => {
    const { body } = await world.pull(buyer, 550)
    world.provider.faults = { failsAfter: world.provider.pulls + 1 }
    await expect(world.run(buyer, body.pull_id)).rejects.toMatchObject({ code: 'upstream' })
    expect(await pullOf(buyer, body.pull_id)).toMatchObject({
      status: 'running',
      pulled: 500,
      credits_charged: 250,
    })
    world.provider.faults = {}
    await world.run(buyer, body.pull_id)
    expect(await pullOf(buyer, body.pull_id)).toMatchObject({
      status: 'finished',
      pulled: 550,
      credits_charged: 275,
    })
  })

  it('for good ends the pull in plain words, with what came', async () => {
    const { body } = await world.pull(buyer, 550)
    world.provider.faults = { failsAfter: world.provider.pulls + 1 }
    for (let n = 0; n < 5; n++) await world.run(buyer, body.pull_id).catch(() => {})
    await world.run(buyer, body.pull_id)
    expect(await pullOf(buyer, body.pull_id)).toMatchObject({
      ...{ status: 'failed', failure: 'The audience does not answer', pulled: 500, credits_charged: 250 },
    })
    expect(await world.leads(buyer)).toBe(500)
  })

  it('by a fault of ours says no more than that', async () => {
    const { body } = await world.pull(buyer, 550)
    world.provider.faults = { breaks: true }
    for (let n = 0; n < 6; n++) await expect(world.run(buyer, body.pull_id)).rejects.toThrow('not a function')
    const pull = await pullOf(buyer, body.pull_id)
    expect(pull).toMatchObject({ status: 'failed', pulled: 0, credits_charged: 0 })
    expect(pull.failure).toMatch(/^The pull failed several times for a reason on our side/)
  })

  it('by half a page, a wrong total or people it sent before costs what was stored', async () => {
    world.provider.faults = { wrongTotal: true, halfPage: true }
    expect((await world.pull(buyer, 40)).body).toMatchObject({ pulled: 20, credits_charged: 10 })
    world.provider.faults = { repeats: true }
    expect((await world.pull(buyer, 30)).body).toMatchObject({
      ...{ status: 'failed', failure: 'The audience answered the same people again and again' },
      ...{ pulled: 20, duplicates_skipped: 20, credits_charged: 10 },
    })
    expect(await world.balance(buyer)).toBe(280)
  })
})

it('takes up a pull nobody touches any more', async () => {
  const { body } = await world.pull(buyer, 120)
  await asOwner(
    world,
    `update pulls set status = 'running', touched_at = now() - interval '1 minute' where id = $1`,
    [body.pull_id],
  )
  const jobs = () =>
    asOwner(world, `select count(*)::int as n from graphile_worker.jobs where key = 'audience.pull:' || $1`, [
      body.pull_id,
    ])
  await asOwner(world, `select graphile_worker.remove_job('audience.pull:' || $1)`, [body.pull_id])
  expect((await jobs())[0].n).toBe(0)
  await world.sweep()
  expect((await jobs())[0].n).toBe(1)
})

describe('the database by itself', () => {
  const inWorkspace = (text: ReturnType<typeof sql>) =>
    withWorkspace(world.db, buyer.workspaceId, (tx) => text.execute(tx))

  it('charges only for leads of the pull, and not more than there is', async () => {
    const { body } = await world.pull(buyer, 5)
    const over = body.pull_id
    await expect(inWorkspace(sql`select charge_pull(${over}, '{}', 0, 0, 0, null)`)).rejects.toThrow(
      /not running/,
    )
    const { body: open } = await world.pull(buyer, 110)
    await inWorkspace(sql`select take_up_pull(${open.pull_id})`)
    const strangers = sql`array(select id from leads where import_id = ${over})`
    await inWorkspace(sql`select charge_pull(${open.pull_id}, ${strangers}, 0, 0, 0, null)`)
    expect(await world.balance(buyer)).toBe(297.5)
    expect(await pullOf(buyer, open.pull_id)).toMatchObject({ pulled: 0, credits_charged: 0 })
  })

  it('lets nobody write a pull, nor whom one has paid for', async () => {
    for (const text of [
      sql`update pulls set charged_hundredths = 0`,
      sql`insert into paid_people values (${buyer.workspaceId}, '\\x00000000000000000000000000000000', ${buyer.id})`,
      sql`delete from paid_people`,
      sql`select spendable_this_month(${buyer.workspaceId}, null)`,
      sql`select wallet_balance(${buyer.workspaceId})`,
    ]) {
      await expect(inWorkspace(text)).rejects.toThrow(/permission denied/)
    }
  })
})

it('is found out when it charged anything but what it brought', async () => {
  const { body } = await world.pull(buyer, 5)
  const found = async () =>
    (await verifyLedger(world.db)).flatMap(({ wrong, problems }) => (wrong > 0 ? problems : []))
  const change = (text: string) => asOwner(world, `update pulls set ${text} where id = $1`, [body.pull_id])
  await change('charged_hundredths = 200')
  expect(await found()).toEqual([`pull ${body.pull_id} says 200, its transfers took 250`])
  await change('charged_hundredths = 250, pulled = 4')
  expect(await found()).toEqual([
    `pull ${body.pull_id} brought 4 people at 50 and charged 250`,
    `pull ${body.pull_id} says 4 people, there are 5 leads of it`,
  ])
  await change('pulled = 5, max_credits_hundredths = 100')
  expect(await found()).toEqual([`pull ${body.pull_id} might cost 100 and charged 250`])
  await change('max_credits_hundredths = null')
})
