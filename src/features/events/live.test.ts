import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../test/harness/index.ts'
import { type Ear, listen } from '../../../test/listen.ts'
import { addKey, addMember, addPerson, type Person } from '../../../test/people.ts'
import { withWorkspace } from '../../platform/db/index.ts'
import { appendEvent } from './append-event.ts'

let world: TestWorld
let app: TestApp
let owner: Person
const ears: Ear[] = []

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  owner = await addPerson(world, { name: 'Olga' })
})
afterAll(async () => {
  for (const ear of ears) ear.close()
  await world?.dispose()
})

async function open(headers: Record<string, string> = { Cookie: owner.cookie }, query = ''): Promise<Ear> {
  const ear = await listen(`${app.url}/api/live${query}`, headers)
  ears.push(ear)
  if (ear.status === 200) await ear.until((events) => events.length > 0)
  return ear
}

function tell(n: number, workspaceId = owner.workspaceId): Promise<void> {
  return withWorkspace(world.db, workspaceId, (tx) =>
    appendEvent(tx, { workspaceId, type: 'lead.updated', payload: { ids: [], n } }),
  )
}

const numbers = (ear: Ear) => ear.events.flatMap(({ data }) => (typeof data.n === 'number' ? [data.n] : []))
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n)

describe('the live stream', () => {
  it('says it is ready, then what happens, in the shape of events', async () => {
    const ear = await open()
    expect(ear.events[0]).toMatchObject({ event: 'ready', id: expect.stringMatching(/^\d+-\d+$/) })
    await tell(7)
    await ear.until((events) => events.length === 2)
    expect(ear.events[1]).toEqual({
      id: expect.stringMatching(/^\d+-\d+$/),
      event: 'lead.updated',
      data: { type: 'lead.updated', at: expect.any(String), ids: [], count: 0, n: 7 },
    })
    ear.close()
  })

  it('resumes behind the last event, by header or query, without gap or repeat', async () => {
    const first = await open()
    await tell(0)
    await first.until((events) => events.length === 2)
    first.close()
    for (const n of [1, 2, 3]) await tell(n)
    const last = first.events.at(-1)?.id ?? ''
    const byHeader = await open({ Cookie: owner.cookie, 'Last-Event-ID': last })
    const byQuery = await open({ Cookie: owner.cookie }, `?last_event_id=${last}`)
    await tell(4)
    for (const ear of [byHeader, byQuery]) {
      await ear.until((events) => events.length === 5)
      expect(numbers(ear)).toEqual([1, 2, 3, 4])
      ear.close()
    }
    const fromReady = await open({ Cookie: owner.cookie, 'Last-Event-ID': first.events[0]?.id ?? '' })
    await fromReady.until((events) => events.length === 6)
    expect(numbers(fromReady)).toEqual([0, 1, 2, 3, 4])
    fromReady.close()
  })

  it('tells each event once to readers that come and go while writers commit out of order', async () => {
    const writers = await addPerson(world, { name: 'Wren' })
    const total = 120
    const heard: number[] = []
    let isDone = false
    let ready = () => {}
    const isConnected = new Promise<void>((resolve) => {
      ready = resolve
    })
    const reader = (async () => {
      let last = (await open({ Cookie: writers.cookie })).events[0]?.id ?? ''
      ready()
      while (!isDone || heard.length < total) {
        const ear = await open({ Cookie: writers.cookie, 'Last-Event-ID': last })
        await Promise.race([ear.until(() => heard.length + numbers(ear).length >= total), sleep(60)])
        ear.close()
        await ear.ended
        heard.push(...numbers(ear))
        last = ear.events.at(-1)?.id ?? last
      }
    })()
    await isConnected
    await Promise.all(
      upTo(6).map(async (lane) => {
        for (const n of upTo(total / 6)) {
          const workspaceId = writers.workspaceId
          await withWorkspace(world.db, workspaceId, async (tx) => {
            await appendEvent(tx, { workspaceId, type: 'lead.updated', payload: { n: lane * 100 + n } })
            // an event of a lower id may so be committed long after one of a higher
            await sleep((lane * n * 7) % 25)
          })
        }
      }),
    )
    isDone = true
    await reader
    expect(heard.length).toBe(total)
    expect(new Set(heard).size).toBe(total)
  })

  it("carries nothing of another workspace, also when asked to resume from another's place", async () => {
    const stranger = await addPerson(world, { name: 'Stan' })
    const mine = await open()
    const theirs = await open({ Cookie: stranger.cookie, 'Last-Event-ID': mine.events[0]?.id ?? '' })
    await tell(1)
    await tell(2, stranger.workspaceId)
    await theirs.until((events) => events.length >= 2)
    await mine.until((events) => events.length >= 2)
    expect(numbers(theirs)).toEqual([2])
    expect(numbers(mine)).toEqual([1])
    for (const ear of [mine, theirs]) ear.close()
  })

  it('says resync when too much was missed, and goes on from there', async () => {
    const busy = await addPerson(world, { name: 'Bea' })
    const ear = await open({ Cookie: busy.cookie })
    ear.close()
    await world.db.system.query(
      `insert into events (workspace_id, type, payload)
       select $1, 'lead.updated', jsonb_build_object('n', n) from generate_series(1, 1001) n`,
      [busy.workspaceId],
    )
    // Another test's open transaction on the same server holds the log back for a moment.
    for (;;) {
      const { rows } = await world.db.system.query(
        'select count(*)::int as n from events where workspace_id = $1 and xid < pg_snapshot_xmin(pg_current_snapshot())',
        [busy.workspaceId],
      )
      if (rows[0].n >= 1001) break
    }
    const later = await open({ Cookie: busy.cookie, 'Last-Event-ID': ear.events[0]?.id ?? '' })
    expect(later.events.map(({ event }) => event)).toEqual(['resync'])
    await tell(5, busy.workspaceId)
    await later.until((events) => events.length >= 2)
    expect(numbers(later)).toEqual([5])
    later.close()
  })

  it('keeps an event addressed to one person from the others', async () => {
    const guest = await addPerson(world, { name: 'Gil' })
    await addMember(world, owner.workspaceId, guest.id, 'member')
    const mine = await open()
    const theirs = await open({ Cookie: guest.cookie, 'X-Workspace-Id': owner.workspaceId })
    const { workspaceId } = owner
    await withWorkspace(world.db, workspaceId, (tx) =>
      appendEvent(tx, { workspaceId, type: 'note', payload: { user_id: owner.id, n: 1 } }),
    )
    await tell(2)
    for (const ear of [mine, theirs]) await ear.until((events) => events.at(-1)?.data.n === 2)
    expect(numbers(mine)).toEqual([1, 2])
    expect(numbers(theirs)).toEqual([2])
    for (const ear of [mine, theirs]) ear.close()
  })

  it('refuses strangers, keys that may not read, and places that are none', async () => {
    const writes = await addKey(world, owner.workspaceId, ['write'])
    expect((await open({})).status).toBe(401)
    expect((await open({ Authorization: 'Bearer assay_nonsense' })).status).toBe(401)
    expect((await open({ Authorization: `Bearer ${writes}` })).status).toBe(403)
    expect((await open({ Cookie: owner.cookie, 'Last-Event-ID': 'x' })).status).toBe(422)
    expect((await open({ Cookie: owner.cookie }, '?last_event_id=1;drop')).status).toBe(422)
  })

  it('ends soon after the session, the membership or the key has', async () => {
    const guest = await addPerson(world, { name: 'Gus' })
    await addMember(world, owner.workspaceId, guest.id, 'member')
    const key = await addKey(world, owner.workspaceId, ['read'])
    const leaver = await addPerson(world, { name: 'Lea' })
    const asGuest = await open({ Cookie: guest.cookie, 'X-Workspace-Id': owner.workspaceId })
    const byKey = await open({ Authorization: `Bearer ${key}` })
    const asLeaver = await open({ Cookie: leaver.cookie })
    const stays = await open()
    await world.db.system.query('delete from members where user_id = $1 and workspace_id = $2', [
      guest.id,
      owner.workspaceId,
    ])
    await world.db.system.query('update api_keys set revoked_at = now() where workspace_id = $1', [
      owner.workspaceId,
    ])
    await world.db.system.query('delete from auth.session where user_id = $1', [leaver.id])
    await Promise.all([asGuest.ended, byKey.ended, asLeaver.ended])
    await tell(9)
    await stays.until((events) => events.at(-1)?.data.n === 9)
    stays.close()
  })
})

describe('shutdown', () => {
  it('ends every stream', async () => {
    const own = await createTestWorld()
    const running = await own.startApp()
    const person = await addPerson(own, { name: 'Sue' })
    const ear = await listen(`${running.url}/api/live`, { Cookie: person.cookie })
    await ear.until((events) => events.length > 0)
    const disposed = own.dispose()
    await ear.ended
    await disposed
    expect(ear.events[0]?.event).toBe('ready')
  })
})
