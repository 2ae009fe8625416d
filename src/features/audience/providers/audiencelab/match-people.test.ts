import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../../../test/harness/index.ts'
import type { AudienceProvider, MatchRequest } from '../provider.ts'
import { type FakeAudienceLab, startFakeAudienceLab } from './fake-audiencelab.test-kit.ts'
import { createAudienceLab } from './index.ts'

let world: TestWorld
let fake: FakeAudienceLab
let provider: AudienceProvider

beforeAll(async () => {
  ;[world, fake] = await Promise.all([createTestWorld(), startFakeAudienceLab(30)])
  provider = createAudienceLab({
    ...{ apiKey: 'al-test-key-1', apiBase: fake.url, log: world.log, db: world.db },
    ...{ shutdown: new AbortController().signal, limits: { retryMs: 1, retries: 1 } },
  })
})
afterAll(async () => {
  await fake?.stop()
  await world?.dispose()
})

const NOTHING = {
  ...{
    email: null,
    phone: null,
    full_name: null,
    company_name: null,
    company_domain: null,
    linkedin_url: null,
  },
}
const match = async (known: Partial<MatchRequest>) => (await provider.match([{ ...NOTHING, ...known }]))[0]
const answers = (n: number, filter: Record<string, string>) =>
  Object.assign(fake.people[n] ?? {}, { answers: filter })

it('finds each by what is known, in the order asked', async () => {
  const found = await provider.match([
    { ...NOTHING, email: 'B3@firm3.example', full_name: 'First3 Last3' },
    { ...NOTHING, email: 'nobody@firm3.example' },
    NOTHING,
    { ...NOTHING, email: 'b4@firm4.example' },
  ])
  expect(found.map((one) => one && [one.person.ref, one.by, one.confidence])).toEqual([
    ['p3', 'email', 1],
    null,
    null,
    ['p4', 'email', 1],
  ])
  expect(await match({ email: 'b5@firm5.example', full_name: 'Somebody Else' })).toMatchObject({
    confidence: 0.7,
  })
})

it('goes on to the next way, and is less sure of it', async () => {
  const name = { first_name: 'First7', last_name: 'Last7' }
  answers(7, { phone: '+14155552007', ...name })
  const known = {
    email: 'new@mail.example',
    phone: '+14155552007',
    full_name: 'First7 Last7',
    company_name: 'Firm 7',
  }
  expect(await match(known)).toMatchObject({ by: 'phone_and_name', confidence: 0.9, person: { ref: 'p7' } })
  answers(7, { ...name, company: 'Firm 7' })
  expect(await match(known)).toMatchObject({ by: 'name_and_company', confidence: 0.7 })
  expect(await match({ ...known, company_name: null })).toBeNull()
  answers(7, { linkedin_url: 'https://www.linkedin.com/in/seven' })
  const profile = { linkedin_url: 'linkedin.com/in/Seven/', full_name: 'First7 Last7' }
  expect(await match(profile)).toMatchObject({ by: 'linkedin', confidence: 0.75 })
  Object.assign(fake.people[7] ?? {}, { LINKEDIN_URL: 'https://linkedin.com/in/seven' })
  expect(await match({ ...profile, full_name: null })).toMatchObject({ by: 'linkedin', confidence: 0.95 })
})

it('does not take somebody else for an answer', async () => {
  answers(8, { email: 'asked@mail.example' })
  expect(await match({ email: 'asked@mail.example' })).toBeNull()
  expect(await match({ email: 'asked@mail.example', full_name: 'Other Person' })).toBeNull()
  expect(await match({ email: 'asked@mail.example', full_name: 'first8 A. last8' })).toMatchObject({
    ...{ by: 'email', confidence: 0.8, person: { ref: 'p8' } },
  })
})

it('fails as a whole, and asks for nobody more then', async () => {
  fake.reset()
  fake.fault = { kind: 'status', status: 401 }
  const many = Array.from({ length: 50 }, (_, n) => ({ ...NOTHING, email: `b${n}@firm1.example` }))
  await expect(provider.match(many)).rejects.toMatchObject({ code: 'upstream' })
  expect(fake.calls.length).toBeLessThan(10)
})
