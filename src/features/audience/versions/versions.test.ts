import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson, type Person } from '../../../../test/people.ts'
import { withSystem } from '../../../platform/db/index.ts'
import { loadFiles } from './load-files.ts'
import { enqueueLoad } from './open-version.ts'
import { sweepVersions } from './sweep-versions.ts'

let world: TestWorld
let app: TestApp
let operator: Person
let member: Person
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'assay-versions-'))
  world = await createTestWorld()
  app = await world.startApp({ DATA_DIR: dataDir, AUDIENCE_UPLOAD_LIMIT_MB: '1' })
  operator = await addPerson(world, { operator: true })
  member = await addPerson(world)
})
afterAll(async () => {
  await world?.dispose()
  await rm(dataDir, { recursive: true, force: true })
})

const send = (method: string, path: string, body?: unknown, cookie: string | undefined = operator.cookie) =>
  app.client.request(method, `/api/operator/audience${path}`, { cookie, body })

function form(name: string, content: string): FormData {
  const body = new FormData()
  body.append('file', new Blob([content]), name)
  return body
}

async function upload(name: string, content: string) {
  const { status, body } = await send('POST', '/loads', form(name, content))
  expect(status).toBe(202)
  return ended(body.id)
}

async function ended(id: string) {
  for (;;) {
    const { body } = await send('GET', `/versions/${id}`)
    if (body.status !== 'waiting' && body.status !== 'loading') return body
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const SOON = { timeout: 20_000 }
const active = async () => (await send('GET', '')).body.active
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
const folder = (id: string) => join(dataDir, 'audience', id)
const actions = async (id: string) =>
  (
    await world.db.system.query('select action from audit_log where subject_id = $1 order by id', [id])
  ).rows.map(({ action }) => action)

describe('versions of the audience', () => {
  it('are loaded from an upload, searched at once, gone back to, and the oldest is removed', async () => {
    const one = await upload('one.csv', 'email,title\nann@acme.example,CEO\nANN@acme.example,CEO\n')
    expect(one).toMatchObject({ status: 'ready', people: 1, files: ['one.csv'], failure: null })
    expect(one.progress).toMatchObject({ rows_read: 2, duplicates: 1, left_out: 0, removed: 0 })
    expect(await active()).toBe(one.id)
    const two = await upload('two.csv', 'email\nbob@acme.example\ncyd@acme.example\n')
    expect(await active()).toBe(two.id)
    const back = await send('POST', `/versions/${one.id}/activation`, {})
    expect(back).toMatchObject({ status: 200, body: { id: one.id } })
    expect(await active()).toBe(one.id)
    expect(await actions(one.id)).toEqual(['audience.loaded', 'audience.activated'])
    const three = await upload('three.csv', 'email\ndan@acme.example\n')
    expect(await active()).toBe(three.id)
    await expect.poll(() => exists(folder(two.id)), SOON).toBe(false)
    expect(await exists(folder(one.id))).toBe(true)
    expect((await send('GET', `/versions/${two.id}`)).body.status).toBe('deleted')
    expect((await send('POST', `/versions/${two.id}/activation`, {})).status).toBe(409)
    await expect.poll(() => readdir(join(dataDir, 'audience', 'uploads')), SOON).toEqual([])
  })

  it('stay as they are when a file is bad', async () => {
    const before = await active()
    const failed = await upload('bad.csv', 'email,city\nann@acme.example,Rome\nbob@acme.example,Rome,x\n')
    expect(failed).toMatchObject({ status: 'failed', people: null })
    expect(failed.failure).toMatch(
      /^bad\.csv, line 3: The row has 3 cells where the header has 2\. Mend the line/,
    )
    expect(await active()).toBe(before)
    expect(await exists(folder(failed.id))).toBe(false)
  })

  it('leave out who was erased', async () => {
    await world.db.system.query(
      `insert into audience_removals (identity) select identity_hash(identity_key(), 'email', 'gone@acme.example')`,
    )
    const version = await upload('erased.csv', 'email\nGone@acme.example\nstays@acme.example\n')
    expect(version).toMatchObject({ people: 1, progress: { removed: 1 } })
  })

  it('are loaded by a command beside the app, one load at a time', async () => {
    const path = join(dataDir, 'beside.csv')
    await writeFile(path, 'email\nann@acme.example\n')
    const run = { db: world.db, dataDir, log: world.log, paths: [path], signal: new AbortController().signal }
    await world.db.system.query(
      `insert into audience_versions (status, files) values ('loading', '{other.csv}')`,
    )
    expect(await loadFiles(run)).toBeNull()
    await world.db.system.query(`update audience_versions set status = 'cancelled' where status = 'loading'`)
    const version = await loadFiles(run)
    expect(version).toMatchObject({ status: 'ready', people: 1, files: ['beside.csv'] })
    expect(await active()).toBe(version?.id)
  })

  it('that broke off are ended, and their files go', async () => {
    const { rows } = await world.db.system.query(
      `insert into audience_versions (status, files, touched_at) values ('loading', '{x.csv}', now() - interval '1 hour') returning id`,
    )
    const id = rows[0].id as string
    await mkdir(folder(id), { recursive: true })
    const kept = await active()
    await sweepVersions(world.db, dataDir)
    const { body } = await send('GET', `/versions/${id}`)
    expect(body).toMatchObject({
      status: 'failed',
      failure: expect.stringMatching(/^The program ended in the middle/),
    })
    expect([await exists(folder(id)), await exists(folder(kept))]).toEqual([false, true])
  })

  it('that broke off are ended at once when their job runs again', async () => {
    const { rows } = await world.db.system.query(
      `insert into audience_versions (status, files) values ('loading', '{x.csv}') returning id`,
    )
    const id = rows[0].id as string
    await mkdir(folder(id), { recursive: true })
    await withSystem(world.db, (tx) => enqueueLoad(tx, id))
    await expect.poll(async () => (await send('GET', `/versions/${id}`)).body.status, SOON).toBe('failed')
    await expect.poll(() => exists(folder(id)), SOON).toBe(false)
  })

  it('can be stopped while they load or wait, and only then', async () => {
    const { rows } = await world.db.system.query(
      `insert into audience_versions (status, files) values ('waiting', '{x.csv}') returning id`,
    )
    const id = rows[0].id as string
    expect(await send('POST', `/versions/${id}/cancellation`, {})).toMatchObject({
      status: 200,
      body: { status: 'cancelled' },
    })
    expect((await send('POST', `/versions/${id}/cancellation`, {})).status).toBe(409)
    expect(await actions(id)).toEqual(['audience.cancelled'])
    const path = join(dataDir, 'beside.csv')
    const run = { db: world.db, dataDir, log: world.log, paths: [path], signal: AbortSignal.abort() }
    expect(await loadFiles(run)).toMatchObject({
      status: 'failed',
      failure: expect.stringMatching(/program stopped/),
    })
  })

  it('are the operator’s alone', async () => {
    const nobody = '00000000-0000-7000-8000-000000000000'
    const paths: [string, string][] = [
      ['GET', ''],
      ['POST', '/loads'],
      ['GET', `/versions/${nobody}`],
      ['POST', `/versions/${nobody}/cancellation`],
      ['POST', `/versions/${nobody}/activation`],
    ]
    for (const [method, path] of paths) {
      const body = method === 'POST' ? {} : undefined
      expect((await send(method, path, body, '')).status).toBe(401)
      expect((await send(method, path, body, member.cookie)).status).toBe(403)
    }
    for (const [method, path] of paths.slice(2))
      expect((await send(method, path, method === 'POST' ? {} : undefined)).status).toBe(404)
    expect((await send('GET', '/versions/x')).status).toBe(422)
  })

  it('take CSV and Parquet files of a bounded size', async () => {
    expect((await send('POST', '/loads', {})).status).toBe(400)
    expect((await send('POST', '/loads', form('people.xlsx', 'x'))).status).toBe(422)
    expect((await send('POST', '/loads', form('large.csv', 'x'.repeat(1_100_000)))).status).toBe(413)
    const empty = new FormData()
    empty.append('other', 'x')
    expect((await send('POST', '/loads', empty)).status).toBe(422)
    expect(await readdir(join(dataDir, 'audience', 'uploads'))).toEqual([])
  })
})
