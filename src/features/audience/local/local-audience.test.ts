import { readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { manifestFile, versionDir } from './load/layout.ts'
import { type LocalWorld, openLocalWorld } from './local-world.test-kit.ts'
import { type PlainPerson, plainPeople } from './plain-people.test-kit.ts'

let local: LocalWorld
let workspaceId: string
const people = plainPeople(900, 5)
const [known] = people.filter(({ email, phone, linkedin_url }) => email && phone && linkedin_url) as [
  PlainPerson,
]
const nothing = {
  ...{
    email: null,
    phone: null,
    full_name: null,
    company_name: null,
    company_domain: null,
    linkedin_url: null,
  },
}

beforeAll(async () => {
  local = await openLocalWorld()
  workspaceId = await local.newWorkspace()
})
afterAll(() => local?.dispose())

it('answers nothing while there is nothing, and then who was loaded, whole', async () => {
  const query = { filter: {}, workspaceId }
  expect(await local.audience.version()).toBeNull()
  expect(await local.audience.count(query)).toEqual({ count: 0, net_new: 0 })
  expect(await local.audience.pull(query, 5, null)).toEqual({ people: [], next: null })
  const id = await local.activate(people)
  await expect.poll(() => local.audience.version(), { timeout: 5_000 }).toMatchObject({ id, people: 900 })
  expect(await local.audience.count(query)).toEqual({ count: 900, net_new: 900 })
  const all = (await local.audience.pull(query, 900, null)).people
  const person = all.find(({ last_name }) => last_name === known.last_name)
  expect(person).toMatchObject({
    ...{ email: known.email, email_verified: known.email_status === 'valid', phone: known.phone },
    ...{ first_name: 'Ann', full_name: `Ann ${known.last_name}`, job_title: known.job_title },
    ...{ seniority: known.seniority, department: known.department, company_domain: known.company_domain },
    ...{
      industry: known.industry,
      naics: known.naics,
      company_size: known.company_size,
      revenue: known.revenue,
    },
    ...{ city: known.city, state: known.state, postal_code: known.postal_code, country: known.country },
    ...{ seen_on: known.seen_on },
  })
  expect(new Set(all.map(({ ref }) => ref)).size).toBe(900)
})

it('samples the same people each time, spread over all', async () => {
  const query = { filter: { has: ['email' as const] }, workspaceId }
  const [one, other] = [await local.audience.sample(query, 10), await local.audience.sample(query, 10)]
  expect(one).toEqual(other)
  expect(new Set(one.map(({ country }) => country)).size).toBeGreaterThan(1)
})

it('matches by email, profile, number with name and name with company, surest first', async () => {
  const { email, phone, linkedin_url, last_name } = known
  const full_name = `Ann ${last_name}`
  const employed = people.find(({ company_domain }) => company_domain === 'buerkle.example') as PlainPerson
  const matches = await local.audience.match([
    { ...nothing, email: email?.toUpperCase() ?? null },
    { ...nothing, linkedin_url },
    { ...nothing, phone, full_name },
    { ...nothing, full_name: `ANN ${employed.last_name}`, company_name: 'burkle & Sohne' },
    { ...nothing, full_name: `Ann ${employed.last_name}`, company_domain: 'buerkle.example' },
    { ...nothing, phone },
    { ...nothing, email: 'nobody@nowhere.example' },
    { ...nothing, email: 'nobody@nowhere.example', phone, full_name },
  ])
  expect(matches.map((match) => match && [match.person.last_name, match.by])).toEqual([
    [last_name, 'email'],
    [last_name, 'linkedin'],
    [last_name, 'phone_and_name'],
    [employed.last_name, 'name_and_company'],
    [employed.last_name, 'name_and_company'],
    null,
    null,
    [last_name, 'phone_and_name'],
  ])
  const sure = matches.map((match) => match?.confidence ?? 0)
  expect([sure[0], sure[1], sure[2]]).toEqual([...sure.slice(0, 3)].sort((a, b) => b - a))
  expect(sure[4]).toBeGreaterThan(sure[3] as number)
  expect(sure[7]).toBeLessThan(sure[2] as number) // with another address
})

it('suggests titles, cities and companies by what was typed', async () => {
  const suggest = local.audience.suggest
  expect((await suggest('job_titles', 'SALES', 5)).map(({ value }) => value)).toEqual([
    ...['Sales Director', 'Sales-Director, Déutschland'],
    ...['VP of Sales', 'Head of Marketing & Sales', 'Director of Sales Operations'],
  ])
  expect(await suggest('cities', 'san jo', 5)).toEqual([{ value: 'San José' }])
  expect(await suggest('company_names', 'burk', 5)).toEqual([{ value: 'Bürkle & Söhne' }])
  expect(await suggest('cities', "'; drop table people; --", 5)).toEqual([])
})

it('stops when nobody waits any more', async () => {
  const stop = new AbortController()
  const asked = local.audience.count({ filter: { countries: ['DE'] }, workspaceId, signal: stop.signal })
  stop.abort()
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  const query = { filter: { job_titles: ['sales'] }, workspaceId, signal: AbortSignal.abort() }
  await expect(local.audience.facets(query)).rejects.toMatchObject({ name: 'AbortError' })
  await expect(local.audience.sample(query, 5)).rejects.toMatchObject({ name: 'AbortError' })
})

it('gives its memory back when nobody asks, and takes it up again', async () => {
  const audience = local.another(1)
  for (let round = 0; round < 3; round++) {
    expect((await audience.count({ filter: {}, workspaceId })).count).toBe(900)
    await setTimeout(round * 30)
  }
})

it('takes people out of every process at once, and of the next version', async () => {
  const other = local.another()
  const filter = {}
  expect((await other.count({ filter, workspaceId })).count).toBe(900)
  const { rows } = await local.world.db.system.query<{ identity: Buffer }>(
    `select identity_hash(identity_key(), 'email', $1) as identity`,
    [known.email],
  )
  const identities = rows.map(({ identity }) => identity)
  expect(await local.audience.remove(identities)).toBe(1)
  expect(await local.audience.remove(identities)).toBe(0)
  for (const audience of [local.audience, other]) {
    expect(await audience.count({ filter, workspaceId })).toEqual({ count: 899, net_new: 899 })
    expect(await audience.match([{ ...nothing, email: known.email }])).toEqual([null])
  }
  await local.activate(people)
  const anew = local.another()
  expect((await anew.count({ filter, workspaceId })).count).toBe(899)
})

it('goes on answering while versions change', async () => {
  const sizes = new Set<number>()
  let isOver = false
  const ask = async () => {
    while (!isOver) {
      const { count } = await local.audience.count({ filter: {}, workspaceId })
      const { people } = await local.audience.pull({ filter: {}, workspaceId }, 10, null)
      expect(people).toHaveLength(10)
      sizes.add(count)
    }
  }
  const asking = [ask(), ask()]
  await local.activate(plainPeople(300, 6))
  await expect.poll(() => [...sizes], { timeout: 20_000 }).toContain(300)
  const broken = await local.activate(plainPeople(200, 6))
  await rm(versionDir(local.dataDir, broken), { recursive: true })
  await expect.poll(async () => (await local.audience.version())?.id, { timeout: 5_000 }).toBe(broken)
  isOver = true
  await Promise.all(asking)
  expect(sizes.has(899)).toBe(true)
  expect((await local.audience.count({ filter: {}, workspaceId })).count).toBe(300)
})

it('says that people stored by another program must be loaded again', async () => {
  const id = await local.activate(plainPeople(50, 7))
  const path = manifestFile(versionDir(local.dataDir, id))
  const manifest = JSON.parse(await readFile(path, 'utf8'))
  await writeFile(path, JSON.stringify({ ...manifest, format: manifest.format - 1 }))
  const asked = local.another().count({ filter: {}, workspaceId })
  await expect(asked).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('load its files again'),
  })
})
