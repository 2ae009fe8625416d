import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../test/harness/index.ts'
import { withSystem, withWorkspace } from './index.ts'

const A = '01900000-0000-7000-8000-00000000000a'
const B = '01900000-0000-7000-8000-00000000000b'

let world: TestWorld
beforeAll(async () => {
  world = await createTestWorld()
})
afterAll(() => world.dispose())

function addEvent(workspaceId: string) {
  return withWorkspace(world.db, workspaceId, (tx) =>
    sql`insert into events (workspace_id, type) values (${workspaceId}, 'test')`.execute(tx),
  )
}

describe('withWorkspace', () => {
  it('shows the rows of its workspace and of no other', async () => {
    await addEvent(A)
    await addEvent(B)
    const seen = await withWorkspace(world.db, A, (tx) =>
      sql<{ workspace_id: string }>`select distinct workspace_id from events`.execute(tx),
    )
    expect(seen.rows).toEqual([{ workspace_id: A }])
  })

  it('cannot write into another workspace', async () => {
    const write = withWorkspace(world.db, A, (tx) =>
      sql`insert into events (workspace_id, type) values (${B}, 'test')`.execute(tx),
    )
    await expect(write).rejects.toThrow(/row-level security/)
  })

  it('leaves no workspace behind on the connection', async () => {
    await withWorkspace(world.db, A, async () => {})
    const { rows } = await world.db.app.query("select current_setting('app.workspace_id', true) as id")
    expect(rows[0].id ?? '').toBe('')
    expect((await world.db.app.query('select * from events')).rows).toEqual([])
  })

  it('takes nothing but a UUID', () => {
    expect(() => withWorkspace(world.db, `${A}'; drop table events; --`, async () => {})).toThrow(TypeError)
  })

  it('rolls back on an error, and when the work hid one', async () => {
    const before = await withSystem(world.db, countEvents)
    await expect(
      withWorkspace(world.db, A, async (tx) => {
        await sql`insert into events (workspace_id, type) values (${A}, 'lost')`.execute(tx)
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    await expect(
      withWorkspace(world.db, A, async (tx) => {
        await sql`insert into events (workspace_id, type) values (${A}, 'lost')`.execute(tx)
        await sql`select 1 / 0`.execute(tx).catch(() => {})
      }),
    ).rejects.toThrow(/aborted/)
    expect(await withSystem(world.db, countEvents)).toBe(before)
  })

  it('reads bigint as a number', async () => {
    expect(typeof (await withSystem(world.db, countEvents))).toBe('number')
  })
})

async function countEvents(tx: Parameters<Parameters<typeof withSystem>[1]>[0]) {
  const { rows } = await sql<{ count: number }>`select count(*) as count from events`.execute(tx)
  return rows[0]?.count
}
