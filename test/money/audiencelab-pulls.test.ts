import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type FakeAudienceLab,
  type Fault,
  type Lies,
  startFakeAudienceLab,
} from '../../src/features/audience/providers/audiencelab/fake-audiencelab.test-kit.ts'
import { createAudienceLab } from '../../src/features/audience/providers/audiencelab/index.ts'
import type { AudienceProvider } from '../../src/features/audience/providers/provider.ts'
import { type AudienceApp, serveAudience } from '../audience.ts'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import { giveCredits } from '../market.ts'
import { addPerson, type Person } from '../people.ts'
import { balanceOf, expectRightLedger } from './kit.ts'

let world: TestWorld
let fake: FakeAudienceLab
let app: AudienceApp
let buyer: Person
let current: AudienceProvider

beforeAll(async () => {
  ;[world, fake] = await Promise.all([createTestWorld(), startFakeAudienceLab()])
  // Each test has a provider of its own: it remembers answers, audiences and failures.
  app = await serveAudience(
    world,
    new Proxy({} as AudienceProvider, { get: (_target, name: keyof AudienceProvider) => current[name] }),
  )
  buyer = await addPerson(world, { name: 'Bert' })
  await giveCredits(world, buyer.workspaceId, 10)
})
beforeEach(() => {
  const shutdown = new AbortController().signal
  current = createAudienceLab({
    ...{ apiKey: 'al-test-key-1', apiBase: fake.url, log: world.log, db: world.db, shutdown },
    limits: { retryMs: 1 },
  })
})
afterEach(() => fake.reset())
afterAll(async () => {
  await app?.stop()
  await world?.dispose()
  await fake?.stop()
})

const CALIFORNIA = { states: ['US-CA'] }
const search = (body: object) =>
  app.client.request('POST', '/api/audience/search', {
    ...{ cookie: buyer.cookie, body, idempotencyKey: randomUUID(), headers: { origin: app.client.url } },
  })
const pull = (limit: number, filters: object = CALIFORNIA) => search({ action: 'pull', limit, filters })
const balance = () => balanceOf(world, buyer.workspaceId)
const leads = async () =>
  (await world.db.system.query('select from leads where workspace_id = $1', [buyer.workspaceId])).rowCount

describe('a pull from AudienceLab', () => {
  it.each<[Fault | keyof Lies, RegExp]>([
    [{ kind: 'cut', path: '/audiences/a-' }, /broke the connection/],
    [{ kind: 'status', status: 500, path: '/audiences/a-' }, /failed \(status 500\)/],
    [{ kind: 'not_json', path: '/audiences' }, /not JSON/],
    ['halfPages', /people where page 1 of/],
    ['strangers', /ignored the filters/],
    ['ignoresFilters', /ignored the filters/],
  ])('costs nothing when it goes wrong: %j', async (fault, words) => {
    if (typeof fault === 'string') Object.assign(fake.lies, { [fault]: true })
    else fake.fault = fault
    const { status, body, text } = await pull(5)
    expect([status, body.code]).toEqual([502, 'upstream'])
    expect(body.detail).toMatch(words)
    expect(text).not.toContain('al-test-key')
    expect(await balance()).toBe(10)
    expect(await leads()).toBe(0)
    await expectRightLedger(world)
  })

  it('brings people nobody was charged for before, page after page', async () => {
    const first = await pull(5)
    expect(first.body).toMatchObject({ status: 'finished', pulled: 5, credits_charged: 2.5, balance: 7.5 })
    const second = await pull(5)
    expect(second.body).toMatchObject({ pulled: 5, duplicates_skipped: 0, balance: 5 })
    const emails = [...first.body.leads, ...second.body.leads].map(({ email }) => email)
    expect(new Set(emails).size).toBe(10)
    await expectRightLedger(world)
  })

  it('is shown masked and with its cost, but not how many of them are new', async () => {
    const { body, text } = await search({ action: 'preview', filters: CALIFORNIA })
    expect(body).toMatchObject({ net_new: null, facets: {}, people: 100, credit_cost: 50, can_afford: false })
    expect(body.sample[0]).toMatchObject({ state: 'US-CA' })
    expect(text).not.toMatch(/First\d|Last\d|@/)
    const audience = await app.client.request('GET', '/api/audience', { cookie: buyer.cookie })
    expect(audience.body).toMatchObject({ provider: 'audiencelab', version: { people: null } })
    expect(audience.body.cannot_fields.map(({ field }: { field: string }) => field)).toContain('near')
  })

  it('is refused for a filter AudienceLab cannot do, before anything is asked', async () => {
    const { status, body } = await pull(5, { all: [CALIFORNIA, { verified: true }] })
    expect(status).toBe(422)
    expect(body.errors).toEqual([
      { path: 'filters.all.1.verified', message: 'AudienceLab cannot be searched by it' },
    ])
    expect(fake.calls).toEqual([])
  })
})
