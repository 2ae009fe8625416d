import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makePeople } from '../../src/features/audience/providers/memory.test-kit.ts'
import { createPullWorld, type PullWorld } from '../../src/features/audience/pulls/pull-world.test-kit.ts'
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
