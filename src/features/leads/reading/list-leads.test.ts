import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson } from '../../../../test/people.ts'
import { withWorkspace } from '../../../platform/db/index.ts'
import { addLeads, anEmail } from '../add-leads.test-kit.ts'
import {
  HAS_FIELDS,
  LEAD_SORTS,
  LEAD_SOURCES,
  LEAD_STATUSES,
  type LeadFilter,
  type LeadSort,
} from '../schema.ts'
import { countLeads } from './count-leads.ts'
import { filterJson } from './filter-json.ts'
import { listLeads } from './list-leads.ts'

const COUNT = 600
const IMPORT = randomUUID()
let world: TestWorld
let owner: pg.Client
let workspaceId: string
let oracle: OracleRow[]

interface OracleRow {
  id: string
  status: (typeof LEAD_STATUSES)[number]
  source: (typeof LEAD_SOURCES)[number]
  score: number
  tags: string[]
  import_id: string | null
  created_at: Date
  name_key: string
  full_name: string | null
  company_name: string | null
  job_title: string | null
  email: string | null
  phone: string | null
  linkedin_url: string | null
}

beforeAll(async () => {
  world = await createTestWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  workspaceId = (await addPerson(world)).workspaceId
  await fill(workspaceId, COUNT)
  await fill((await addPerson(world)).workspaceId, 50)
  const { rows } = await owner.query('select * from leads where workspace_id = $1', [workspaceId])
  oracle = rows
})
afterAll(async () => {
  await owner.end()
  await world.dispose()
})

/** Leads of every lane and score, many alike in what they are sorted by. */
async function fill(workspace: string, count: number): Promise<void> {
  await owner.query(
    `insert into leads (workspace_id, id, dedup_hash, source, status, import_id, email, phone, linkedin_url, full_name,
       name_key, company_name, job_title, tags, points_email, points_recency, points_fit, created_at)
     select $1::uuid, (left(uuidv7_floor(t)::text, 24) || lpad(i::text, 12, '0'))::uuid, substring(sha256(convert_to($1::uuid::text || i, 'UTF8')) for 16),
       ($3::text[])[1 + i * 7 % 6], ($4::text[])[1 + i * i % 5], case when i % 9 = 0 then $5::uuid end,
       case when i % 5 <> 0 then 'p' || i || '@acme-' || i % 3 || '.example' end,
       case when i % 3 = 0 then '+15550100' end, case when i % 4 = 0 then 'https://www.linkedin.com/in/p' || i end,
       name, coalesce(lower(name), ''), case when i % 6 <> 0 then 'Company ' || i % 11 end, case when i % 2 = 0 then 'Sales Manager' else 'Zoo keeper' end,
       case when i % 7 = 0 then '{vip,hot}' when i % 7 = 1 then '{cold}' else '{}' end::text[], i % 26, i % 21, i % 4 * 5, t
     from generate_series(1, $2::int) i
     cross join lateral (select timestamptz '2026-01-01' + (i / 3) * interval '7 hours' as t,
       case when i % 10 <> 0 then (array['Ana', 'Bo', 'Cy', 'Ánh', 'Dee'])[1 + i % 5] || ' ' || (array['Smith', 'Smithson', 'Lee'])[1 + i % 3] end as name) n`,
    [workspace, count, LEAD_SOURCES, LEAD_STATUSES, IMPORT],
  )
}

const LAST = '\u{10FFFF}'
const keyOf: Record<string, (row: OracleRow) => string | number> = {
  created_at: () => 0,
  score: (row) => row.score,
  name: (row) => row.name_key.slice(0, 60) || LAST,
  company: (row) => (row.company_name ?? '').toLowerCase().slice(0, 60) || LAST,
}

function wordsOf(row: OracleRow): string[] {
  const text = [row.name_key, row.full_name, row.company_name, row.job_title, row.email]
    .join(' ')
    .toLowerCase()
  return text.split(/[\s@.,-]+/).filter(Boolean)
}

function expected(filter: LeadFilter, sort: LeadSort, rows = oracle): string[] {
  const has = { email: 'email', phone: 'phone', linkedin: 'linkedin_url', company: 'company_name' } as const
  const words = (filter.q ?? '')
    .toLowerCase()
    .split(/[\s@.,-]+/)
    .filter(Boolean)
  const found = rows.filter(
    (row) =>
      (!filter.status || filter.status.includes(row.status)) &&
      (!filter.source || filter.source.includes(row.source)) &&
      (!filter.tag || filter.tag.some((tag) => row.tags.includes(tag))) &&
      (filter.has ?? []).every((field) => row[has[field]] !== null) &&
      row.score >= (filter.score_min ?? 0) &&
      row.score <= (filter.score_max ?? 100) &&
      (!filter.created_from || row.created_at >= new Date(filter.created_from)) &&
      (!filter.created_to || row.created_at < new Date(filter.created_to)) &&
      (!filter.import_id || row.import_id === filter.import_id) &&
      words.every((word) => wordsOf(row).some((own) => own.startsWith(word))),
  )
  const key = keyOf[sort.replace('-', '')]
  if (!key) throw new Error(sort)
  const turn = sort.startsWith('-') ? -1 : 1
  return found
    .sort((a, b) => {
      const [one, two] = [key(a), key(b)]
      const order = one < two ? -1 : one > two ? 1 : a.id < b.id ? -1 : 1
      return order * turn
    })
    .map(({ id }) => id)
}

async function walk(
  filter: LeadFilter,
  sort: LeadSort,
  limit: number,
  between = async () => {},
): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const place = cursor
    const page = await withWorkspace(world.db, workspaceId, (tx) =>
      listLeads(tx, filter, { sort, limit, cursor: place }),
    )
    expect(page.data.length).toBeLessThanOrEqual(limit)
    ids.push(...page.data.map(({ id }) => id))
    cursor = page.next_cursor ?? undefined
    await between()
  } while (cursor)
  return ids
}

/** A page by each of the ways that find_leads() has, whichever it would take. */
async function everyWay(
  filter: LeadFilter,
  sort: LeadSort,
  after: string | null,
  limit: number,
): Promise<Record<string, string[]>> {
  const place = oracle.find(({ id }) => id === after)
  const key = place === undefined ? null : String(keyOf[sort.replace('-', '')]?.(place))
  await owner.query('begin')
  try {
    await owner.query(`select set_config('app.workspace_id', $1, true)`, [workspaceId])
    const { rows } = await owner.query(
      `with o as (select * from lead_order($1, $2, $3, $4::uuid)), c as (select * from lead_conditions($1)),
       words as (select coalesce(cardinality(lead_search_words($1::jsonb ->> 'q')), 0) as count),
       found (way, condition) as (
         select 'the best lookups', lead_findable($1)
         union all select 'rare words', concat_ws(' and ', lead_where($1::jsonb - '{q,tag,import_id}'::text[]),
           lead_lookups($1, array_fill(true, array[count]))) from words
         union all select 'frequent words', concat_ws(' and ', lead_where($1::jsonb - '{q,tag,import_id}'::text[]),
           lead_lookups($1, array_fill(false, array[count]))) from words
         union all select 'rows only', lead_where($1))
       select way, search_leads(condition || ' and ' || o.bounds, c.wide is null and o.keys in ('id', 'id, score'),
         o.keys, o.ordering, $5::int) as ids from found, o, c
       union all select 'a walk by index', walk_leads($1, o.keys, o.ordering, o.bounds, $5::int, 100000, 100000) from o
       union all select 'a walk by rows', walk_leads($1, o.keys, o.ordering, o.bounds, $5::int, null, 100000)
       from o, c where c.wide is not null`,
      [filterJson(filter), sort, key, after, limit],
    )
    return Object.fromEntries(rows.map(({ way, ids }) => [way, ids]))
  } finally {
    await owner.query('rollback')
  }
}

const some = <T>(values: readonly T[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }), { nil: undefined })
const instant = fc.option(
  fc
    .date({ min: new Date('2025-12-30'), max: new Date('2026-03-05'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  { nil: undefined },
)
const filters: fc.Arbitrary<LeadFilter> = fc.record(
  {
    q: fc.constantFrom(
      'ana',
      'smi',
      'manager smith',
      'acme-1.example',
      'p7@acme',
      'Zoo, KEEP',
      'nobody',
      'án',
      'smithson ana',
      'mana dee',
      'keeper zoo s',
      'a b',
    ),
    status: some(LEAD_STATUSES),
    source: some(LEAD_SOURCES),
    tag: some(['vip', 'hot', 'cold', 'none']),
    has: some(HAS_FIELDS),
    score_min: fc.integer({ min: 0, max: 60 }),
    score_max: fc.integer({ min: 10, max: 100 }),
    created_from: instant,
    created_to: instant,
    import_id: fc.constantFrom(IMPORT, randomUUID()),
  },
  { requiredKeys: [] },
)
const clean = (filter: LeadFilter): LeadFilter => JSON.parse(JSON.stringify(filter))

describe('a walk over pages', () => {
  it('equals a plain filter and sort, for any filter, sort and page size', async () => {
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.constantFrom(...LEAD_SORTS),
        fc.integer({ min: 1, max: 200 }),
        async (given, sort, limit) => {
          const filter = clean(given)
          const pageSize = Math.max(limit, 20)
          expect(await walk(filter, sort, pageSize)).toEqual(expected(filter, sort))
          const count = await withWorkspace(world.db, workspaceId, (tx) => countLeads(tx, filter))
          expect(count).toBe(expected(filter, sort).length)
        },
      ),
      { numRuns: 120 },
    )
  })

  it('is the same by every way to a page, from wherever it begins', async () => {
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.constantFrom(...LEAD_SORTS),
        fc.option(fc.nat(COUNT - 1), { nil: null }),
        async (given, sort, start) => {
          const filter = clean(given)
          const after = start === null ? null : (expected({}, sort)[start] ?? null)
          const order = expected({}, sort)
          const rest = after === null ? order : order.slice(order.indexOf(after) + 1)
          const matching = new Set(expected(filter, sort))
          const page = rest.filter((id) => matching.has(id)).slice(0, 40)
          for (const [way, ids] of Object.entries(await everyWay(filter, sort, after, 40))) {
            expect(ids, way).toEqual(page)
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('goes one by one without skip or repeat where many are alike', async () => {
    for (const sort of LEAD_SORTS) {
      const filter: LeadFilter = { tag: ['vip'], has: ['email', 'linkedin'] }
      expect(await walk(filter, sort, 1)).toEqual(expected(filter, sort))
    }
  })

  it('neither skips nor repeats what was there before, while leads come in', async () => {
    const busy = (await addPerson(world)).workspaceId
    const first = await addLeads(
      world.db,
      busy,
      Array.from({ length: 30 }, () => ({ email: anEmail() })),
    )
    for (const sort of LEAD_SORTS) {
      const before = new Set(first)
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const place = cursor
        const page = await withWorkspace(world.db, busy, (tx) =>
          listLeads(tx, {}, { sort, limit: 4, cursor: place }),
        )
        seen.push(...page.data.map(({ id }) => id))
        cursor = page.next_cursor ?? undefined
        if (seen.length < 40) await addLeads(world.db, busy, [{ email: anEmail(), full_name: 'Aa Aa' }])
      } while (cursor)
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.filter((id) => before.has(id)).length).toBe(before.size)
    }
  })
})

describe('the database', () => {
  it('shows nothing of another workspace, whoever asks the functions', async () => {
    const other = (await addPerson(world)).workspaceId
    const page = await withWorkspace(world.db, other, (tx) =>
      listLeads(tx, {}, { sort: '-created_at', limit: 50 }),
    )
    expect(page.data).toEqual([])
    expect(await withWorkspace(world.db, other, (tx) => countLeads(tx, { q: 'smith' }))).toBe(0)
  })

  it('takes nothing in a filter for SQL', async () => {
    const evil = `'; drop table leads; --`
    for (const filter of [{ q: evil }, { tag: [evil, "'}'::text[]) or true --", 'a"b\\'] }]) {
      expect(await withWorkspace(world.db, workspaceId, (tx) => countLeads(tx, filter))).toBe(0)
    }
  })
})
