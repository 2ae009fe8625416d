import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addLeads } from '../../leads/add-leads.test-kit.ts'
import type { FacetField } from '../providers/provider.ts'
import type { AudienceFilter } from '../schema.ts'
import { anyFilter } from './any-filter.test-kit.ts'
import { type LocalWorld, openLocalWorld } from './local-world.test-kit.ts'
import { conditionOf, FACET_SQL, plainTable } from './plain-oracle.test-kit.ts'
import { plainPeople } from './plain-people.test-kit.ts'

// More than a thread's block has, so that several threads answer.
const PEOPLE = 9_000
const OWNED = 700

let local: LocalWorld
let workspaceId: string
let plain: pg.Client
const people = plainPeople(PEOPLE, 7)
const byName = new Map(people.map((person) => [person.last_name, person.id]))

beforeAll(async () => {
  local = await openLocalWorld()
  workspaceId = await local.newWorkspace()
  await local.activate(people)
  const owned = people.filter(({ id }) => id % Math.floor(PEOPLE / OWNED) === 0)
  await addLeads(
    local.world.db,
    workspaceId,
    owned.map(({ first_name, last_name, email, phone, linkedin_url }) => ({
      ...{ first_name, last_name, email: email ?? '', phone: phone ?? '', linkedin_url: linkedin_url ?? '' },
    })),
  )
  plain = await plainTable(local.world.ownerUrl, people, new Set(owned.map(({ id }) => id)))
})
afterAll(async () => {
  await plain?.end()
  await local?.dispose()
})

async function idsOf(condition: string): Promise<Set<number>> {
  const { rows } = await plain.query<{ id: number }>(`select id from plain where ${condition}`)
  return new Set(rows.map(({ id }) => id))
}

async function compareCount(filter: AudienceFilter): Promise<void> {
  const condition = conditionOf(filter)
  const { rows } = await plain.query(
    `select count(*)::int as count, (count(*) filter (where not owned))::int as net_new from plain where ${condition}`,
  )
  expect(await local.audience.count({ filter, workspaceId })).toEqual(rows[0])
}

async function comparePeople(filter: AudienceFilter): Promise<void> {
  const query = { filter, workspaceId }
  const condition = conditionOf(filter)
  const [expected, fresh] = [await idsOf(condition), await idsOf(`${condition} and not owned`)]
  const sample = (await local.audience.sample(query, 20)).map(idOf)
  const pulled = (await local.audience.pull(query, 60, null)).people.map(idOf)
  expect(new Set(sample).size).toBe(Math.min(20, expected.size))
  expect(sample.filter((id) => !expected.has(id))).toEqual([])
  expect(new Set(pulled).size).toBe(Math.min(60, fresh.size))
  expect(pulled.filter((id) => !fresh.has(id))).toEqual([])
}

function idOf({ last_name }: { last_name: string | null }): number {
  return byName.get(last_name ?? '') ?? -1
}

describe('filters', () => {
  it('counts whom a plain table counts, however filters are nested', async () => {
    await fc.assert(fc.asyncProperty(anyFilter, compareCount), { numRuns: 150 })
  })

  it('samples and pulls of those only, and as many as there are', async () => {
    await fc.assert(fc.asyncProperty(anyFilter, comparePeople), { numRuns: 15 })
  })

  it('counts each value of a facet, without what the filter names of it at its top', async () => {
    const flat = anyFilter.filter((filter) => !('all' in filter))
    await fc.assert(
      fc.asyncProperty(flat, async (filter) => {
        const facets = await local.audience.facets({ filter, workspaceId })
        for (const [facet, column] of Object.entries(FACET_SQL)) {
          const { [facet as keyof typeof filter]: _named, ...others } = filter
          const { rows } = await plain.query<{ value: string; count: number }>(
            `select ${column} as value, count(*)::int as count from plain
             where ${conditionOf(others)} and ${column} is not null group by 1 order by 2 desc, ${column} collate "C"`,
          )
          expect([facet, facets[facet as FacetField]]).toEqual([facet, rows])
        }
      }),
      { numRuns: 25 },
    )
  })

  it('counts who has which contact', async () => {
    const { has } = await local.audience.facets({
      filter: { countries: ['US'], has: ['phone'] },
      workspaceId,
    })
    const count = async (column: string) => (await idsOf(`country = 'US' and ${column} is not null`)).size
    expect(new Map(has?.map(({ value, count }) => [value, count]))).toEqual(
      new Map([
        ['email', await count('email')],
        ['phone', await count('phone')],
        ['linkedin', await count('linkedin_url')],
      ]),
    )
  })

  it('refuses what only own leads have, and says so before', async () => {
    const filter = { any: [{ tags: ['hot'] }, { countries: ['US'] }] }
    expect(local.audience.cannot(filter)).toEqual([
      { field: 'tags', reason: 'Only your own leads have this' },
    ])
    await expect(local.audience.count({ filter, workspaceId })).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })
})
