import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson } from '../../../../test/people.ts'
import { type LocalAudience, localAudience } from '../local/local-audience.ts'
import type { AudienceFilter } from '../schema.ts'
import { loadFiles } from '../versions/load-files.ts'
import { type FakeAudienceLab, startFakeAudienceLab } from './audiencelab/fake-audiencelab.test-kit.ts'
import { createAudienceLab } from './audiencelab/index.ts'
import type { AudienceProvider } from './provider.ts'

const PEOPLE = 700
const COLUMNS = {
  ...{ BUSINESS_EMAIL: 'email', FIRST_NAME: 'first_name', LAST_NAME: 'last_name', JOB_TITLE: 'job_title' },
  ...{ SENIORITY_LEVEL: 'seniority', COMPANY_NAME: 'company_name', COMPANY_DOMAIN: 'company_domain' },
  ...{ COMPANY_INDUSTRY: 'industry', COMPANY_EMPLOYEE_COUNT: 'company_size' },
  ...{ PERSONAL_CITY: 'city', PERSONAL_STATE: 'state' },
}

let world: TestWorld
let fake: FakeAudienceLab
let dataDir: string
let local: LocalAudience
let audienceLab: AudienceProvider
let workspaceId: string

beforeAll(async () => {
  ;[world, fake] = await Promise.all([createTestWorld(), startFakeAudienceLab(PEOPLE)])
  dataDir = await mkdtemp(join(tmpdir(), 'assay-contract-'))
  const rows = fake.people.map((person) => [...Object.keys(COLUMNS).map((name) => person[name]), 'US'])
  const csv = [[...Object.values(COLUMNS), 'country'], ...rows].map((row) => row.join(',')).join('\n')
  const file = join(dataDir, 'people.csv')
  await writeFile(file, csv)
  const { db, log } = world
  const { signal } = new AbortController()
  const version = await loadFiles({ db, log, dataDir, paths: [file], signal })
  expect(version).toMatchObject({ status: 'ready', people: PEOPLE })
  local = localAudience(db, dataDir)
  audienceLab = createAudienceLab({
    ...{ apiKey: 'al-test-key-1', apiBase: fake.url, log, db, shutdown: signal },
  })
  workspaceId = (await addPerson(world, { name: 'Bert' })).workspaceId
})
afterAll(async () => {
  await local?.close()
  await fake?.stop()
  await world?.dispose()
  if (dataDir) await rm(dataDir, { recursive: true, force: true })
})

const some = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })
const FIELDS = {
  states: some('US-CA', 'US-TX', 'US-NY', 'US-WA'),
  seniorities: some('vp', 'individual', 'manager', 'c_suite'),
  industries: some('Software Development', 'Banking', 'Hospitals'),
  job_titles: some('sales', 'engineer', 'marketing manager'),
  job_titles_exclude: some('intern', 'officer'),
  company_names: some('firm 1 inc', 'Firm 2 Inc', 'Firm 30 Inc'),
  company_sizes: some('1-10', '11-50', '51-200', '1001-5000'),
  countries: some('US', 'DE'),
  has: some('email', 'phone'),
}
/** More fields at once would find nobody. */
const flat = fc
  .subarray(Object.entries<fc.Arbitrary<unknown>>(FIELDS), { minLength: 1, maxLength: 3 })
  .chain((fields) => fc.record(Object.fromEntries(fields), { noNullPrototype: true }))
  .map((fields) => fields as AudienceFilter)
const { filter } = fc.letrec<{ filter: AudienceFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 6, arbitrary: flat },
    { weight: 1, arbitrary: fc.constant({}) },
    { weight: 2, arbitrary: fc.array(tie('filter'), { minLength: 1, maxLength: 2 }).map((all) => ({ all })) },
    { weight: 2, arbitrary: fc.array(tie('filter'), { minLength: 1, maxLength: 2 }).map((any) => ({ any })) },
    { weight: 2, arbitrary: fc.array(flat, { minLength: 1, maxLength: 2 }).map((none) => ({ none })) },
  ),
}))

/** Everybody a provider has for a filter, by and by. */
async function pullAll(provider: AudienceProvider, filter: AudienceFilter): Promise<string[]> {
  const emails: string[] = []
  for (let after: string | null = null; ; ) {
    const limit = provider.name === 'local' ? PEOPLE : 260
    const { people, next } = await provider.pull({ filter, workspaceId }, limit, after)
    emails.push(...people.map(({ email }) => email ?? ''))
    if (people.length < limit || next === null) return emails
    after = next
  }
}

it('finds the same people with each provider, or says what it cannot do', async () => {
  await fc.assert(
    fc.asyncProperty(filter, async (filter) => {
      const query = { filter, workspaceId }
      const { count } = await local.count(query)
      const cannot = audienceLab.cannot(filter)
      if (cannot.length > 0) {
        expect(
          cannot.every(({ field, reason }) => JSON.stringify(filter).includes(`"${field}"`) && reason),
        ).toBe(true)
        await expect(audienceLab.count(query)).rejects.toMatchObject({ code: 'invalid_input' })
        return
      }
      // What matches all of them cannot be told from an answer that ignored the filter.
      if (count === PEOPLE && JSON.stringify(filter) !== '{}') return
      expect((await audienceLab.count(query)).count).toBe(count)
      for (const provider of [local, audienceLab]) {
        const sample = await provider.sample(query, 25)
        expect(sample).toHaveLength(Math.min(25, count))
        const emails = await pullAll(provider, filter)
        expect(new Set(emails).size).toBe(emails.length)
        expect(emails).toHaveLength(count)
        expect(emails).toEqual(expect.arrayContaining(sample.map(({ email }) => email)))
      }
    }),
    { numRuns: 15, endOnFailure: true },
  )
})
