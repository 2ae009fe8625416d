import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson } from '../../../../test/people.ts'
import { withWorkspace } from '../../../platform/db/index.ts'
import { type GivenLead, normaliseRow } from '../normalise/index.ts'
import { type OnDuplicate, type StoredLeads, storeLeads } from './store-leads.ts'

let world: TestWorld
let workspaceId: string

beforeAll(async () => {
  world = await createTestWorld()
})
beforeEach(async () => {
  workspaceId = (await addPerson(world)).workspaceId
})
afterAll(() => world?.dispose())

function store(given: GivenLead[], onDuplicate: OnDuplicate = 'skip', importId: string | null = null) {
  const rows = given.map((lead) => {
    const { row } = normaliseRow(lead, { defaultCountry: 'US' })
    if (row === null) throw new Error('the fixture has no contact')
    return row
  })
  return withWorkspace(world.db, workspaceId, (tx) =>
    storeLeads(tx, rows, { importId, source: 'upload', sourceDetail: null, onDuplicate, actorId: null }),
  )
}

const counts = ({ imported, updated, duplicates, duplicatesInFile, suppressed }: StoredLeads) => [
  imported,
  updated,
  duplicates,
  duplicatesInFile,
  suppressed.length,
]

async function query(text: string, ...values: unknown[]) {
  return (await world.db.system.query(text, [workspaceId, ...values])).rows
}
const leads = () => query('select * from leads where workspace_id = $1 order by id')
const identities = () =>
  query('select kind, lead_id from lead_identities where workspace_id = $1 order by lead_id, kind')
/** Every version of every row: any write shows. */
const versions = () =>
  query(`select 'lead' as what, id, xmin::text, ctid::text from leads where workspace_id = $1
    union all select 'identity', lead_id, xmin::text, ctid::text from lead_identities where workspace_id = $1 order by 1, 4`)

const ADA = { email: 'ada@acme.example', full_name: 'Ada Byron' }
const SWITCHBOARD = '+1 202 555 0100'

describe('who is the same person', () => {
  it('one email in any spelling', async () => {
    const stored = await store([
      { email: 'jane.doe@gmail.com' },
      { email: 'JaneDoe+news@googlemail.com' },
      { email: 'jane@acme.example' },
    ])
    expect(counts(stored)).toEqual([2, 0, 1, 1, 0])
  })

  it('a second email, in either place', async () => {
    expect(counts(await store([{ email: 'a@acme.example', second_email: 'b@acme.example' }]))).toEqual([
      1, 0, 0, 0, 0,
    ])
    expect(counts(await store([{ email: 'b@acme.example' }]))).toEqual([0, 0, 1, 0, 0])
    expect(counts(await store([{ email: 'c@acme.example', second_email: 'a@acme.example' }]))).toEqual([
      0, 0, 1, 0, 0,
    ])
  })

  it('phone with name when one of the two has no email', async () => {
    await store([{ ...ADA, phone: SWITCHBOARD }])
    expect(counts(await store([{ full_name: 'ADA  BYRON', phone: SWITCHBOARD }]))).toEqual([0, 0, 1, 0, 0])
    await store([{ full_name: 'Bob Ross', mobile: SWITCHBOARD }])
    expect(
      counts(await store([{ full_name: 'Bob Ross', email: 'bob@acme.example', phone: SWITCHBOARD }])),
    ).toEqual([0, 0, 1, 0, 0])
  })

  it('not people behind one switchboard number', async () => {
    const stored = await store([
      { full_name: 'Ada Byron', phone: SWITCHBOARD },
      { full_name: 'Bob Ross', phone: SWITCHBOARD },
      { full_name: 'Cy Young', phone: SWITCHBOARD, email: 'info@acme.example' },
    ])
    expect(counts(stored)).toEqual([3, 0, 0, 0, 0])
  })

  it('not namesakes with two emails at one number', async () => {
    const namesakes = [
      { email: 'john1@acme.example', full_name: 'John Smith', phone: SWITCHBOARD },
      { email: 'john2@acme.example', full_name: 'John Smith', phone: SWITCHBOARD },
    ]
    expect(counts(await store(namesakes))).toEqual([2, 0, 0, 0, 0])
    expect(counts(await store(namesakes))).toEqual([0, 0, 2, 0, 0])
  })

  it('LinkedIn when one of the two has no email', async () => {
    await store([{ linkedin_url: 'https://www.linkedin.com/in/ada-byron' }])
    expect(counts(await store([{ ...ADA, linkedin_url: 'linkedin.com/in/ada-byron/' }]))).toEqual([
      0, 0, 1, 0, 0,
    ])
  })

  it('nothing in common but what is empty', async () => {
    const stored = await store([
      { phone: '+1 202 555 0101' },
      { phone: '+1 202 555 0102' },
      { email: 'x@acme.example' },
    ])
    expect(counts(stored)).toEqual([3, 0, 0, 0, 0])
    expect(counts(await store([{ phone: '+1 202 555 0101' }]))).toEqual([0, 0, 1, 0, 0])
  })

  it('decided row by row: who was left out joins nobody', async () => {
    const chain = [
      { email: 'a@acme.example' },
      { email: 'a@acme.example', second_email: 'b@acme.example' },
      { email: 'b@acme.example', second_email: 'c@acme.example' },
      { email: 'c@acme.example' },
    ]
    expect(counts(await store(chain))).toEqual([2, 0, 2, 2, 0])
    expect(counts(await store(chain))).toEqual([0, 0, 4, 0, 0])
  })
})

it('tells rows of the same import from what was there before', async () => {
  const importId = '01900000-0000-7000-8000-000000000001'
  await store([ADA], 'skip', importId)
  expect(counts(await store([ADA], 'skip', importId))).toEqual([0, 0, 1, 1, 0])
  expect(counts(await store([ADA], 'skip', '01900000-0000-7000-8000-000000000002'))).toEqual([0, 0, 1, 0, 0])
})

it('never stores a suppressed person', async () => {
  const suppress = (workspace: string | null, kind: string, value: string) =>
    world.db.system.query(
      `insert into suppressions (workspace_id, identity, reason) values ($1, identity_hash(identity_key(), $2, $3), 'asked')`,
      [workspace, kind, value],
    )
  const other = (await addPerson(world)).workspaceId
  await suppress(null, 'email', 'gone@acme.example')
  await suppress(workspaceId, 'email', 'second@acme.example')
  await suppress(other, 'email', 'elsewhere@acme.example')
  const stored = await store([
    { email: 'gone@acme.example' },
    { email: 'first@acme.example', second_email: 'second@acme.example' },
    { email: 'elsewhere@acme.example' },
  ])
  expect(stored.suppressed).toEqual([0, 1])
  expect(stored.imported).toBe(1)
})

describe('a known person', () => {
  const before = { ...ADA, company_name: 'Acme', phone: SWITCHBOARD, custom: { team: 'red' }, tags: 'vip' }
  const again = {
    ...ADA,
    second_email: 'ada@home.example',
    company_name: 'Acme Ltd',
    job_title: 'CTO',
    email_status: 'valid',
    tags: 'new',
    custom: { team: 'blue', floor: '3' },
  }

  it('stays as it is with skip, down to the row version', async () => {
    await store([before])
    const held = await versions()
    expect(counts(await store([again]))).toEqual([0, 0, 1, 0, 0])
    expect(await versions()).toEqual(held)
  })

  it('gets what it lacks with fill, once', async () => {
    await store([before])
    const [old] = await leads()
    expect(counts(await store([again], 'fill'))).toEqual([0, 1, 0, 0, 0])
    const [lead] = await leads()
    expect(lead).toMatchObject({
      id: old.id,
      dedup_hash: old.dedup_hash,
      email: 'ada@acme.example',
      email_status: 'valid',
      second_email: 'ada@home.example',
      company_name: 'Acme',
      job_title: 'CTO',
      tags: ['vip', 'new'],
      custom: { team: 'red', floor: '3' },
      verifications: { email: { at: expect.any(String), by: 'import' } },
    })
    expect(lead.score).toBeGreaterThan(old.score)
    const [history] = await query('select type, changes from lead_history where workspace_id = $1')
    expect(history).toEqual({
      type: 'import',
      changes: {
        import_id: null,
        fields: [
          'custom',
          'email_status',
          'job_title',
          'second_email',
          'seniority',
          'tags',
          'department',
        ].sort(),
      },
    })
    expect(counts(await store([{ email: 'ada@home.example' }]))).toEqual([0, 0, 1, 0, 0])
    const held = await versions()
    expect(counts(await store([again], 'fill'))).toEqual([0, 0, 1, 0, 0])
    expect(await versions()).toEqual(held)
  })

  it('takes what is given with overwrite, and keeps what is not', async () => {
    await store([before])
    expect(counts(await store([again], 'overwrite'))).toEqual([0, 1, 0, 0, 0])
    const [lead] = await leads()
    expect(lead).toMatchObject({
      company_name: 'Acme Ltd',
      phone: '+12025550100',
      custom: { team: 'blue', floor: '3' },
      tags: ['vip', 'new'],
    })
    const held = await versions()
    expect(counts(await store([again], 'overwrite'))).toEqual([0, 0, 1, 0, 0])
    expect(await versions()).toEqual(held)
  })

  it('keeps its identities true when its contacts change', async () => {
    await store([{ ...ADA, second_email: 'old@acme.example', phone: SWITCHBOARD }])
    await store([{ ...ADA, second_email: 'new@acme.example', phone: '+1 202 555 0199' }], 'overwrite')
    expect((await identities()).map(({ kind }) => kind)).toEqual(['email', 'email', 'phone'])
    expect(counts(await store([{ email: 'new@acme.example' }]))).toEqual([0, 0, 1, 0, 0])
    expect(counts(await store([{ email: 'old@acme.example' }]))).toEqual([1, 0, 0, 0, 0])
    expect(counts(await store([{ full_name: 'Ada Byron', phone: SWITCHBOARD }]))).toEqual([1, 0, 0, 0, 0])
  })

  it('gets the email it lacked as its first identity', async () => {
    await store([{ full_name: 'Ada Byron', phone: SWITCHBOARD }])
    await store([{ ...ADA, phone: SWITCHBOARD }], 'fill')
    const [lead] = await leads()
    const [{ identity }] = await query(
      `select identity from lead_identities where workspace_id = $1 and kind = 'email'`,
    )
    expect(lead.email).toBe('ada@acme.example')
    expect(lead.dedup_hash).toEqual(identity)
  })

  it('never takes an email that is another lead', async () => {
    await store([ADA, { email: 'bob@acme.example' }])
    const stored = await store([{ ...ADA, second_email: 'bob@acme.example', job_title: 'CTO' }], 'overwrite')
    expect(counts(stored)).toEqual([0, 1, 0, 0, 0])
    expect((await leads()).map(({ email, second_email }) => [email, second_email])).toEqual([
      ['ada@acme.example', null],
      ['bob@acme.example', null],
    ])
  })

  it('named several times in one batch is merged in order, and only once', async () => {
    const file = [ADA, { ...ADA, job_title: 'CTO' }, { ...ADA, job_title: 'CEO', city: 'Bern' }]
    expect(counts(await store(file, 'fill'))).toEqual([1, 2, 0, 0, 0])
    expect((await leads())[0]).toMatchObject({ job_title: 'CTO', city: 'Bern' })
    const held = await versions()
    expect(counts(await store(file, 'fill'))).toEqual([0, 0, 3, 0, 0])
    expect(await versions()).toEqual(held)
    await store(file, 'overwrite')
    expect((await leads())[0]).toMatchObject({ job_title: 'CEO' })
    const overwritten = await versions()
    expect(counts(await store(file, 'overwrite'))).toEqual([0, 0, 3, 0, 0])
    expect(await versions()).toEqual(overwritten)
  })
})

it('counts priority industries whatever their case', async () => {
  await world.db.system.query(`update workspaces set priority_industries = '{SOFTWARE}' where id = $1`, [
    workspaceId,
  ])
  await store([{ ...ADA, industry: 'Software' }])
  expect((await leads())[0]).toMatchObject({ points_fit: 10, points_completeness: 5 })
})

it('is not fooled by awkward text', async () => {
  const notes = 'tab\there\nline\\N "quoted" \u0000 \ud800 {a,b} 💚'
  await store([
    { ...ADA, notes, tags: 'a"b,c\\d', custom: { 'na\u0000me': 'v\u0000\ud83d', __proto__x: '1' } },
  ])
  const [lead] = await leads()
  expect(lead.notes).toContain('quoted')
  expect(lead.tags.length).toBeGreaterThan(0)
  expect(lead.custom).toMatchObject({ __proto__x: '1' })
})
