import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asOwner } from '../../../../../test/harness/as-owner.ts'
import { createTestWorld, type TestWorld } from '../../../../../test/harness/index.ts'
import { addPerson, type Person } from '../../../../../test/people.ts'
import { withWorkspace } from '../../../../platform/db/index.ts'
import type { Problem } from '../../../../platform/errors/index.ts'
import { normaliseRow, storeLeads } from '../../../leads/index.ts'
import type { AudienceFilter } from '../../schema.ts'
import type { AudiencePerson, AudienceProvider, MatchRequest } from '../provider.ts'
import { type FakeAudienceLab, startFakeAudienceLab } from './fake-audiencelab.test-kit.ts'
import { type AudienceLabSettings, createAudienceLab } from './index.ts'

let world: TestWorld
let fake: FakeAudienceLab
let buyer: Person
let provider: AudienceProvider
let shutdown: AbortController
const logged: unknown[] = []

const log = { warn: (...given: unknown[]) => logged.push(given) } as unknown as AudienceLabSettings['log']
const QUICK = { retryMs: 1, maxWaitMs: 50, maxBytes: 600_000 }

function open(limits: AudienceLabSettings['limits'] = {}, apiKey = 'al-test-key-1') {
  shutdown = new AbortController()
  return createAudienceLab({
    ...{ apiKey, apiBase: fake.url, log, db: world.db, shutdown: shutdown.signal },
    ...{ limits: { ...QUICK, failures: 1000, ...limits }, fillMs: [1, 1, 1] },
  })
}

beforeAll(async () => {
  ;[world, fake] = await Promise.all([createTestWorld(), startFakeAudienceLab()])
  buyer = await addPerson(world, { name: 'Bert' })
})
beforeEach(() => {
  provider = open()
})
afterEach(() => fake.reset())
afterAll(async () => {
  await fake?.stop()
  await world?.dispose()
})

const CALIFORNIA = { states: ['US-CA'] }
const query = (filter: AudienceFilter, signal?: AbortSignal) => ({
  ...{ filter, workspaceId: buyer.workspaceId, signal },
})
const count = (filter: AudienceFilter) => provider.count(query(filter))
const inState = (...codes: string[]) =>
  fake.people.filter((person) => codes.includes(String(person.PERSONAL_STATE))).length
const refusal = (answer: Promise<unknown>): Promise<Problem> =>
  answer.then(
    () => expect.fail('it should have failed'),
    (error) => error,
  )

async function own(people: AudiencePerson[], person = buyer) {
  const leads = people.flatMap(({ email, mobile, full_name }) => {
    const given = { email: email ?? '', mobile: mobile ?? '', full_name: full_name ?? '' }
    return normaliseRow(given, { defaultCountry: null }).row ?? []
  })
  const options = { importId: null, sourceDetail: null, actorId: null }
  await withWorkspace(world.db, person.workspaceId, (tx) =>
    storeLeads(tx, leads, { ...options, source: 'audience', onDuplicate: 'skip' }),
  )
}

async function identitiesOf(people: AudiencePerson[]): Promise<Buffer[]> {
  const { rows } = await world.db.system.query(
    `select identity_hash(identity_key(), 'email', e.email) as identity
     from unnest($1::text[]) with ordinality e (email, n) order by e.n`,
    [people.map(({ email }) => email)],
  )
  return rows.map(({ identity }) => identity)
}

const toFind = (known: Partial<MatchRequest>): MatchRequest => ({
  ...{
    email: null,
    phone: null,
    full_name: null,
    company_name: null,
    company_domain: null,
    linkedin_url: null,
  },
  ...known,
})

describe('counting', () => {
  it('counts who matches, and tells net new only where it knows everybody', async () => {
    expect(await count({})).toEqual({ count: 1_200, net_new: null })
    expect(await count(CALIFORNIA)).toEqual({ count: inState('CA'), net_new: null })
    const few = { all: [CALIFORNIA, { job_titles: ['vp of sales'], company_sizes: ['51-200' as const] }] }
    const { count: found } = await count(few)
    expect(found).toBeGreaterThan(2)
    const [first] = await provider.sample(query(few), 25)
    if (first) await own([first])
    provider = open()
    expect(await count(few)).toEqual({ count: found, net_new: found - 1 })
    expect(await provider.sample(query({ ...few.all[0], ...few.all[1], net_new: true }), 25)).toHaveLength(
      found - 1,
    )
  })

  it('asks once for the count, the facets and the sample of one search', async () => {
    const [, facets, sample] = await Promise.all([
      count(CALIFORNIA),
      provider.facets(query(CALIFORNIA)),
      provider.sample(query(CALIFORNIA), 25),
    ])
    expect(facets).toEqual({})
    expect(sample).toHaveLength(25)
    expect(new Set(sample.map(({ state }) => state))).toEqual(new Set(['US-CA']))
    expect(fake.asked('POST', '/audiences/preview')).toBe(2) // and one for everybody
  })

  it('stops asking when nobody waits any more', async () => {
    fake.fault = { kind: 'hang' }
    const stop = new AbortController()
    const answer = refusal(provider.count(query(CALIFORNIA, stop.signal)))
    setTimeout(() => stop.abort(), 20)
    expect((await answer).name).toBe('AbortError')
    fake.fault = null
    expect(await count(CALIFORNIA)).toMatchObject({ count: inState('CA') })
  })

  it('ends with the app', async () => {
    fake.fault = { kind: 'hang' }
    const answer = refusal(count(CALIFORNIA))
    shutdown.abort()
    expect((await answer).name).toBe('AbortError')
  })

  it('asks for nothing when nobody can match, and refuses what would be another question', async () => {
    const nobody = { all: [{ states: ['US-CA'] }, { states: ['US-TX'] }] }
    expect(await count(nobody)).toEqual({ count: 0, net_new: 0 })
    expect(await provider.pull(query(nobody), 10, null)).toEqual({ people: [], next: null })
    for (const ask of [count({ has: ['email'] }), provider.pull(query({ verified: true }), 1, null)]) {
      expect(await refusal(ask)).toMatchObject({ code: 'invalid_input' })
    }
    expect(fake.calls).toEqual([])
  })
})

describe('answers to another question', () => {
  it.each([
    ['ignoresFilters', /ignored the filters: it has 1200 people with them and 1200 without/],
    ['strangers', /ignored the filters: \d+ of 100 people do not match/],
    ['countsLimit', /how many people it sent, and not how many match/],
  ] as const)('refuses a count when it %s', async (lie, words) => {
    fake.lies[lie] = true
    const problem = await refusal(count(CALIFORNIA))
    expect(problem).toMatchObject({ code: 'upstream', message: expect.stringMatching(words) })
  })

  it.each([
    ['strangers', /ignored the filters/],
    ['halfPages', /sent \d+ people where page 1 of \d+ people has \d+/],
    ['wrongPage', /sent page 2 when asked for page 1/],
  ] as const)('pulls nobody when it %s', async (lie, words) => {
    fake.lies[lie] = true
    const problem = await refusal(provider.pull(query(CALIFORNIA), 10, null))
    expect(problem).toMatchObject({ code: 'upstream', message: expect.stringMatching(words) })
  })

  it('pulls nobody from an audience that is everybody', async () => {
    await count(CALIFORNIA)
    fake.lies.ignoresFilters = true
    expect(await refusal(provider.pull(query(CALIFORNIA), 10, null))).toMatchObject({ code: 'upstream' })
  })

  it('believes a small whole when it saw each of them', async () => {
    const everyone = fake.people.splice(5)
    expect(await count({ cities: ['springfield'] })).toMatchObject({ count: 5 })
    expect((await provider.pull(query({ cities: ['springfield'] }), 9, null)).people).toHaveLength(5)
    fake.people.push(...everyone)
  })
})

describe('pulling', () => {
  const WEST = { states: ['US-NY', 'US-TX', 'US-FL'] }

  it('goes through all pages without repeats, from where it was', async () => {
    const seen: string[] = []
    let next: string | null = null
    do {
      const answer = await provider.pull(query(WEST), 290, next)
      seen.push(...answer.people.map(({ ref }) => ref))
      next = answer.next
    } while (next !== null)
    expect(seen).toHaveLength(inState('NY', 'TX', 'FL'))
    expect(new Set(seen).size).toBe(seen.length)
    expect(fake.asked('POST', '/audiences')).toBe(1 + fake.asked('POST', '/audiences/preview'))
  })

  it('leaves out whom the workspace has, has paid for or must not have, and goes on until there are enough', async () => {
    const filter = { states: ['US-WA'] }
    const { people } = await provider.pull(query(filter), 20, null)
    await own(people.slice(0, 5))
    const [suppressed, paid, ...removed] = await identitiesOf(people.slice(5, 10))
    await world.db.system.query(`insert into suppressions (identity, reason) values ($1, 'erased')`, [
      suppressed,
    ])
    await asOwner(
      world,
      `insert into paid_people (workspace_id, identity, pull_id) values ($1, $2, uuidv7())`,
      [buyer.workspaceId, paid],
    )
    expect(await provider.remove(removed)).toBe(3)
    expect(await provider.remove(removed)).toBe(0)
    const again = await provider.pull(query(filter), 20, null)
    expect(again.people).toHaveLength(20)
    expect(again.people.slice(0, 10)).toEqual(people.slice(10))
    // Another workspace has and has paid for nobody; who was suppressed or removed is nobody's.
    const other = await addPerson(world, { name: 'Olga' })
    const theirs = await provider.pull({ filter, workspaceId: other.workspaceId }, 20, null)
    expect(theirs.people.slice(0, 6)).toEqual([...people.slice(0, 5), people[6]])
    const sample = await provider.sample(query(filter), 100)
    expect(sample).toHaveLength(97)
    expect(await provider.match([toFind({ email: people[8]?.email ?? '' })])).toEqual([null])
  })

  it('waits until an audience is filled, and says so when that takes long', async () => {
    fake.lies.fillsAfter = 2
    expect((await provider.pull(query(CALIFORNIA), 3, null)).people).toHaveLength(3)
    provider = open()
    fake.lies.fillsAfter = 99
    expect((await refusal(provider.pull(query(CALIFORNIA), 3, null))).message).toMatch(
      /still making this audience/,
    )
    fake.lies.fillsAfter = 0
    await provider.pull(query(CALIFORNIA), 3, null)
    expect(fake.calls.filter(({ path }) => path === '/audiences')).toHaveLength(2)
  })

  it('makes an audience anew when it was forgotten, once', async () => {
    const { next } = await provider.pull(query(CALIFORNIA), 5, null)
    fake.forget()
    expect((await provider.pull(query(CALIFORNIA), 5, next)).people).toHaveLength(5)
    fake.fault = { kind: 'status', status: 404, path: '/audiences/a-' }
    expect((await refusal(provider.pull(query(CALIFORNIA), 5, next))).message).toMatch(/does not know/)
    expect(await refusal(provider.pull(query(CALIFORNIA), 5, '["../x",1,0]'))).toMatchObject({
      code: 'invalid_input',
    })
  })
})
