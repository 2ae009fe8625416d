import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../test/harness/index.ts'
import { withSystem, withWorkspace } from '../../platform/db/index.ts'
import { appendEvent } from './append-event.ts'
import { sweepEvents } from './sweep-events.ts'

const WORKSPACE = '01900000-0000-7000-8000-00000000000a'
let world: TestWorld
beforeAll(async () => {
  world = await createTestWorld()
})
afterAll(() => world?.dispose())

it('forgets events after thirty days, and no other', async () => {
  await world.db.system.query(
    `insert into events (workspace_id, type, created_at)
     select $1, 'old', now() - interval '31 days' from generate_series(1, 50)`,
    [WORKSPACE],
  )
  await withWorkspace(world.db, WORKSPACE, (tx) => appendEvent(tx, { workspaceId: WORKSPACE, type: 'new' }))
  expect(await withSystem(world.db, sweepEvents)).toBe(false)
  const { rows } = await world.db.system.query('select type from events')
  expect(rows).toEqual([{ type: 'new' }])
})

it('leaves out the ids of a change of very many rows, and keeps their count', async () => {
  const ids = Array.from({ length: 1_001 }, () => crypto.randomUUID())
  await withWorkspace(world.db, WORKSPACE, (tx) =>
    appendEvent(tx, { workspaceId: WORKSPACE, type: 'many', payload: { ids } }),
  )
  const { rows } = await world.db.system.query(`select payload from events where type = 'many'`)
  expect(rows).toEqual([{ payload: { count: 1_001 } }])
})
