import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { createImportKit, type ImportKit } from './import-kit.test-kit.ts'

let world: TestWorld
let app: TestApp
let kit: ImportKit

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp({ ROLE: 'web' })
  kit = await createImportKit(world, app)
})
afterAll(() => world?.dispose())

const preview = (csv: string, fields: Record<string, string> = {}) =>
  kit.upload(csv, fields, { path: '/api/leads/imports/preview' })

it('shows how a file would be read, and stores nothing', async () => {
  const { status, body } = await preview(
    'Report of May\n\nName;Email;Shoe\nAda;ada@acme.example;38\nBob;nonsense;\n',
  )
  expect(status).toBe(200)
  expect(body).toMatchObject({
    encoding: 'utf-8',
    delimiter: ';',
    header_line: 3,
    columns: [
      { index: 0, header: 'Name', field: 'full_name', samples: ['Ada', 'Bob'] },
      { index: 1, header: 'Email', field: 'email', certainty: 'known', ignored: false },
      { index: 2, header: 'Shoe', field: null, certainty: 'none' },
    ],
    rows: [
      { line: 4, cells: ['Ada', 'ada@acme.example', '38'] },
      { line: 5, cells: ['Bob', 'nonsense', ''] },
    ],
    rows_checked: 2,
    rows_rejected: 1,
    refusal: null,
  })
  expect(body.problems[0]).toMatchObject({ line: 5, rejected: true })
  expect(body.fields).toContain('second_email')
  expect(await kit.rows('select 1 from imports where workspace_id = $1', kit.person.workspaceId)).toEqual([])
})

it('takes the mapping a person chose', async () => {
  const { body } = await preview('A,B\nx,ada@acme.example\n', { mapping: '{"A":null,"B":"second_email"}' })
  expect(body.columns).toMatchObject([{ ignored: true }, { field: 'second_email', certainty: 'known' }])
})

it('tells why a file would be refused', async () => {
  const { status, body } = await preview('Name,Email Domain\nAda,acme.example\n')
  expect(status).toBe(200)
  expect(body.refusal).toMatchObject({ code: 'no_contact_column', headers: ['Name', 'Email Domain'] })
  expect((await preview('')).status).toBe(422)
})

it('does not mistake the cut end of a sample for a broken row', async () => {
  const { body } = await preview('Email,Name\na@acme.example,Ada\nb@acme.exa', { is_whole: 'false' })
  expect(body).toMatchObject({ rows_checked: 1, rows_rejected: 0 })
})
