import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addKey, type Person } from '../../../../test/people.ts'
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

const take = (limit: number, more: object = {}, key?: string) =>
  world.search(buyer, { action: 'pull', filters: {}, limit, ...more }, key)

describe('a pull', () => {
  it('turns people into leads and charges for them', async () => {
    const { status, body } = await take(3, { filters: { seniorities: ['director'] }, tags: ['West', 'Q4'] })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ...{
        action: 'pull',
        status: 'finished',
        pulled: 3,
        duplicates_skipped: 0,
        ended_by: null,
        failure: null,
      },
      ...{ credits_charged: 1.5, balance: 18.5, import_id: body.pull_id },
    })
    expect(body.leads).toHaveLength(3)
    expect(await world.balance(buyer)).toBe(18.5)
    const { rows } = await world.db.system.query(
      'select * from leads where workspace_id = $1 order by email',
      [buyer.workspaceId],
    )
    expect(rows[0]).toMatchObject({
      ...{
        source: 'audience',
        import_id: body.pull_id,
        tags: ['West', 'Q4'],
        original: { industry: 'Software Development' },
      },
      ...{ email: 'person0@acme0.com', email_status: 'valid', first_name: 'Zara', last_name: 'Qvist0' },
      ...{ job_title: 'Sales Director', seniority: 'director', department: 'sales', company_size: '11-50' },
      ...{ company_name: 'Acme 0', company_domain: 'acme0.com', industry: 'Software' },
      ...{ city: 'Oakland', state: 'CA', country: 'US', postal_code: '94601', revenue: 5_000_000 },
      custom: { naics: '5112', seen_on: '2026-11-01' },
    })
    expect((await world.get(buyer, `/api/audience/pulls/${body.pull_id}`)).body).toMatchObject({
      ...{ id: body.pull_id, status: 'finished', wanted: 3, pulled: 3, credits_charged: 1.5 },
      ...{ filters: { seniorities: ['director'] }, tags: ['West', 'Q4'], segment_id: null, standing: false },
      actor: { id: buyer.id, name: 'Berta' },
    })
  })

  it('goes on where the one before ended, until nobody is left, and costs what it brought', async () => {
    buyer = await world.buyer(31)
    const seen: string[] = []
    for (const [limit, pulled, endedBy] of [
      ...([[25, 25, null] as const, [30, 30, null] as const] as const),
      ...([[10, 5, 'no_more_people'] as const, [10, 0, 'no_more_people'] as const] as const),
    ] as const) {
      const { body } = await take(limit)
      expect(body).toMatchObject({ pulled, ended_by: endedBy, credits_charged: pulled / 2 })
      seen.push(...body.leads.map(({ email }: { email: string }) => email))
    }
    expect(new Set(seen).size).toBe(60)
  })

  it('never takes more than it was asked for, whatever the provider answers', async () => {
    world.provider.faults = { tooMany: true }
    expect((await take(4)).body).toMatchObject({ pulled: 4, credits_charged: 2 })
    world.provider.faults = {}
    expect(await world.leads(buyer)).toBe(4)
  })

  it('happens once for an Idempotency-Key', async () => {
    const key = randomUUID()
    const answers = await Promise.all([1, 2, 3, 4].map(() => take(5, {}, key)))
    const [first] = answers
    for (const answer of answers) expect(answer.body).toEqual(first?.body)
    expect((await take(5, {}, key)).body).toEqual(first?.body)
    expect(await world.leads(buyer)).toBe(5)
    expect((await take(6, {}, key)).status).toBe(409)
    expect((await take(5, {}, ' ')).status).toBe(422)
    const { rows } = await world.db.system.query(`select answer::text from idempotency_keys where key = $1`, [
      key,
    ])
    expect(rows[0].answer).not.toMatch(/qvist|acme/i)
  })

  it('does not pay again for a lead that was deleted, and never for who is suppressed', async () => {
    const { body } = await take(2)
    const [again, never] = body.leads as { id: string; email: string }[]
    await withWorkspace(world.db, buyer.workspaceId, async (tx) => {
      await sql`
        insert into suppressions (workspace_id, identity, reason)
        select workspace_id, identity, 'asked' from lead_identities where lead_id = ${never?.id}`.execute(tx)
      await sql`delete from lead_identities where lead_id in (${again?.id}, ${never?.id})`.execute(tx)
      await sql`delete from leads where id in (${again?.id}, ${never?.id})`.execute(tx)
    })
    const next = await take(3)
    expect(next.body).toMatchObject({ pulled: 3, credits_charged: 1, balance: 18 })
    const { body: pull } = await world.get(buyer, `/api/audience/pulls/${next.body.pull_id}`)
    expect(pull).toMatchObject({ suppressed: 1 })
    const { rows } = await world.db.system.query('select email from leads where workspace_id = $1', [
      buyer.workspaceId,
    ])
    expect(rows.map(({ email }) => email)).toContain(again?.email)
    expect(rows.map(({ email }) => email)).not.toContain(never?.email)
  })

  it('leaves out whom nobody could reach', async () => {
    const [mute, ...others] = world.provider.people
    const nothing = { email: null, linkedin_url: null }
    world.provider.people = [{ ...(mute as (typeof others)[0]), ...nothing }, ...others]
    const { body } = await take(3)
    expect(body).toMatchObject({ pulled: 3, credits_charged: 1.5, ended_by: null })
    const { body: pull } = await world.get(buyer, `/api/audience/pulls/${body.pull_id}`)
    expect(pull.unreachable).toBeGreaterThan(0)
  })
})

describe("another workspace's pull", () => {
  it('is not there', async () => {
    const { body } = await take(2)
    const stranger = await world.buyer(5)
    const path = `/api/audience/pulls/${body.pull_id}`
    expect((await world.get(stranger, path)).status).toBe(404)
    expect((await world.get(stranger, '/api/audience/pulls')).body).toEqual({ data: [], next_cursor: null })
    expect((await world.get(buyer, `/api/audience/pulls?segment_id=${randomUUID()}`)).body.data).toEqual([])
    expect((await world.get(buyer, '/api/audience/pulls?segment_id=none')).status).toBe(422)
    const cancel = (cookie?: string) =>
      world.app.client.request('POST', `${path}/cancellation`, {
        ...{ ...(cookie ? { cookie } : {}), headers: { origin: world.app.client.url } },
      })
    expect((await cancel(stranger.cookie)).status).toBe(404)
    expect((await cancel()).status).toBe(401)
    expect((await cancel(buyer.cookie)).status).toBe(409)
    const { rows } = await world.db.system.query(
      `select count(*)::int as n from events where workspace_id <> $1 and payload ->> 'pull_id' = $2`,
      [buyer.workspaceId, body.pull_id],
    )
    expect(rows[0].n).toBe(0)
  })

  it('is listed a page at a time, and needs the scope to read', async () => {
    for (const limit of [1, 2, 3]) await take(limit)
    const first = await world.get(buyer, '/api/audience/pulls?limit=2')
    expect(first.body.data.map(({ wanted }: { wanted: number }) => wanted)).toEqual([3, 2])
    const next = await world.get(buyer, `/api/audience/pulls?limit=2&cursor=${first.body.next_cursor}`)
    expect(next.body).toMatchObject({ data: [{ wanted: 1 }], next_cursor: null })
    const key = await addKey(world, buyer.workspaceId, ['write'])
    expect((await world.app.client.request('GET', '/api/audience/pulls', { key })).status).toBe(403)
    expect((await world.app.client.request('GET', '/api/audience/pulls')).status).toBe(401)
  })
})
