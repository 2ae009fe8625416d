import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makePeople } from '../../src/features/audience/providers/memory.test-kit.ts'
import { createPullWorld, type PullWorld } from '../../src/features/audience/pulls/pull-world.test-kit.ts'
import { withWorkspace } from '../../src/platform/db/index.ts'
import { asOwner } from '../harness/as-owner.ts'
import { addMember, addPerson, type Person } from '../people.ts'
import { expectRightLedger } from './kit.ts'

const MEMBERS = 8

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

/** Starts a pull as large as a job and does it; answers it. */
async function job(who: Person, limit: number) {
  const { body } = await world.pull(who, limit)
  await world.run(who, body.pull_id)
  return pullOf(who, body.pull_id)
}

async function pullOf(who: Person, id: string) {
  return (await world.get(who, `/api/audience/pulls/${id}`)).body
}

const emails = async (who: Person) => {
  const { rows } = await world.db.system.query('select email from leads where workspace_id = $1', [
    who.workspaceId,
  ])
  return rows.map(({ email }) => email as string)
}

describe('pulls at once', () => {
  it('of one workspace pay once for a person, and all get what they asked for', async () => {
    const colleagues = await Promise.all(
      Array.from({ length: MEMBERS }, async (_, n) => {
        const person = await addPerson(world, { name: `Member ${n}` })
        await addMember(world, buyer.workspaceId, person.id, 'admin')
        return { ...person, workspaceId: buyer.workspaceId }
      }),
    )
    const answers = await Promise.all(colleagues.map((who) => world.pull(who, 60)))
    for (const { body } of answers) {
      expect(body).toMatchObject({ status: 'finished', pulled: 60, credits_charged: 30, ended_by: null })
    }
    const had = await emails(buyer)
    expect(new Set(had).size).toBe(had.length)
    expect(had).toHaveLength(MEMBERS * 60)
    expect(await world.balance(buyer)).toBe(300 - MEMBERS * 30)
  })

  it('of two workspaces do not hinder each other', async () => {
    const other = await world.buyer(300)
    const pulls = await Promise.all([buyer, other, buyer, other].map((who) => job(who, 250)))
    for (const pull of pulls) expect(pull).toMatchObject({ status: 'finished', pulled: 250 })
    for (const who of [buyer, other]) {
      expect(await world.leads(who)).toBe(500)
      expect(await world.balance(who)).toBe(50)
    }
  })

  it('stop where the wallet does, to the last person', async () => {
    const poor = await world.buyer(100.25)
    const answers = await Promise.allSettled(Array.from({ length: MEMBERS }, () => world.pull(poor, 60)))
    const pulled = answers.map((one) => (one.status === 'fulfilled' ? one.value.body.pulled : 0))
    expect(pulled.reduce((sum, n) => sum + n, 0)).toBe(200)
    expect(await world.leads(poor)).toBe(200)
    expect(await world.balance(poor)).toBe(0.25)
  })

  it('stop where the month does', async () => {
    await world.guard(buyer, 50, null)
    await Promise.allSettled(Array.from({ length: MEMBERS }, () => world.pull(buyer, 40)))
    expect(await world.leads(buyer)).toBe(100)
    expect(await world.balance(buyer)).toBe(250)
  })

  it('leave nothing for the last ones when people run out', async () => {
    world.provider.people = makePeople(130)
    const answers = await Promise.all(Array.from({ length: 4 }, () => world.pull(buyer, 50)))
    expect(answers.reduce((sum, { body }) => sum + body.pulled, 0)).toBe(130)
    expect(await world.balance(buyer)).toBe(235)
  })
})

describe('a job', () => {
  it('of two workers is done once', async () => {
    const { body } = await world.pull(buyer, 500)
    await Promise.all([1, 2, 3].map(() => world.run(buyer, body.pull_id)))
    expect(await pullOf(buyer, body.pull_id)).toMatchObject({
      ...{ status: 'finished', pulled: 500, duplicates_skipped: 0, credits_charged: 250 },
    })
  })

  it('tells how far it is, and stops when it is cancelled with what came', async () => {
    world.provider.people = makePeople(3_000)
    await sql`select grant_credits(${(await addPerson(world, { operator: true })).id}, ${buyer.workspaceId}, 200000, 'test', 'k', '\\x00')`.execute(
      world.db.systemDb,
    )
    const { body } = await world.pull(buyer, 2_000)
    const running = world.run(buyer, body.pull_id)
    while ((await pullOf(buyer, body.pull_id)).pulled === 0) await sleep(5)
    const cancelled = await world.app.client.request(
      'POST',
      `/api/audience/pulls/${body.pull_id}/cancellation`,
      {
        ...{ cookie: buyer.cookie, headers: { origin: world.app.client.url } },
      },
    )
    await running
    const pull = await pullOf(buyer, body.pull_id)
    expect(cancelled.status).toBe(200)
    expect(pull).toMatchObject({ status: 'cancelled', pulled: cancelled.body.pulled })
    expect(await world.leads(buyer)).toBe(pull.pulled)
    const { rows } = await world.db.system.query(
      `select distinct type from events where payload ->> 'pull_id' = $1 order by type desc`,
      [body.pull_id],
    )
    expect(rows.map(({ type }) => type)).toEqual(['pull.progressed', 'pull.cancelled'])
  })
})

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
