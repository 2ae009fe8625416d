import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AudienceApp, serveAudience } from '../../../../test/audience.ts'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { createTestWorld, type TestWorld } from '../../../../test/harness/index.ts'
import { addListings, addPartner } from '../../../../test/market.ts'
import { addKey, addPerson, type Person } from '../../../../test/people.ts'
import { type LocalAudience, localAudience } from '../local/local-audience.ts'
import { hashList } from '../ui/overlap/hash-list.ts'
import { readList } from '../ui/overlap/read-list.ts'
import { loadFiles } from '../versions/load-files.ts'
import { expireTests } from './jobs.ts'

const PEOPLE = 300
const emailOf = (n: number) => `ada.wharf${n}@pier.example`
const phoneOf = (n: number) => `+1 415 555 ${1000 + n}`
const partnersEmail = (n: number) => `pia.${n}@gmail.com`

let world: TestWorld
let app: AudienceApp
let local: LocalAudience
let dataDir: string

beforeAll(async () => {
  world = await createTestWorld()
  dataDir = await mkdtemp(join(tmpdir(), 'assay-overlap-'))
  const rows = Array.from({ length: PEOPLE }, (_, n) => {
    const isKnown = n % 2 === 0
    return [emailOf(n), phoneOf(n), `Ada Wharf${n}`, isKnown ? 'Director' : '', 'Pier', 'US'].join(',')
  })
  const path = join(dataDir, 'people.csv')
  await writeFile(path, ['email,phone,full name,job title,company,country', ...rows].join('\n'))
  const { db, log } = world
  await loadFiles({ db, log, dataDir, paths: [path], signal: new AbortController().signal })
  local = localAudience(db, dataDir)
  app = await serveAudience(world, local)
  const partner = await addPartner(world)
  const leads = Array.from({ length: 120 }, (_, n) => ({ email: partnersEmail(n), job_title: 'Clerk' }))
  await addListings(world, partner, leads)
})
afterAll(async () => {
  await app?.stop()
  await local?.close()
  await world?.dispose()
  if (dataDir) await rm(dataDir, { recursive: true, force: true })
})

const request = (who: Person | null, method: string, path: string, body?: unknown) =>
  app.client.request(method, path, {
    ...(who ? { cookie: who.cookie } : {}),
    ...{ body, headers: { origin: app.client.url } },
  })
const open = (who: Person | null, stock = 'audience') =>
  request(who, 'POST', '/api/overlap/sessions', { stock })

/** Reads, hashes and asks, as the page does. */
async function test(who: Person, stock: string, lines: string[]) {
  const opened = await open(who, stock)
  expect(opened.status).toBe(201)
  const list = await hashList(
    opened.body.key,
    readList(lines.join('\n')).people,
    () => {},
    new AbortController().signal,
  )
  return request(who, 'POST', '/api/overlap/tests', { id: opened.body.id, ...list })
}

const nobodies = (count: number) => Array.from({ length: count }, (_, n) => `no.body${n}@nowhere.example`)
const range = (count: number) => Array.from({ length: count }, (_, n) => n)

describe('an overlap test', () => {
  it('tells in round numbers how much of a list the audience knows and how well it is filled', async () => {
    const buyer = await addPerson(world)
    const lines = [
      ...range(100).map((n) => emailOf(n).toUpperCase()),
      ...range(60).map((n) => `x;${phoneOf(n + 100)}`),
      ...nobodies(140),
    ]
    const { status, body } = await test(buyer, 'audience', lines)
    expect(status).toBe(200)
    expect(body.overlap.is).toBe('about')
    expect(Math.abs(body.overlap.people - 160)).toBeLessThan(100)
    expect(body.overlap.people % 10).toBe(0)
    expect(body.fields).toMatchObject({
      email: { is: 'nearly_all' },
      job_title: { is: 'about' },
      city: { is: 'few' },
    })
    const { body: read } = await request(buyer, 'GET', '/api/overlap')
    expect(read).toMatchObject({ tests_left_today: 4, tests: [{ id: body.id, values: 300 }] })
    const kept = await asOwner(world, 'select to_jsonb(t) as row from overlap_tests t where id = $1', [
      body.id,
    ])
    expect(kept[0].row).toMatchObject({ key: null, status: 'done' })
    expect(JSON.stringify(kept)).not.toMatch(/wharf|[0-9a-f]{32}"/)
  })

  it('tells of a partner’s people on sale, whose name is another one for everybody', async () => {
    const [buyer, other] = [await addPerson(world), await addPerson(world)]
    const stockOf = async (who: Person) =>
      (await request(who, 'GET', '/api/overlap')).body.stocks.find(
        (s: { stock: string }) => s.stock !== 'audience',
      )
    const [mine, theirs] = [await stockOf(buyer), await stockOf(other)]
    expect(mine).toEqual({ stock: expect.stringMatching(/^[0-9a-f]{16}$/), people: 120 })
    expect(theirs.stock).not.toBe(mine.stock)
    // another spelling of the same mailbox
    const lines = [...range(80).map((n) => `p.ia${n}+x@googlemail.com`), ...nobodies(200)]
    const { body } = await test(buyer, mine.stock, lines)
    expect(body).toMatchObject({
      overlap: { is: 'about' },
      fields: { email: { is: 'nearly_all' }, phone: { is: 'few' } },
    })
    expect(await open(buyer, theirs.stock)).toMatchObject({ status: 404 })
  })

  it('withholds small numbers, and what is left of them', async () => {
    const buyer = await addPerson(world)
    const few = await test(buyer, 'audience', [...range(9).map(emailOf), ...nobodies(200)])
    expect(few.body).toMatchObject({ overlap: { is: 'few', people: null }, fields: null })
    const all = await test(buyer, 'audience', [...range(120).map(emailOf), ...nobodies(5)])
    expect(all.body.overlap).toEqual({ is: 'nearly_all', people: null })
    expect(await test(buyer, 'audience', range(99).map(emailOf))).toMatchObject({ status: 422 })
    const twice = [...range(60), ...range(60)].map(emailOf)
    expect(await test(buyer, 'audience', twice)).toMatchObject({ status: 422 })
  })

  it('can be run once, for a quarter of an hour, five times a day', async () => {
    const buyer = await addPerson(world)
    const { body } = await open(buyer)
    const list = { emails: range(100).map((n) => n.toString(16).padStart(32, '0')), phones: [] }
    const run = () => request(buyer, 'POST', '/api/overlap/tests', { id: body.id, ...list })
    const answers = await Promise.all([run(), run()])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
    const late = (await open(buyer)).body
    await asOwner(world, `update overlap_tests set expires_at = now() where id = $1`, [late.id])
    expect(await request(buyer, 'POST', '/api/overlap/tests', { id: late.id, ...list })).toMatchObject({
      status: 404,
    })
    await expireTests(world.db)
    expect(await asOwner(world, 'select key from overlap_tests where id = $1', [late.id])).toEqual([
      { key: null },
    ])
    const rest = await Promise.all(range(5).map(() => open(buyer)))
    expect(rest.map(({ status }) => status).sort()).toEqual([201, 201, 201, 429, 429])
  })

  it('is refused to others and for what is no hash', async () => {
    const [buyer, other] = [await addPerson(world), await addPerson(world)]
    const { body } = await open(buyer)
    const emails = range(100).map((n) => n.toString(16).padStart(32, '0'))
    const run = (who: Person | null, more: object) =>
      request(who, 'POST', '/api/overlap/tests', { id: body.id, emails, phones: [], ...more })
    expect(await run(other, {})).toMatchObject({ status: 404 })
    expect(await run(null, {})).toMatchObject({ status: 401 })
    expect(await run(buyer, { emails: ['ann@example.com'] })).toMatchObject({ status: 422 })
    expect(await open(null)).toMatchObject({ status: 401 })
    expect(await open(buyer, 'everything')).toMatchObject({ status: 422 })
    const key = await addKey(world, buyer.workspaceId, ['read'])
    const asReader = await app.client.request('POST', '/api/overlap/sessions', {
      key,
      body: { stock: 'audience' },
    })
    expect(asReader.status).toBe(403)
  })
})
