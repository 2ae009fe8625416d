import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson } from '../../../../test/people.ts'
import { asOwner, createImportKit, type ImportKit, makePartner } from './import-kit.test-kit.ts'
import { runImport } from './run-import.ts'
import { sweepImports } from './sweep-imports.ts'

let world: TestWorld
let app: TestApp
let kit: ImportKit

beforeAll(async () => {
  world = await createTestWorld()
  // Without a worker: the tests run the jobs themselves, and kill them.
  app = await world.startApp({ ROLE: 'web' })
})
beforeEach(async () => {
  kit = await createImportKit(world, app)
})
afterAll(() => world?.dispose())

const ROWS = 1_200
/** Every fifth row is a person of the row before, every tenth cannot be reached. */
function people(rows = ROWS, tag = 'p'): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    if (i % 10 === 9) return `Nobody ${i},no address`
    const who = i % 5 === 4 ? i - 1 : i
    return `Person ${who},${tag}${who}@acme.example`
  })
  return `Name,Email\n${lines.join('\n')}\n`
}
const EXPECTED = {
  rows: ROWS,
  imported: ROWS * 0.8,
  duplicates: ROWS * 0.1,
  rejected: ROWS * 0.1,
  updated: 0,
}

async function uploadLarge(csv = people(), fields = {}, options = {}): Promise<string> {
  const { status, body } = await kit.upload(csv, fields, options)
  expect(status).toBe(202)
  return body.import_id
}

const run = (
  importId: string,
  { signal = new AbortController().signal, ...rest }: Partial<Parameters<typeof runImport>[1]> = {},
) => runImport(world.db, { workspaceId: kit.person.workspaceId, importId, signal, batchRows: 250, ...rest })

const state = async (importId: string) => (await kit.get(`/api/leads/imports/${importId}`)).body

async function expectExact(importId: string, expected: object = EXPECTED): Promise<void> {
  const body = await state(importId)
  expect(body).toMatchObject({ status: 'finished', ...expected })
  expect(body.imported + body.updated + body.duplicates + body.rejected).toBe(body.rows)
  const [counted] = await kit.rows(
    `select (select count(*) from leads where import_id = $1) as leads,
      (select count(*) from import_errors where import_id = $1) as errors,
      (select count(*) from import_chunks where import_id = $1) as chunks`,
    importId,
  )
  expect(counted).toEqual({ leads: body.imported, errors: expect.any(Number), chunks: 0 })
}

it('imports a large file as a job with live progress', async () => {
  const importId = await uploadLarge()
  expect(await state(importId)).toMatchObject({ status: 'queued', rows: 0, file_bytes: people().length })
  const jobs = await owner(
    `select payload from graphile_worker._private_jobs j where j.payload ->> 'import_id' = $1`,
    importId,
  )
  expect(jobs).toHaveLength(1)
  await run(importId)
  await expectExact(importId)
  const { bytes_done, file_bytes } = await state(importId)
  expect(bytes_done).toBe(file_bytes)
  const events = await kit.rows(
    `select type, payload from events where workspace_id = $1 order by xid, id`,
    kit.person.workspaceId,
  )
  const types = events.map(({ type }) => type)
  expect(types.filter((type) => type === 'lead.created')).toHaveLength(5)
  expect(types).toContain('import.progressed')
  expect(types.at(-1)).toBe('import.finished')
  expect(JSON.stringify(events)).not.toMatch(/acme|Person/)
  const created = events
    .filter(({ type }) => type === 'lead.created')
    .map(({ payload }) => payload as { ids: []; count: number })
  expect(created.reduce((sum, { count }) => sum + count, 0)).toBe(EXPECTED.imported)
  expect(Math.max(...created.map(({ ids }) => ids.length))).toBeLessThanOrEqual(200)
})

describe('resumes without a lost or doubled row', () => {
  it('when the database drops every connection, again and again', async () => {
    const importId = await uploadLarge()
    for (let kills = 0; kills < 3; kills++) {
      const running = run(importId).then(
        () => 'ended',
        () => 'died',
      )
      while ((await rowsDone(importId)) < (kills + 1) * 250) await soon()
      await owner(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'assay app' and datname = current_database()`,
      )
      expect(await running).toBe('died')
    }
    await run(importId)
    await expectExact(importId)
  })

  it('when the worker is stopped between two batches', async () => {
    const importId = await uploadLarge()
    const stop = new AbortController()
    const running = run(importId, { signal: stop.signal })
    while ((await rowsDone(importId)) === 0) await soon()
    stop.abort()
    await expect(running).rejects.toThrow()
    expect(await rowsDone(importId)).toBeLessThan(ROWS)
    await run(importId)
    await expectExact(importId)
  })

  it('when two workers take up one import', async () => {
    const importId = await uploadLarge()
    await Promise.all([run(importId), run(importId), run(importId)])
    await expectExact(importId)
  })
})

it('imports one file twice at once without a double', async () => {
  const [first, second] = [await uploadLarge(), await uploadLarge()]
  await Promise.all([run(first), run(second, { batchRows: 170 })])
  const both = [await state(first), await state(second)]
  const sum = (key: string) => both.reduce((total, body) => total + body[key], 0)
  for (const body of both) {
    expect(body).toMatchObject({ status: 'finished', rows: ROWS, rejected: EXPECTED.rejected })
    expect(body.imported + body.duplicates).toBe(ROWS * 0.9)
  }
  expect(sum('imported')).toBe(EXPECTED.imported)
  const [{ people: stored }] = await kit.rows(
    'select count(*) as people from leads where workspace_id = $1',
    kit.person.workspaceId,
  )
  expect(stored).toBe(EXPECTED.imported)
})

it('writes no lead when a file is imported again', async () => {
  await run(await uploadLarge())
  const versions = () =>
    kit.rows(
      `select count(*) as n, sum(hashtext(xmin::text || ctid::text)) as h from leads where workspace_id = $1
       union all select count(*), sum(hashtext(xmin::text || ctid::text)) from lead_identities where workspace_id = $1`,
      kit.person.workspaceId,
    )
  const before = await versions()
  const again = await uploadLarge()
  await run(again)
  expect(await state(again)).toMatchObject({
    imported: 0,
    duplicates: ROWS * 0.9,
    duplicates_in_file: 0,
    updated: 0,
  })
  expect(await versions()).toEqual(before)
})

it('can be cancelled: what was imported stays, the rest does not come', async () => {
  const importId = await uploadLarge()
  const running = run(importId, { batchRows: 50 })
  while ((await rowsDone(importId)) === 0) await soon()
  const { status, body } = await app.client.request('POST', `/api/leads/imports/${importId}/cancellation`, {
    cookie: kit.person.cookie,
  })
  await running
  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'cancelled' })
  expect(body.rows).toBeLessThan(ROWS)
  expect(body.imported + body.duplicates + body.rejected).toBe(body.rows)
  expect(await state(importId)).toEqual(body)
  const [{ stored }] = await kit.rows('select count(*) as stored from leads where import_id = $1', importId)
  expect(stored).toBe(body.imported)
  const again = await app.client.request('POST', `/api/leads/imports/${importId}/cancellation`, {
    cookie: kit.person.cookie,
  })
  expect(again.status).toBe(409)
})

describe('fails with a reason', () => {
  it('when the file has too many rows, before the first is stored', async () => {
    const importId = await uploadLarge()
    await run(importId, { maxRows: 1_100 })
    expect(await state(importId)).toMatchObject({
      status: 'failed',
      rows: 0,
      failure: expect.stringContaining('more than 1,000,000 rows'),
    })
  })

  it('when the file turns out not to be CSV', async () => {
    // far enough into the file that it has become a job by then
    const rows = Array.from({ length: 1_800 }, (_, i) => `w${i}@acme.example,${'x'.repeat(300)}\n`)
    const importId = await uploadLarge(`Email,Notes\n${rows.join('')}${'"open\n'.repeat(1_200)}`)
    await run(importId, { batchRows: 600 })
    const body = await state(importId)
    expect(body).toMatchObject({ status: 'failed', failure: expect.stringContaining('quotes') })
    expect(body.imported + body.duplicates + body.rejected).toBe(body.rows)
  })
})

describe('the sweep', () => {
  it.each(['queued', 'running'])('takes up a %s import whose worker died', async (status) => {
    const importId = await uploadLarge()
    await owner(`delete from graphile_worker._private_jobs`)
    await sweepImports(world.db)
    expect(await owner(`select 1 from graphile_worker._private_jobs`)).toHaveLength(0)
    await owner(
      `update imports set status = $2, touched_at = now() - interval '3 minutes' where id = $1`,
      importId,
      status,
    )
    await sweepImports(world.db)
    const jobs = await owner(
      `select 1 from graphile_worker._private_jobs where payload ->> 'import_id' = $1`,
      importId,
    )
    expect(jobs).toHaveLength(1)
    await run(importId)
    await expectExact(importId)
  })

  it('gives up an upload that broke off', async () => {
    const [{ id }] = await owner(
      `insert into imports (workspace_id, kind, touched_at) values ($1, 'own', now() - interval '2 hours') returning id`,
      kit.person.workspaceId,
    )
    await sweepImports(world.db)
    expect(await state(id)).toMatchObject({
      status: 'failed',
      failure: expect.stringContaining('broke off'),
    })
  })
})

it("lists a partner's leads batch by batch, and stops when the partner is suspended", async () => {
  await makePartner(world, kit.person)
  const terms = { list: 'true', price: '2.50', max_buyers: '3' }
  const options = { path: '/api/partner/leads/upload' }
  const importId = await uploadLarge(people(), terms, options)
  await run(importId)
  await expectExact(importId, { ...EXPECTED, kind: 'partner', listed: EXPECTED.imported })
  const { potential_earnings } = await state(importId)
  expect(potential_earnings).toBe(EXPECTED.imported * 3 * 1)
  const suspended = await uploadLarge(people(ROWS, 'q'), terms, options)
  await makePartner(world, kit.person, 'suspended')
  await expect(run(suspended)).rejects.toMatchObject({ code: 'AS403' })
  expect(await state(suspended)).toMatchObject({ rows: 0, imported: 0 })
})

it('is invisible to other workspaces', async () => {
  const importId = await uploadLarge()
  const stranger = await addPerson(world)
  for (const path of ['', '/errors.csv']) {
    expect((await kit.get(`/api/leads/imports/${importId}${path}`, stranger)).status).toBe(404)
  }
  const cancelled = await app.client.request('POST', `/api/leads/imports/${importId}/cancellation`, {
    cookie: stranger.cookie,
  })
  expect(cancelled.status).toBe(404)
  expect((await kit.get('/api/leads/imports', stranger)).body.data).toEqual([])
  await runImport(world.db, {
    workspaceId: stranger.workspaceId,
    importId,
    signal: new AbortController().signal,
  })
  expect(await state(importId)).toMatchObject({ status: 'queued' })
})

const rowsDone = async (importId: string) =>
  (await kit.rows('select rows_done from imports where id = $1', importId))[0]?.rows_done as number
const soon = () => new Promise((resolve) => setTimeout(resolve, 5))
const owner = (sql: string, ...values: unknown[]) => asOwner(world, sql, ...values)
