import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadFiles, writeSample } from '../../src/features/audience/index.ts'
import { type LocalAudience, localAudience } from '../../src/features/audience/local/local-audience.ts'
import { runPull } from '../../src/features/audience/pulls/run-pull.ts'
import { startPull } from '../../src/features/audience/pulls/start-pull.ts'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import { giveCredits } from '../market.ts'
import { addPerson, type Person } from '../people.ts'
import { balanceOf, expectRightLedger } from './kit.ts'

const MEMBERS = 4

let world: TestWorld
let dataDir: string
let audience: LocalAudience
let buyer: Person

beforeAll(async () => {
  world = await createTestWorld()
  dataDir = await mkdtemp(join(tmpdir(), 'assay-pulls-'))
  audience = localAudience(world.db, dataDir)
  const file = join(dataDir, 'people.parquet')
  await writeSample({ rows: 2_000, seed: 7, until: '2026-11-01' }, file)
  const signal = new AbortController().signal
  const version = await loadFiles({
    ...{ db: world.db, dataDir, log: world.log, paths: [file], signal, onProgress: () => {} },
  })
  expect(version?.status).toBe('ready')
  buyer = await addPerson(world)
  await giveCredits(world, buyer.workspaceId, 1_000)
})
afterAll(async () => {
  await audience?.close()
  await world?.dispose()
  await rm(dataDir, { recursive: true, force: true })
})

it('loaded people are pulled by members at once, each person once, until nobody is left', async () => {
  const { workspaceId } = buyer
  const filters = { countries: ['US'] }
  const query = { filter: filters, workspaceId }
  const { count } = await audience.count(query)
  const pull = (limit: number) =>
    startPull(world.db, audience, { workspaceId, actorId: buyer.id, filters, limit, once: null })
  const small = await Promise.all(Array.from({ length: MEMBERS }, () => pull(60)))
  for (const { body } of small)
    expect(body).toMatchObject({ pulled: 60, credits_charged: 30, ended_by: null })
  expect(await audience.count(query)).toMatchObject({ count, net_new: count - MEMBERS * 60 })

  const jobs = await Promise.all([pull(2_000), pull(2_000)])
  await Promise.all(
    jobs.map(({ body }) => runPull(world.db, audience, { workspaceId, pullId: body.pull_id })),
  )
  const { rows } = await world.db.system.query(
    `select count(*)::int as leads, count(distinct dedup_hash)::int as people,
       (select sum(pulled)::int from pulls) as pulled, (select array_agg(distinct ended_by) from pulls where wanted > 100) as ended
     from leads where workspace_id = $1`,
    [workspaceId],
  )
  const [{ leads, people, pulled, ended }] = rows
  expect(ended).toEqual(['no_more_people'])
  expect(people).toBe(leads)
  expect(pulled).toBe(leads)
  // who cannot be reached becomes no lead, and is not loaded
  expect(leads).toBe(count)
  expect(await audience.count(query)).toMatchObject({ net_new: 0 })
  expect(await balanceOf(world, workspaceId)).toBe(1_000 - leads / 2)
  await expectRightLedger(world)
})
