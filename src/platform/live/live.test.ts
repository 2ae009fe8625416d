import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../test/harness/index.ts'
import { openDatabases, withWorkspace } from '../db/index.ts'
import { follow } from './follow.ts'
import { type EventRow, eventId, isAfter, parseEventId, startLive } from './index.ts'
import { readEnd, readTail } from './read-tail.ts'

const A = '01900000-0000-7000-8000-00000000000a'
const B = '01900000-0000-7000-8000-00000000000b'

let world: TestWorld
beforeAll(async () => {
  world = await createTestWorld()
})
afterAll(() => world.dispose())

async function writer() {
  const client = new pg.Client({ connectionString: world.ownerUrl })
  await client.connect()
  return {
    begin: () => client.query('begin'),
    add: (type: string, workspaceId = A) =>
      client.query('insert into events (workspace_id, type) values ($1, $2)', [workspaceId, type]),
    commit: () => client.query('commit'),
    rollback: () => client.query('rollback'),
    end: () => client.end(),
  }
}

/**
 * What the tail gives once it is not held back: a transaction of another test, in another database of the same
 * server, holds it back too.
 */
async function readFreely(from: Awaited<ReturnType<typeof readEnd>>, limit: number) {
  for (;;) {
    const read = await readTail(world.db.system, from, limit)
    if (!read.isHeldBack) return read.events
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function until(condition: () => boolean) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('the reader of the event log', () => {
  it('still sees an event with a lower id that commits late', async () => {
    const [early, late] = [await writer(), await writer()]
    const start = await readEnd(world.db.system)
    await early.begin()
    await early.add('lower id, late commit')
    await late.begin()
    await late.add('higher id, early commit')
    await late.commit()
    const held = await readTail(world.db.system, start, 100)
    expect(held).toEqual({ events: [], isHeldBack: true })
    await early.commit()
    const events = await readFreely(start, 100)
    expect(events.map((event) => event.type)).toEqual(['lower id, late commit', 'higher id, early commit'])
    await Promise.all([early.end(), late.end()])
  })

  it('sees every committed event exactly once, in order, while writers commit out of order', async () => {
    const seen: EventRow[] = []
    const follower = await follow({
      system: world.db.system,
      onEvents: (events) => seen.push(...events),
      log: world.log,
    })
    const committed: string[] = []
    const write = async (n: number) => {
      const client = await writer()
      for (let round = 0; round < 40; round++) {
        const name = `storm ${n}.${round}`
        await client.begin()
        await client.add(name)
        // A pseudo-random pause between insert and commit mixes the order of ids and commits.
        await new Promise((resolve) => setTimeout(resolve, (n * 7 + round * 13) % 11))
        if ((n + round) % 5 === 0) await client.rollback()
        else {
          await client.commit()
          committed.push(name)
        }
        follower.wake()
      }
      await client.end()
    }
    await Promise.all(Array.from({ length: 8 }, (_, n) => write(n)))
    const storm = () => seen.filter((event) => event.type.startsWith('storm'))
    await until(() => storm().length >= committed.length)
    await follower.stop()
    expect(
      storm()
        .map((event) => event.type)
        .sort(),
    ).toEqual(committed.sort())
    expect(seen.every((event, index) => index === 0 || isAfter(event, seen[index - 1] as EventRow))).toBe(
      true,
    )
  })

  it('goes on where it stopped', async () => {
    const first: EventRow[] = []
    const start = await readEnd(world.db.system)
    const client = await writer()
    await client.add('one')
    await client.add('two')
    first.push(...(await readFreely(start, 100)).slice(0, 1))
    const position = parseEventId(eventId(first[0] as EventRow))
    expect(position).not.toBeNull()
    const events = await readFreely(position ?? start, 100)
    expect([...first, ...events].map((event) => event.type)).toEqual(['one', 'two'])
    await client.end()
  })
})

describe('live', () => {
  it('hands a committed event to its workspace only, and to other processes on the same database', async () => {
    const other = await openDatabases({ ownerUrl: world.ownerUrl, poolSize: 4, log: world.log })
    const here = await startLive(world.db, world.log)
    const there = await startLive(other, world.log)
    const seen: string[] = []
    here.subscribe(A, (events) => seen.push(...events.map(({ type }) => `here ${type}`)))
    there.subscribe(A, (events) => seen.push(...events.map(({ type }) => `there ${type}`)))
    here.subscribe(B, (events) => seen.push(...events.map(({ type }) => `stranger ${type}`)))
    await withWorkspace(world.db, A, (tx) =>
      tx.insertInto('events').values({ workspace_id: A, type: 'bell' }).execute(),
    )
    await until(() => seen.length >= 2)
    await Promise.all([here.stop(), there.stop()])
    await other.close()
    expect(seen.sort()).toEqual(['here bell', 'there bell'])
  })
})

describe('event ids', () => {
  it('are read back, and nothing else is', () => {
    expect(parseEventId('123-45')).toEqual({ xid: '123', id: 45 })
    for (const text of ['', '1', '1-', '-1', '1-2-3', "1-2'", '1.5-2']) expect(parseEventId(text)).toBeNull()
  })

  it('order by transaction, then id, also beyond 2^53', () => {
    expect(isAfter({ xid: '9007199254740993', id: 1 }, { xid: '9007199254740992', id: 9 })).toBe(true)
    expect(isAfter({ xid: '5', id: 2 }, { xid: '5', id: 2 })).toBe(false)
  })
})
