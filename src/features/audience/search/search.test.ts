import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { until } from '../../../../test/money/pay-world.ts'
import { addKey, type Person } from '../../../../test/people.ts'
import { makePeople } from '../providers/memory.test-kit.ts'
import { createPullWorld, type PullWorld } from '../pulls/pull-world.test-kit.ts'

let world: PullWorld
let buyer: Person

beforeAll(async () => {
  world = await createPullWorld(makePeople(300))
})
beforeEach(async () => {
  world.provider.faults = {}
  buyer = await world.buyer(20)
})
afterAll(() => world?.dispose())

const preview = (filters: unknown, more: object = {}) =>
  world.search(buyer, { action: 'preview', filters, ...more })

it('counts, tells what a pull would cost and shows people without saying who they are', async () => {
  const { status, body, text } = await preview({ seniorities: ['director'] }, { limit: 30 })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    ...{ action: 'preview', count: 150, net_new: 150, people: 30, version: { id: 'memory', people: 300 } },
    ...{ credit_cost_per_lead: 0.5, credit_cost: 15, can_afford: true, balance: 20, confirm_above: null },
    facets: { seniorities: [{ value: 'director', count: 150 }] },
  })
  expect(body.sample).toHaveLength(25)
  expect(body.sample[0]).toEqual({
    ...{ initials: 'ZQ', job_title: 'Sales Director', seniority: 'director', department: 'sales' },
    ...{ industry: 'Software Development', company_size: '11-50' },
    ...{ city: 'Oakland', state: 'US-CA', country: 'US' },
    ...{ has_email: true, has_phone: false, has_linkedin: true, verified: true, seen_on: '2026-11-01' },
  })
  expect(text).not.toMatch(/qvist|acme|@|linkedin\.com/i)
})

it('does not tell the employer that somebody wrote into the title', async () => {
  const [person] = makePeople(1, 'teller')
  const told = ['CEO at Acme 0', 'Head of Sales @Acme 0', "Acme 0's founder", 'Mr Qvist0']
  const { people } = world.provider
  world.provider.people = told.map((job_title) => ({ ...(person as (typeof people)[0]), job_title }))
  const { body, text } = await preview({})
  expect(body.sample.map((one: { job_title: string }) => one.job_title)).toEqual([
    ...['CEO', 'Head of Sales', null, null],
  ])
  expect(text).not.toMatch(/qvist|acme/i)
  world.provider.people = people
})

it('says what one cannot afford, and what has to be confirmed', async () => {
  const { body } = await preview({}, { limit: 41 })
  expect(body).toMatchObject({ people: 41, credit_cost: 20.5, can_afford: false, balance: 20 })
  await world.guard(buyer, 15, 10)
  expect((await preview({}, { limit: 40 })).body).toMatchObject({ can_afford: false, confirm_above: 10 })
  expect((await preview({}, { limit: 30 })).body).toMatchObject({ can_afford: true })
})

it('names the field that is wrong, and the one the provider cannot do, wherever it stands', async () => {
  const wrong = await preview({ all: [{ countries: ['US'] }, { countrys: ['US'] }] })
  expect(wrong.status).toBe(422)
  expect(wrong.body.errors[0].path).toMatch(/^filters\.all\.1/)
  for (const odd of ['a\0b', 'half \ud83d']) {
    const answer = await world.search(buyer, { action: 'pull', filters: { job_titles: [odd] }, limit: 1 })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'filters.job_titles.0' }] } })
  }
  const near = { near: { lat: 1, lon: 2, km: 3 } }
  for (const action of ['preview', 'pull']) {
    const body = { action, filters: { any: [{ countries: ['US'] }, near] }, limit: 5 }
    const cannot = await world.search(buyer, body)
    expect(cannot.status).toBe(422)
    expect(cannot.body.errors).toEqual([{ path: 'filters.any.1.near', message: 'Places are not known here' }])
  }
  expect((await world.get(buyer, '/api/audience')).body).toEqual({
    ...{ provider: 'local', version: { id: 'memory', people: 300, loaded_at: null } },
    ...{ credit_cost_per_lead: 0.5, enrichment_cost: 0.2, balance: 20 },
    cannot_fields: [{ field: 'near', reason: 'Places are not known here' }],
  })
})

it('gives up what it asked the provider when the client goes', async () => {
  world.provider.faults = { hangs: true }
  const gone = new AbortController()
  const asked = world.app.client.request('POST', '/api/audience/search', {
    ...{ body: { action: 'preview', filters: {} }, cookie: buyer.cookie, signal: gone.signal },
    headers: { origin: world.app.client.url },
  })
  setTimeout(() => gone.abort(), 50)
  await expect(asked).rejects.toThrow()
  await until(async () => world.provider.givenUp >= 3)
})

it('refuses who may not', async () => {
  const body = { action: 'preview', filters: {} }
  const pull = { action: 'pull', filters: {}, limit: 5 }
  expect((await world.search(null, body)).status).toBe(401)
  expect((await world.app.client.request('GET', '/api/audience')).status).toBe(401)
  expect((await world.app.client.request('GET', '/api/audience/suggestions?field=cities&q=o')).status).toBe(
    401,
  )
  const reader = { key: await addKey(world, buyer.workspaceId, ['read']) }
  expect((await world.search(reader, body)).status).toBe(200)
  expect((await world.search(reader, pull)).status).toBe(403)
  const writer = { key: await addKey(world, buyer.workspaceId, ['write']) }
  expect((await world.search(writer, body)).status).toBe(403)
  for (const wrong of [{}, { ...body, action: 'take' }, { ...pull, limit: 10_001 }, { ...pull, limit: 0 }]) {
    expect((await world.search(buyer, wrong)).status).toBe(422)
  }
  const suggestions = await world.get(buyer, '/api/audience/suggestions?field=cities&q=o')
  expect(suggestions.body).toEqual({ data: [] })
  expect((await world.get(buyer, '/api/audience/suggestions?field=email&q=o')).status).toBe(422)
  expect((await world.get(buyer, '/api/audience/suggestions?field=cities&q=%00')).status).toBe(422)
})
