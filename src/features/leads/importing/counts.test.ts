import fc from 'fast-check'
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

// Few of each, so that rows often name the same people.
const email = fc.constantFrom(
  '',
  'a@x.example',
  'A@X.example',
  'b@x.example',
  'c@x.example',
  'nonsense',
  'd@@x',
)
const phone = fc.constantFrom('', '+1 202 555 0101', '(202) 555-0102', '555')
const name = fc.constantFrom('', 'Ada Byron', 'ADA  BYRON', 'Bob', 'Zoë "Z" O\'Neil, Jr.')
const linkedin = fc.constantFrom('', '', 'linkedin.com/in/ada', 'https://www.linkedin.com/in/bob/')
const text = fc.string({ maxLength: 20, unit: 'binary' })
const row = fc.record({ email, second: email, phone, name, linkedin, text })
const rows = fc.array(
  fc.oneof({ weight: 9, arbitrary: row }, { weight: 1, arbitrary: fc.constant('ragged,row') }),
  {
    minLength: 1,
    maxLength: 40,
  },
)
const onDuplicate = fc.constantFrom('skip', 'fill', 'overwrite')

type Row =
  | { email: string; second: string; phone: string; name: string; linkedin: string; text: string }
  | string

function csv(given: Row[]): string {
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`
  const lines = given.map((item) =>
    typeof item === 'string'
      ? item
      : [item.email, item.second, item.phone, item.name, item.linkedin, item.text].map(quote).join(','),
  )
  return `Email,Second Email,Phone,Name,LinkedIn,Remark\n${lines.join('\n')}\n`
}

const stored = () =>
  kit.rows(
    `select
      (select count(*) from leads where workspace_id = $1) as leads,
      (select sum(hashtext(to_jsonb(l)::text)) from leads l where workspace_id = $1) as content,
      (select count(*) from leads l where workspace_id = $1 and not exists (
        select from lead_identities i
        where i.workspace_id = l.workspace_id and i.lead_id = l.id and i.identity = l.dedup_hash)) as without_identity,
      (select count(*) from lead_identities i where workspace_id = $1 and not exists (
        select from leads l where l.workspace_id = i.workspace_id and l.id = i.lead_id)) as orphans`,
    kit.person.workspaceId,
  )

it('every row is counted once, whatever the file; the same file again changes nothing', async () => {
  const property = fc.asyncProperty(rows, onDuplicate, async (given, on_duplicate) => {
    const [before] = await stored()
    const { status, body } = await kit.upload(csv(given), { on_duplicate })
    if (status === 422) return // every row was too broken to find a contact column by
    expect(body.imported + body.updated + body.duplicates + body.rejected).toBe(body.rows)
    expect(new Set(body.errors.map(({ line }: { line: number }) => line)).size).toBe(body.rejected)
    const [after] = await stored()
    expect(after.leads - before.leads).toBe(body.imported)
    expect(after).toMatchObject({ without_identity: 0, orphans: 0 })

    const again = (await kit.upload(csv(given), { on_duplicate })).body
    expect(again).toMatchObject({ rows: body.rows, rejected: body.rejected })
    expect(again.imported + again.updated + again.duplicates + again.rejected).toBe(again.rows)
    // Overwriting with a file that contradicts itself takes contacts from people whom a later row knows by them.
    if (on_duplicate === 'overwrite') return
    expect(again).toMatchObject({ imported: 0, updated: 0 })
    expect(await stored()).toEqual([after])
  })
  await fc.assert(property, { numRuns: 12, endOnFailure: true })
}, 120_000)
