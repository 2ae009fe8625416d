import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { createImportKit, type ImportKit } from './import-kit.test-kit.ts'

let world: TestWorld
let app: TestApp
let kit: ImportKit

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
})
afterAll(() => world?.dispose())

const HEADER = 'First Name,Last Name,Email,Phone,Company'

describe('a small file', () => {
  beforeAll(async () => {
    kit = await createImportKit(world, app)
  })

  it('is imported at once and says what became of every row', async () => {
    const { status, body } = await kit.upload(
      [
        HEADER,
        'Ada,Byron,ada@acme.example,,Acme',
        'Ada,Byron,ADA@acme.example,,Acme',
        'Bob,,not-an-address,,Acme',
        'Cy,Young,bad@@mail,+1 202-555-0143,Acme',
        'Dee,Ragged,dee@acme.example',
      ].join('\r\n'),
    )
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
    expect(body.errors.map((error: { line: number; code: string }) => [error.line, error.code])).toEqual([
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
    expect(JSON.stringify(events)).not.toContain('acme')
  })
})
