import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson } from '../../../../test/people.ts'
import { withWorkspace } from '../../../platform/db/index.ts'
import { addLeads, anEmail } from '../add-leads.test-kit.ts'
import { readLead } from '../reading/read-lead.ts'
import { ageLeads, rescoreWorkspace } from './rescore-leads.ts'

let world: TestWorld
const { signal } = new AbortController()

beforeAll(async () => {
  world = await createTestWorld()
})
afterAll(() => world.dispose())

async function workspaceWithLead() {
  const { workspaceId } = await addPerson(world)
  const [id] = await addLeads(world.db, workspaceId, [{ email: anEmail(), industry: 'Software' }])
  if (!id) throw new Error('Nothing was stored')
  return { workspaceId, id, read: () => withWorkspace(world.db, workspaceId, (tx) => readLead(tx, id)) }
}

const pointsOf = (lead: { score_factors: { factor: string; points: number }[] }, factor: string) =>
  lead.score_factors.find((one) => one.factor === factor)?.points

describe('ageing', () => {
  it('takes a point a day, once a day, down to none', async () => {
    const { workspaceId, id, read } = await workspaceWithLead()
    expect(pointsOf(await read(), 'recency')).toBe(20)
    const pass = async (days: number) => {
      await world.db.system.query(
        `update leads set sourced_at = now() - make_interval(days => $2), scored_on = scored_on - 1 where id = $1`,
        [id, days],
      )
      return ageLeads(world.db, signal)
    }
    expect(await pass(1)).toBe(1)
    expect(pointsOf(await read(), 'recency')).toBe(19)
    expect(await ageLeads(world.db, signal)).toBe(0)
    expect(await pass(40)).toBe(1)
    const old = await read()
    expect(pointsOf(old, 'recency')).toBe(0)
    expect(old.score_factors.reduce((sum, { points }) => sum + points, 0)).toBe(old.score)
    expect(await pass(41)).toBe(0)
    const { rows } = await world.db.system.query(
      `select payload from events where workspace_id = $1 and payload -> 'changed' = '["score"]'`,
      [workspaceId],
    )
    expect(rows[0].payload).toEqual({ ids: [], count: 1, changed: ['score'] })
  })
})

describe('priority industries', () => {
  it('count once they are chosen, also in what is listed', async () => {
    const { workspaceId, id, read } = await workspaceWithLead()
    const before = await read()
    await owner(`insert into partners (workspace_id, status, company) values ($1, 'approved', 'P')`, [
      workspaceId,
    ])
    await withWorkspace(world.db, workspaceId, (tx) =>
      sql`select list_leads(array[${id}::uuid], 1000, 1, null)`.execute(tx),
    )
    await owner('update workspaces set priority_industries = $2 where id = $1', [
      workspaceId,
      [before.industry?.toLowerCase()],
    ])
    expect(await rescoreWorkspace(world.db, workspaceId, signal)).toBe(1)
    const after = await read()
    expect(after.score).toBe(before.score + 10)
    expect(await owner('select score from listings where lead_id = $1', [id])).toEqual([
      { score: after.score },
    ])
    expect(await rescoreWorkspace(world.db, workspaceId, signal)).toBe(0)
  })
})

async function owner(text: string, values: unknown[]) {
  const client = new pg.Client({ connectionString: world.ownerUrl })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}
