import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../test/harness/index.ts'
import { addKey } from '../../../test/people.ts'
import {
  createImportKit,
  type ImportKit,
  makePartner,
  type UploadOptions,
} from '../leads/importing/import-kit.test-kit.ts'

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

const PATH = '/api/partner/leads/upload'
const CSV = 'Name,Email,Phone\nAda,ada@acme.example,\nAda,ada@acme.example,\nBob,bob@acme.example,\n'
const upload = (fields: Record<string, string> = {}, options: UploadOptions = {}, csv = CSV) =>
  kit.upload(csv, fields, { path: PATH, ...options })

const listings = () =>
  kit.rows(
    `select price_hundredths, max_buyers, status, expires_at from listings where workspace_id = $1`,
    kit.person.workspaceId,
  )

it('is for approved partners only', async () => {
  const refusal = async () => {
    const { status, body } = await upload()
    return [status, body.code, body.partner_status]
  }
  expect(await refusal()).toEqual([403, 'forbidden', null])
  await makePartner(world, kit.person, 'applied')
  expect(await refusal()).toEqual([403, 'forbidden', 'applied'])
  await makePartner(world, kit.person, 'suspended')
  expect(await refusal()).toEqual([403, 'forbidden', 'suspended'])
  const json = { body: { leads: [{ email: 'a@acme.example' }] }, cookie: kit.person.cookie }
  expect((await app.client.request('POST', PATH, json)).status).toBe(403)
  expect(await kit.rows('select 1 from imports where workspace_id = $1', kit.person.workspaceId)).toEqual([])
  expect((await app.client.request('POST', PATH)).status).toBe(401)
  const key = await addKey(world, kit.person.workspaceId, ['read'])
  expect((await upload({}, { key, cookie: '' })).status).toBe(403)
})

it('imports, lists and says what it could earn', async () => {
  await makePartner(world, kit.person)
  await world.db.system.query(
    `insert into suppressions (identity, reason) values (identity_hash(identity_key(), 'email', 'gone@quiet.example'), 'asked') on conflict do nothing`,
  )
  const first = await upload({
    list: 'true',
    price: '2.5',
    max_buyers: '3',
    expires_at: '2999-01-01T00:00:00Z',
  })
  expect(first.status).toBe(201)
  expect(first.body).toMatchObject({
    kind: 'partner',
    rows: 3,
    imported: 2,
    duplicates: 1,
    duplicates_in_file: 1,
    suppressed: 0,
    listed: 2,
    // 40% of 2.50, as fresh leads earn, from three buyers of each of the two
    potential_earnings: 6,
  })
  expect(await listings()).toMatchObject([
    { price_hundredths: 250, max_buyers: 3, status: 'active', expires_at: new Date('2999-01-01T00:00:00Z') },
    { price_hundredths: 250 },
  ])
  const [month] = await kit.rows(
    'select uploads from partner_months where workspace_id = $1',
    kit.person.workspaceId,
  )
  expect(month).toEqual({ uploads: 2 })

  const second = await upload(
    { list: 'true', price: '1' },
    {},
    `${CSV}Gone,gone@quiet.example,\nCy,cy@acme.example,\n`,
  )
  expect(second.body).toMatchObject({
    rows: 5,
    imported: 1,
    duplicates: 3,
    duplicates_in_file: 0,
    suppressed: 1,
    rejected: 1,
    listed: 1,
    potential_earnings: 0.4,
  })
})

it('stores without listing when not asked to list, and takes JSON', async () => {
  await makePartner(world, kit.person)
  expect((await upload()).body).toMatchObject({ imported: 2, listed: 0, potential_earnings: 0 })
  const body = { list: true, price: 4, max_buyers: 2, leads: [{ email: 'json@acme.example' }] }
  const answer = await app.client.request('POST', PATH, { body, cookie: kit.person.cookie })
  expect(answer.body).toMatchObject({ imported: 1, listed: 1, potential_earnings: 3.2 })
  expect(await listings()).toHaveLength(1)
})

it.each([
  [{ list: 'true' }, 'price'],
  [{ list: 'true', price: '0' }, 'price'],
  [{ list: 'true', price: '1.234' }, 'price'],
  [{ list: 'true', price: '1000001' }, 'price'],
  [{ list: 'true', price: '1', max_buyers: '0' }, 'max_buyers'],
  [{ list: 'true', price: '1', max_buyers: '1.5' }, 'max_buyers'],
  [{ list: 'true', price: '1', expires_at: '2001-01-01T00:00:00Z' }, 'expires_at'],
  [{ list: 'true', price: '1', expires_at: 'tomorrow' }, 'expires_at'],
  [{ list: 'perhaps' }, 'list'],
])('refuses the terms %j', async (fields, path) => {
  await makePartner(world, kit.person)
  const { status, body } = await upload(fields as Record<string, string>)
  expect([status, body.errors[0].path]).toEqual([422, path])
})
