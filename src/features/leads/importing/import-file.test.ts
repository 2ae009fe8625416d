import http from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addKey, addPerson } from '../../../../test/people.ts'
import { createImportKit, type ImportKit } from './import-kit.test-kit.ts'

let world: TestWorld
let app: TestApp
let kit: ImportKit

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp({ ROLE: 'web' })
})
beforeEach(async () => {
  kit = await createImportKit(world, app)
})
afterAll(() => world?.dispose())

const HEADER = 'First Name,Last Name,Email,Phone,Company'
const MESSY = [
  HEADER,
  'Ada,Byron,ada@acme.example,,Acme',
  'Ada,Byron,ADA@acme.example,,Acme',
  'Bob,,not-an-address,,Acme',
  'Cy,Young,bad@@mail,+1 202-555-0143,Acme',
  'Dee,Ragged,dee@acme.example',
].join('\r\n')

const codes = (problems: { line: number; code: string }[]) => problems.map(({ line, code }) => [line, code])

describe('a small file', () => {
  it('is imported at once and says what became of every row', async () => {
    const { status, body } = await kit.upload(MESSY)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      status: 'finished',
      rows: 5,
      imported: 2,
      updated: 0,
      duplicates: 1,
      duplicates_in_file: 1,
      rejected: 2,
      suppressed: 0,
      listed: 0,
      potential_earnings: 0,
      file_name: 'leads.csv',
    })
    expect(codes(body.errors)).toEqual([
      [4, 'no_contact'],
      [4, 'invalid_email'],
      [6, 'ragged_row'],
    ])
    expect(body.warnings).toEqual([
      { line: 5, column: 'Email', code: 'invalid_email', message: expect.any(String), value: 'bad@@mail' },
    ])
    const [lead] = await kit.rows('select * from leads where email = $1', 'ada@acme.example')
    expect(lead).toMatchObject({
      source: 'upload',
      source_detail: 'leads.csv',
      import_id: body.import_id,
      score: 35,
    })
    const events = await kit.rows(
      'select type, payload from events where workspace_id = $1 order by id',
      kit.person.workspaceId,
    )
    expect(events.map(({ type }) => type)).toEqual(['lead.created', 'import.finished'])
    expect(JSON.stringify(events)).not.toMatch(/acme|Ada/)
  })

  it('stays to be looked up', async () => {
    const { body } = await kit.upload(MESSY)
    expect((await kit.get(`/api/leads/imports/${body.import_id}`)).body).toEqual(body)
    const second = (await kit.upload(MESSY)).body
    expect(second).toMatchObject({ imported: 0, duplicates: 3, duplicates_in_file: 0 })
    const list = (await kit.get('/api/leads/imports?limit=1')).body
    expect(list.data.map((item: { import_id: string }) => item.import_id)).toEqual([second.import_id])
    const next = (await kit.get(`/api/leads/imports?limit=1&cursor=${list.next_cursor}`)).body
    expect(next).toMatchObject({ data: [{ import_id: body.import_id }], next_cursor: null })
  })

  it('may come from any program and be mapped by hand', async () => {
    const tabs = Buffer.from('Wer\tWo\tNotiz\r\nJürgen\tj@firma.example\tx\r\n', 'utf16le')
    const file = Buffer.concat([Buffer.from([0xff, 0xfe]), tabs])
    const { status, body } = await kit.upload(file, {
      mapping: JSON.stringify({ Wer: 'full_name', Wo: 'email', Notiz: null }),
      default_country: 'de',
    })
    expect([status, body.imported]).toEqual([201, 1])
    const [lead] = await kit.rows('select * from leads where import_id = $1', body.import_id)
    expect(lead).toMatchObject({ full_name: 'Jürgen', email: 'j@firma.example', custom: {} })
  })

  it('fills or overwrites when asked to', async () => {
    await kit.upload('Email,Company\na@acme.example,Acme\n')
    const file = 'Email,Company,Title\na@acme.example,New Name,CEO\n'
    expect((await kit.upload(file, { on_duplicate: 'fill' })).body).toMatchObject({
      updated: 1,
      duplicates: 0,
    })
    expect((await kit.upload(file, { on_duplicate: 'overwrite' })).body).toMatchObject({ updated: 1 })
    const [lead] = await kit.rows('select * from leads where workspace_id = $1', kit.person.workspaceId)
    expect(lead).toMatchObject({ company_name: 'New Name', job_title: 'CEO' })
  })
})

describe('rejected rows', () => {
  it('come back as CSV with reasons, and go in again once mended', async () => {
    const { body } = await kit.upload(`${MESSY}\r\n=Eve,"Two\nLines",,12,"a ""b"""\r\n`)
    const path = `/api/leads/imports/${body.import_id}/errors.csv`
    const { headers, text } = await kit.get(path)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const lines = text.split('\r\n')
    expect(lines[0]).toBe(`assay_error_column,assay_error,${HEADER}`)
    expect(lines[1]).toMatch(/^Email,.*,Bob,,not-an-address,,Acme$/)
    expect(lines[2]).toMatch(/^"?,.*3 cells.*,Dee,Ragged,dee@acme.example$/)
    expect(text).toContain(`'=Eve,"Two\nLines",,12,"a ""b"""`)

    const again = (await kit.upload(text)).body
    expect(again).toMatchObject({ rows: 3, imported: 0, rejected: 3 })
    const secondErrors = (await kit.get(`/api/leads/imports/${again.import_id}/errors.csv`)).text
    expect(secondErrors.split('\r\n')[0]).toBe(lines[0])

    const mended = text
      .replace('not-an-address', 'bob@acme.example')
      .replace('dee@acme.example\r\n', 'dee@acme.example,,\r\n')
    expect((await kit.upload(mended)).body).toMatchObject({ rows: 3, imported: 2, rejected: 1 })
    const [bob] = await kit.rows(
      `select custom from leads where email = 'bob@acme.example' and workspace_id = $1`,
      kit.person.workspaceId,
    )
    expect(bob).toEqual({ custom: {} })
  })

  it('tell a suppressed person apart and keep nothing of them', async () => {
    await world.db.system.query(
      `insert into suppressions (identity, reason) values (identity_hash(identity_key(), 'email', 'gone@quiet.example'), 'asked') on conflict do nothing`,
    )
    const { body } = await kit.upload(`Email,Phone\ngone@quiet.example,nonsense\nok@acme.example,\n`)
    expect(body).toMatchObject({ rows: 2, imported: 1, rejected: 1, suppressed: 1, warnings: [] })
    expect(body.errors).toEqual([
      { line: 2, column: null, code: 'suppressed', message: expect.any(String), value: null },
    ])
    const [{ kept }] = await kit.rows(
      `select string_agg(e::text, '') as kept from import_errors e where import_id = $1`,
      body.import_id,
    )
    expect(kept).not.toContain('quiet')
  })
})

describe('refuses', () => {
  const cases: [string, string | Buffer, Record<string, string>, number, RegExp][] = [
    ['an empty file', '', {}, 422, /empty/],
    ['a file without a row', '\n\n', {}, 422, /no row/],
    ['what is no text', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 1, 2, 3]), {}, 422, /./],
    ['a file nobody can be reached by', 'Name,Company\nAda,Acme\n', {}, 422, /None of the 2 columns/],
    ['a mapping that is no JSON', MESSY, { mapping: 'nonsense' }, 422, /mapping/],
    ['a mapping of unknown columns', MESSY, { mapping: '{"Nope":"email"}' }, 422, /no column "Nope"/],
    ['a mapping to unknown fields', MESSY, { mapping: '{"Company":"boss"}' }, 422, /no field/],
    ['an unknown country', MESSY, { default_country: 'Germany' }, 422, /default_country/],
    ['an unknown way with duplicates', MESSY, { on_duplicate: 'explode' }, 422, /on_duplicate/],
  ]
  it.each(cases)('%s', async (_name, file, fields, status, detail) => {
    const answer = await kit.upload(file, fields)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ code: 'invalid_input', errors: [{ path: expect.any(String) }] })
    expect(answer.body.detail).toMatch(detail)
    expect((await kit.get('/api/leads/imports')).body.data).toEqual([])
  })

  it('a body that is no upload', async () => {
    const send = (body: string, type: string) =>
      app.client.request('POST', '/api/leads/imports', {
        body,
        cookie: kit.person.cookie,
        headers: { 'Content-Type': type },
      })
    expect((await send('x', 'text/plain')).status).toBe(400)
    expect((await send('{', 'application/json')).status).toBe(400)
    expect((await send('--x\r\nbroken', 'multipart/form-data; boundary=x')).status).toBe(400)
    expect((await send('--x--\r\n', 'multipart/form-data; boundary=x')).status).toBe(422)
  })

  it('a file over 500 MB before it is read', async () => {
    const { status, body } = await new Promise<{ status: number; body: string }>((resolve, reject) => {
      const request = http.request(
        `${app.url}/api/leads/imports`,
        {
          method: 'POST',
          headers: {
            Cookie: kit.person.cookie,
            'Content-Type': 'multipart/form-data; boundary=x',
            'Content-Length': 600_000_000,
          },
        },
        (response) => {
          let text = ''
          response.on('data', (piece) => {
            text += piece
          })
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
        },
      )
      request.on('error', reject)
      request.write('--x\r\n')
    })
    expect([status, JSON.parse(body).code]).toEqual([413, 'too_large'])
  })

  it('whoever may not', async () => {
    const path = '/api/leads/imports'
    expect((await app.client.request('POST', path)).status).toBe(401)
    const key = await addKey(world, kit.person.workspaceId, ['read'])
    expect((await kit.upload(MESSY, {}, { key, cookie: '' })).status).toBe(403)
    expect(
      (await app.client.request('GET', `${path}/01900000-0000-7000-8000-000000000000`, { key })).status,
    ).toBe(404)
    expect((await app.client.request('GET', `${path}/nonsense`, { key })).status).toBe(422)
    const stranger = await addPerson(world)
    const { body } = await kit.upload(MESSY)
    expect((await kit.get(`${path}/${body.import_id}`, stranger)).status).toBe(404)
    expect((await kit.get(`${path}/${body.import_id}/errors.csv`, stranger)).status).toBe(404)
  })
})

describe('an Idempotency-Key', () => {
  it('makes an upload take effect once', async () => {
    const first = await kit.upload(MESSY, {}, { idempotencyKey: 'k1' })
    const second = await kit.upload(MESSY, {}, { idempotencyKey: 'k1' })
    expect(second.status).toBe(201)
    expect(second.body).toEqual(first.body)
    expect((await kit.upload(`${MESSY}\n`, {}, { idempotencyKey: 'k1' })).status).toBe(409)
    expect((await kit.upload(MESSY, { on_duplicate: 'fill' }, { idempotencyKey: 'k1' })).status).toBe(409)
    expect((await kit.get('/api/leads/imports')).body.data).toHaveLength(1)
  })

  it('also of a job, and of many at once', async () => {
    const large = `Email\n${Array.from({ length: 1_500 }, (_, i) => `x${i}@acme.example`).join('\n')}\n`
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => kit.upload(large, {}, { idempotencyKey: 'k2' })),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    expect(new Set(answers.map(({ body }) => body.import_id)).size).toBe(1)
    expect((await kit.get('/api/leads/imports')).body.data).toHaveLength(1)
  })
})

describe('leads as JSON', () => {
  const send = (body: object) =>
    app.client.request('POST', '/api/leads/imports', { body, cookie: kit.person.cookie })

  it('go the same way as a file', async () => {
    const { status, body } = await send({
      default_country: 'US',
      leads: [
        {
          email: 'ada@acme.example',
          full_name: 'Ada Byron',
          tags: ['vip', 'new'],
          revenue: 5_000_000,
          crm_id: 7,
        },
        { email: 'ada@acme.example' },
        { full_name: 'Nobody', custom: { team: 'red' } },
        { phone: '(202) 555-0143', custom: { team: 'blue' } },
      ],
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({ rows: 4, imported: 2, duplicates: 1, duplicates_in_file: 1, rejected: 1 })
    expect(codes(body.errors)).toEqual([[3, 'no_contact']])
    const leads = await kit.rows('select * from leads where import_id = $1 order by id', body.import_id)
    expect(leads).toMatchObject([
      { source: 'api', tags: ['vip', 'new'], custom: { crm_id: '7' } },
      { phone: '+12025550143', custom: { team: 'blue' } },
    ])
    const { text } = await kit.get(`/api/leads/imports/${body.import_id}/errors.csv`)
    expect(text.split('\r\n')[1]).toContain('Nobody')
  })

  it('are refused when they are none, too many or too large', async () => {
    expect((await send({})).status).toBe(422)
    expect((await send({ leads: [] })).status).toBe(422)
    expect((await send({ leads: ['x'] })).status).toBe(422)
    expect((await send({ leads: [{ email: { a: 1 } }] })).status).toBe(422)
    expect(
      (await send({ leads: Array.from({ length: 1_001 }, () => ({ email: 'a@b.example' })) })).status,
    ).toBe(422)
    expect((await send({ leads: [{ notes: 'x'.repeat(10_000_001) }] })).status).toBe(413)
  })
})
