import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson } from '../../../../test/people.ts'
import { withWorkspace } from '../../../platform/db/index.ts'
import { type AudienceFilter, audienceFilterSchema, type FlatFilter } from '../../audience/schema.ts'
import { leadCondition } from './lead-condition.ts'

const COUNT = 400
let world: TestWorld
let workspaceId: string
let leads: Lead[]

interface Lead {
  id: string
  industry: string | null
  seniority: string | null
  department: string | null
  job_title: string | null
  company_name: string | null
  company_domain: string | null
  company_size: string | null
  revenue: number | null
  country: string | null
  state: string | null
  city: string | null
  postal_code: string | null
  email: string | null
  email_status: string
  phone: string | null
  mobile: string | null
  linkedin_url: string | null
  status: string
  source: string
  tags: string[]
  score: number
  sourced_at: Date
}

const VALUES = {
  industry: [
    'Software',
    'Healthcare',
    'Banking',
    'Restaurants',
    'Bars, Taverns, and Nightclubs',
    'Zeppelins',
  ],
  seniority: ['c_suite', 'vp', 'director', 'manager'],
  department: ['sales', 'engineering', 'hr'],
  job_title: [
    ...[
      'VP, Sales',
      'vp sales EMEA',
      'Head of Sales',
      'Salesperson',
      'Ingénieur Logiciel',
      'Sales & Marketing',
    ],
    ...['Sales Ops VP', '50% owner_x', 'R&D'],
  ],
  company_name: ['Acme, Inc.', 'ACME INC', 'Böhm', 'Globex'],
  company_domain: ['acme.example', 'globex.example'],
  company_size: ['1-10', '51-200', '10001+'],
  country: ['US', 'DE', 'CA'],
  state: ['CA', 'NY', 'BY', 'US-CA', 'ca'],
  city: ['San José', 'san jose', 'St. Louis', 'Berlin'],
  postal_code: ['94105', '94612', 'SW1A 1AA', '10115'],
}

/** Leads of all kinds, many with something missing. */
async function fill(workspace: string, count: number): Promise<void> {
  await world.db.system.query(
    `insert into leads (workspace_id, dedup_hash, industry, seniority, department, job_title, company_name, company_domain,
       company_size, country, state, city, postal_code, revenue, email, email_status, phone, mobile, linkedin_url, status,
       source, tags, points_email, points_fit, points_recency, sourced_at)
     select $1::uuid, substring(sha256(convert_to($1::text || i, 'UTF8')) for 16), ${Object.keys(VALUES)
       .map(
         (column, n) =>
           `($3::jsonb -> '${column}' ->> ((i * ${[7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43][n]} / 3 + i % ${n + 3}) % (jsonb_array_length($3::jsonb -> '${column}') + 1))::int)`,
       )
       .join(', ')},
       case when i % 4 <> 0 then i * 1000 end, case when i % 5 <> 0 then 'p' || i || '@x.example' end,
       case when i % 5 <> 0 and i % 3 = 0 then 'valid' when i % 7 = 0 then 'risky' else 'unverified' end,
       case when i % 6 = 0 then '+1555010' || i end, case when i % 8 = 0 then '+1555020' || i end,
       case when i % 3 = 0 then 'https://www.linkedin.com/in/p' || i end,
       (array['new', 'contacted', 'qualified', 'won', 'lost'])[1 + i % 5],
       (array['upload', 'marketplace', 'audience', 'pixel', 'api', 'enrichment'])[1 + i * 7 % 6],
       case i % 4 when 0 then '{vip}' when 1 then '{vip,cold}' when 2 then '{cold}' else '{}' end::text[],
       i % 26, i % 21, i % 16, date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - (i % 50) * interval '20 hours'
     from generate_series(1, $2::int) i`,
    [workspace, count, JSON.stringify(VALUES)],
  )
}

beforeAll(async () => {
  world = await createTestWorld()
  workspaceId = (await addPerson(world)).workspaceId
  await fill(workspaceId, COUNT)
  await fill((await addPerson(world)).workspaceId, 60)
  leads = (await world.db.system.query('select * from leads where workspace_id = $1', [workspaceId])).rows
})
afterAll(() => world.dispose())

const words = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
const isName = (held: string | null, names: string[]) =>
  held !== null && names.some((name) => words(name).join(' ') === words(held).join(' '))
const hasPhrase = (title: string | null, phrases: string[]) =>
  phrases.some((phrase) => {
    const [own, wanted] = [words(title ?? ''), words(phrase)]
    return own.some((_, at) => wanted.length > 0 && wanted.every((word, n) => own[at + n] === word))
  })
const day = (date: Date) => Math.floor(date.getTime() / 86_400_000)
const among = (held: string | null, values: readonly string[]) => held !== null && values.includes(held)
const INDUSTRIES: Record<string, string[]> = {
  'Software Development': ['Software'],
  'Hospitals and Health Care': ['Healthcare'],
  'Food and Beverage Services': ['Food & Beverage', 'Restaurants', 'Bars, Taverns, and Nightclubs'],
  Zeppelins: ['Zeppelins'],
}

/** Each field as its words in the shape say, written without a look at the SQL. */
const MEANS: { [F in keyof FlatFilter]: (lead: Lead, value: NonNullable<FlatFilter[F]>) => boolean } = {
  industries: (l, labels) =>
    among(
      l.industry,
      labels.flatMap((label) => INDUSTRIES[label] ?? []),
    ),
  seniorities: (l, v) => among(l.seniority, v),
  departments: (l, v) => among(l.department, v),
  job_titles: (l, v) => hasPhrase(l.job_title, v),
  job_titles_exclude: (l, v) => !hasPhrase(l.job_title, v),
  company_names: (l, v) => isName(l.company_name, v),
  company_names_exclude: (l, v) => !isName(l.company_name, v),
  company_domains: (l, v) => among(l.company_domain, v),
  company_domains_exclude: (l, v) => !among(l.company_domain, v),
  company_sizes: (l, v) => among(l.company_size, v),
  revenue_min: (l, v) => l.revenue !== null && l.revenue >= v,
  revenue_max: (l, v) => l.revenue !== null && l.revenue <= v,
  countries: (l, v) => among(l.country, v),
  states: (l, v) => {
    const state = l.state?.toUpperCase() ?? null
    return among(state, v) || (l.country !== null && among(state && `${l.country}-${state}`, v))
  },
  cities: (l, v) => isName(l.city, v),
  postal_codes: (l, v) => v.some((beginning) => l.postal_code?.startsWith(beginning)),
  has: (l, v) =>
    (v.includes('email') && l.email !== null) ||
    (v.includes('phone') && (l.phone !== null || l.mobile !== null)) ||
    (v.includes('linkedin') && l.linkedin_url !== null),
  verified: (l, v) => (l.email !== null && l.email_status === 'valid') === v,
  seen_within_days: (l, v) => day(new Date()) - day(l.sourced_at) <= v,
  statuses: (l, v) => among(l.status, v),
  sources: (l, v) => among(l.source, v),
  tags: (l, v) => l.tags.some((tag) => v.includes(tag)),
  score_min: (l, v) => l.score >= v,
  score_max: (l, v) => l.score <= v,
}

function matches(lead: Lead, filter: AudienceFilter): boolean {
  if ('all' in filter) return filter.all.every((part) => matches(lead, part))
  if ('any' in filter) return filter.any.some((part) => matches(lead, part))
  if ('none' in filter) return !filter.none.some((part) => matches(lead, part))
  return Object.entries(filter).every(([field, value]) =>
    (MEANS[field as keyof FlatFilter] as (lead: Lead, value: unknown) => boolean)(lead, value),
  )
}

async function inDatabase(filter: AudienceFilter): Promise<string[]> {
  return withWorkspace(world.db, workspaceId, async (tx) => {
    const { rows } = await sql<{
      id: string
    }>`select l.id from leads l where ${leadCondition(filter)} order by l.id`.execute(tx)
    return rows.map(({ id }) => id)
  })
}

const some = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })
const flat: fc.Arbitrary<FlatFilter> = fc.record(
  {
    industries: some(...Object.keys(INDUSTRIES)),
    seniorities: some('c_suite' as const, 'vp' as const, 'entry' as const),
    departments: some('sales' as const, 'hr' as const),
    job_titles: some('vp sales', 'Sales', 'ingenieur', 'head  of', 'MARKETING', '%', '_', 'owner x', 'r&d'),
    job_titles_exclude: some('sales', 'logiciel', '50'),
    company_names: some('acme inc', 'bohm', 'Nobody'),
    company_names_exclude: some('Acme Inc', 'Globex'),
    company_domains: some('acme.example', 'other.example'),
    company_domains_exclude: some('acme.example', 'globex.example'),
    company_sizes: some('1-10' as const, '10001+' as const),
    revenue_min: fc.nat(400_000),
    revenue_max: fc.nat(400_000),
    countries: some('US', 'DE'),
    states: some('US-CA', 'US-NY', 'DE-BY'),
    cities: some('San Jose', 'ST LOUIS', 'berlin'),
    postal_codes: some('94', '946', '10115', 'SW1A 1', 'SW'),
    has: some('email' as const, 'phone' as const, 'linkedin' as const),
    verified: fc.boolean(),
    seen_within_days: fc.integer({ min: 1, max: 45 }),
    statuses: some('new' as const, 'won' as const),
    sources: some('upload' as const, 'audience' as const, 'pixel' as const),
    tags: some('vip', 'cold', 'nothing'),
    score_min: fc.nat(60),
    score_max: fc.nat(60),
  },
  { requiredKeys: [] },
)
/** Few fields at once, or hardly anybody would match. */
const narrow = fc
  .tuple(flat, fc.nat(3))
  .map(([filter, count]) => Object.fromEntries(Object.entries(filter).slice(0, count)) as FlatFilter)
const { nested } = fc.letrec<{ nested: AudienceFilter }>((tie) => {
  const group = fc.array(tie('nested'), { minLength: 1, maxLength: 3 })
  return {
    nested: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      narrow,
      group.map((all) => ({ all })),
      group.map((any) => ({ any })),
      group.map((none) => ({ none })),
    ),
  }
})

describe('a filter of own leads', () => {
  it.each(Object.keys(MEANS))('finds by %s what its words say', async (field) => {
    let found = 0
    for (const value of fc.sample(
      flat.filter((filter) => field in filter),
      { numRuns: 6, seed: 3 },
    )) {
      const filter = audienceFilterSchema.parse({ [field]: value[field as keyof FlatFilter] })
      const expected = leads.filter((lead) => matches(lead, filter)).map(({ id }) => id)
      expect(await inDatabase(filter), JSON.stringify(filter)).toEqual(expected.sort())
      found += expected.length
    }
    expect(found).toBeGreaterThan(0)
  })

  it('finds the same by any nesting, and only in its workspace', async () => {
    await fc.assert(
      fc.asyncProperty(nested, async (given) => {
        const filter = audienceFilterSchema.parse(given)
        const expected = leads.filter((lead) => matches(lead, filter)).map(({ id }) => id)
        expect(await inDatabase(filter)).toEqual(expected.sort())
      }),
      { numRuns: 120 },
    )
  })

  it('holds its values as parameters', async () => {
    const hostile = "x'); drop table leads; --"
    expect(await inDatabase({ job_titles: [hostile], tags: [hostile], cities: [hostile] })).toEqual([])
    expect(
      await inDatabase({
        postal_codes: Array.from({ length: 10_000 }, (_, n) => String(n).padStart(5, '0')),
      }),
    ).toEqual([])
    expect((await inDatabase({})).length).toBe(COUNT)
  })
})
