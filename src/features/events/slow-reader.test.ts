import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../test/harness/index.ts'
import { addPerson } from '../../../test/people.ts'

const EVENTS = 600
const EVENT_BYTES = 60_000

let world: TestWorld
let app: TestApp
beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
})
afterAll(() => world?.dispose())

it('cuts off a reader that does not read, instead of keeping all it was told', async () => {
  const owner = await addPerson(world, { name: 'Olga' })
  const { hostname, port } = new URL(app.url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  let heard = ''
  socket.on('data', (piece) => {
    heard += piece.toString('latin1')
  })
  socket.write(`GET /api/live HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${owner.cookie}\r\n\r\n`)
  await expect.poll(() => heard).toContain('event: ready')
  socket.pause()
  for (let n = 0; n < EVENTS; n += 100) {
    await world.db.system.query(
      `insert into events (workspace_id, type, payload)
       select $1, 'big', jsonb_build_object('text', repeat('x', $2)) from generate_series(1, 100)`,
      [owner.workspaceId, EVENT_BYTES],
    )
    world.db.wake()
    await sleep(200)
  }
  const closed = new Promise((resolve) => socket.on('close', resolve))
  socket.resume()
  await closed
  expect(heard.split('event: big').length - 1).toBeLessThan(EVENTS)
})
