import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson, type Person } from '../../../../test/people.ts'
import { withWorkspace } from '../../../platform/db/index.ts'
import { addLeads, anEmail } from '../add-leads.test-kit.ts'
import { neutraliseCell } from '../csv/neutralise-cell.ts'
import { neutralised } from './export-columns.ts'
import { exportLeads } from './export-leads.ts'

let world: TestWorld
let app: TestApp
let person: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  person = await addPerson(world)
})
afterAll(() => world.dispose())

const get = (path: string, cookie = person.cookie) =>
  app.client.request('GET', `/api/leads${path}`, { cookie })

/** What a lead is, apart from when and how it came. */
async function leadsOf(workspaceId: string) {
  const { rows } = await world.db.system.query(
    `select email, email_status, second_email, phone, mobile, first_name, last_name, full_name, job_title, seniority, department,
       company_name, company_domain, industry, company_size, revenue, city, state, postal_code, country, linkedin_url,
       website, notes, tags, custom, consent_source, consent_at, consent_text, consent_ip
     from leads where workspace_id = $1 order by email`,
    [workspaceId],
  )
  return rows
}

const IMPORTABLE =
  'email,email_status,second_email,phone,mobile,first_name,last_name,full_name,job_title,seniority,department,' +
  'company_name,company_domain,industry,company_size,revenue,city,state,postal_code,country,linkedin_url,website,' +
  'notes,tags,consent_source,consent_at,consent_text,consent_ip,custom'

describe('an export', () => {
  it('comes back unchanged through an import, formulas and all', async () => {
    const awkward = fc.constantFrom(
      '=1+1',
      '+SUM(A1)',
      '-2',
      '@cmd',
      "'=x",
      "''quoted",
      'a, "b"',
      'two\nlines',
      'semi;colon|bar',
      'Ünïcödé 漢字 🙂',
      "O'Brien",
      'plain',
    )
    const drawn = fc.sample(
      fc.record({
        job_title: awkward,
        company_name: awkward,
        notes: awkward,
        city: awkward,
        consent_source: awkward,
        custom: fc.dictionary(fc.constantFrom('Shoe size', '=Danger', 'Ünit, "x"'), awkward),
      }),
      { numRuns: 60, seed: 7 },
    )
    await addLeads(
      world.db,
      person.workspaceId,
      drawn.map((lead, index) => ({
        ...lead,
        email: `+lead${index}@round.example`,
        email_status: index % 2 ? 'valid' : '',
        full_name: `-Ada ${index} Lovelace`,
        phone: `+1 212 555 ${String(1000 + index)}`,
        country: 'US',
        state: 'NY',
        postal_code: '00501',
        tags: index % 3 ? 'a b; =c' : '',
        revenue: '1500000',
        company_size: '201-500',
        linkedin_url: `https://www.linkedin.com/in/round-${index}`,
        consent_at: '2026-01-02T03:04:05Z',
        consent_ip: '192.0.2.1',
      })),
    )
    const file = await get(`/export?columns=${IMPORTABLE}`)
    expect(file.status).toBe(200)
    expect(file.headers.get('x-total-count')).toBe('60')
    expect(file.headers.get('content-disposition')).toMatch(/filename="leads-\d{4}-\d\d-\d\d\.csv"/)
    expect(file.text).not.toMatch(/(^|,)"?[=+@-]/m)

    const reader = await addPerson(world, { name: 'Reader' })
    const form = new FormData()
    form.set('file', new File([file.text], 'leads.csv', { type: 'text/csv' }))
    const { body } = await app.client.request('POST', '/api/leads/imports', {
      cookie: reader.cookie,
      body: form,
    })
    expect(body).toMatchObject({ rows: 60, imported: 60, rejected: 0 })
    expect(await leadsOf(reader.workspaceId)).toEqual(await leadsOf(person.workspaceId))
  })

  it('holds the leads of the filter, the columns asked for, newest first', async () => {
    const { workspaceId, cookie } = await addPerson(world)
    await addLeads(world.db, workspaceId, [
      { email: 'a@order.example', tags: 'in' },
      { email: 'b@order.example' },
      { email: 'c@order.example', tags: 'in' },
    ])
    const { text, headers } = await get('/export?columns=tags,email&tag=in', cookie)
    expect(text).toBe('tags,email\r\nin,c@order.example\nin,a@order.example\n')
    expect(headers.get('x-total-count')).toBe('2')
    const empty = await get('/export?columns=email&tag=none', cookie)
    expect([empty.text, empty.headers.get('x-total-count')]).toEqual(['email\r\n', '0'])
  })

  it('stops its query and frees the connection when the reader goes', async () => {
    const { workspaceId } = await addPerson(world)
    const notes = 'x'.repeat(9000)
    await addLeads(
      world.db,
      workspaceId,
      Array.from({ length: 1500 }, () => ({ email: anEmail(), notes })),
    )
    const { signal } = new AbortController()
    const { body, rows } = await exportLeads(world.db, workspaceId, {}, ['notes'], signal)
    expect(rows).toBe(1500)
    const reader = body.getReader()
    await reader.read()
    await reader.read()
    expect(await copies()).toBe(1)
    await reader.cancel()
    await expect.poll(copies).toBe(0)
    await withWorkspace(world.db, workspaceId, async () => {})
    // the connection that cancelled may still be on its way back
    await expect.poll(() => world.db.app.totalCount - world.db.app.idleCount).toBe(0)
  })
})

/** Copies that run now; only a superuser sees what others run. */
async function copies(): Promise<number> {
  const owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  const { rows } = await owner.query(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and state = 'active' and query like 'copy (%'`,
  )
  await owner.end()
  return rows[0].n
}

describe('many exports at once', () => {
  it('are refused before they take every connection', async () => {
    const { workspaceId } = await addPerson(world)
    const { signal } = new AbortController()
    const start = () => exportLeads(world.db, workspaceId, {}, ['email'], signal)
    const running = await Promise.all([start(), start(), start()])
    await expect(start()).rejects.toMatchObject({ code: 'rate_limited' })
    for (const { body } of running) await new Response(body).text()
    await expect.poll(() => start().then(({ body }) => new Response(body).text())).toBe('email\r\n')
  })
})

describe('neutralising in SQL', () => {
  it('is the same as in the CSV writer', async () => {
    const character = fc.constantFrom(...`'=+-@\t\rAz0 "é漢!`)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(character, { maxLength: 6 }), { minLength: 50, maxLength: 50 }),
        async (drawn) => {
          const values = drawn.map((characters) => characters.join(''))
          const { rows } = await world.db.system.query(
            `select ${neutralised('v')} as cell from unnest($1::text[]) with ordinality u (v, n) order by n`,
            [values],
          )
          expect(rows.map(({ cell }) => cell)).toEqual(values.map(neutraliseCell))
        },
      ),
      { numRuns: 40 },
    )
  })
})
