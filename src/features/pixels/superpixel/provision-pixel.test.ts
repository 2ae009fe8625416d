import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson, type Person } from '../../../../test/people.ts'
import {
  type FakeAudienceLab,
  startFakeAudienceLab,
} from '../../audience/providers/audiencelab/fake-audiencelab.test-kit.ts'
import { addPixel, SITE, type TestPixel } from '../ingest/ingest.test-kit.ts'

const SECRET = 'a-secret-of-the-operator'

let world: TestWorld
let app: TestApp
let vendor: FakeAudienceLab
let person: Person
let pixel: TestPixel
beforeAll(async () => {
  vendor = await startFakeAudienceLab(1)
  world = await createTestWorld()
  app = await world.startApp({
    ROLE: 'web',
    AUDIENCELAB_API_KEY: 'al-test-key-1',
    AUDIENCELAB_API_BASE: vendor.url,
    AUDIENCELAB_WEBHOOK_SECRET: SECRET,
  })
})
afterAll(async () => {
  await world.dispose()
  await vendor.stop()
})
beforeEach(async () => {
  vendor.reset()
  person = await addPerson(world)
  pixel = await addPixel(world, person.workspaceId)
})

const provision = () => app.client.request('POST', `/api/pixels/${pixel.id}/superpixel`, person)
const read = async () => (await app.client.request('GET', `/api/pixels/${pixel.id}/superpixel`, person)).body

it('makes the pixel at AudienceLab, once, and takes its events from then on', async () => {
  expect(await read()).toEqual({ available: true, connected: false })
  const answers = await Promise.all(Array.from({ length: 4 }, provision))
  // who comes late finds it made
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status !== 409)).toContain(201)
  expect(statuses.every((status) => status === 201 || status === 409)).toBe(true)
  expect(vendor.calls).toMatchObject([
    {
      ...{ method: 'POST', path: '/pixels', key: 'al-test-key-1' },
      body: {
        websiteName: 'Shop',
        websiteUrl: SITE,
        webhookUrl: expect.stringMatching(/^http.*\/api\/webhooks\/audiencelab\/superpixel$/),
      },
    },
  ])
  expect(await read()).toEqual({ available: true, connected: true })
  expect((await provision()).status).toBe(409)
  expect(vendor.calls).toHaveLength(1)
  const { rows } = await world.db.system.query('select superpixel_id from pixels where id = $1', [pixel.id])
  const received = await app.client.request('POST', '/api/webhooks/audiencelab/superpixel', {
    headers: { 'x-audiencelab-secret': SECRET },
    body: {
      ...{ pixel_id: rows[0].superpixel_id, event: 'page_view', cookie_id: 'c' },
      event_timestamp: Date.now(),
    },
  })
  expect(received.body).toMatchObject({ accepted: 1, unknown: 0 })
})

it.each([
  { fault: { kind: 'status', status: 401 } as const, says: /API key/, calls: 1 },
  { fault: { kind: 'status', status: 500 } as const, says: /status 500/, calls: 1 },
  { fault: { kind: 'shape' } as const, says: /does not describe/, calls: 1 },
])('tells plainly that it failed ($fault), and can be asked again', async ({ fault, says, calls }) => {
  vendor.fault = { ...fault, path: '/pixels' }
  const failed = await provision()
  expect([failed.status, failed.body.detail]).toEqual([502, expect.stringMatching(says)])
  expect(failed.text).not.toContain('al-test-key-1')
  // what may have been made is not made a second time by itself
  expect(vendor.calls).toHaveLength(calls)
  expect(await read()).toEqual({ available: true, connected: false })
  vendor.fault = null
  expect((await provision()).status).toBe(201)
})
