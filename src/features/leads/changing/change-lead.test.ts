import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addKey, addPerson, type Person } from '../../../../test/people.ts'
import { addLeads, anEmail } from '../add-leads.test-kit.ts'

let world: TestWorld
let app: TestApp
let person: Person
let stranger: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  person = await addPerson(world)
  stranger = await addPerson(world, { name: 'Stranger' })
})
afterAll(() => world.dispose())

const call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
  cookie = person.cookie,
) => app.client.request(method, `/api/leads${path}`, { body, cookie, headers })

async function add(fields: Record<string, string> = {}): Promise<string> {
  const [id] = await addLeads(world.db, person.workspaceId, [{ email: anEmail(), ...fields }])
  if (!id) throw new Error('Nothing was stored')
  return id
}

async function owner<R>(text: string, values: unknown[]): Promise<R[]> {
  return (await world.db.system.query(text, values)).rows as R[]
}

const sumOf = (lead: { score_factors: { points: number }[] }) =>
  lead.score_factors.reduce((total, { points }) => total + points, 0)

describe('POST /leads', () => {
  it('adds a lead, normalised and scored', async () => {
    const email = anEmail()
    const { status, body } = await call('POST', '', {
      email: email.toUpperCase(),
      full_name: 'Ada Lovelace',
      country: 'United Kingdom',
      tags: ['vip'],
      status: 'qualified',
      company_size: '201-500',
      custom: { Shoe: '39' },
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      email,
      first_name: 'Ada',
      last_name: 'Lovelace',
      country: 'GB',
      tags: ['vip'],
      status: 'qualified',
      source: 'upload',
      custom: { Shoe: '39' },
      score: 40,
    })
    expect(sumOf(body)).toBe(body.score)
  })

  it('says which lead is the same person, under whatever address', async () => {
    const [email, second_email] = [anEmail(), anEmail()]
    const id = await add({ email, second_email })
    const { status, body } = await call('POST', '', { email: second_email })
    expect([status, body.code, body.lead_id]).toEqual([409, 'conflict', id])
  })

  it('refuses what it cannot use, by field', async () => {
    for (const [lead, path] of [
      [{ email: 'not an address' }, 'email'],
      [{ full_name: 'No Contact' }, 'email'],
      [{ email: anEmail(), phone: '12' }, 'phone'],
      [{ email: anEmail(), country: 'Atlantis' }, 'country'],
      [{ email: anEmail(), tags: ['a,b'] }, 'tags.0'],
      [{ email: anEmail(), custom: { email: 'x' } }, 'custom.email'],
      [{ email: anEmail(), status: 'sold' }, 'status'],
      [{ email: anEmail(), score: 100 }, ''],
    ] as const) {
      const { status, body } = await call('POST', '', lead)
      expect([status, body.errors?.[0]?.path], JSON.stringify(lead)).toEqual([422, path])
    }
  })

  it('does not take a suppressed person', async () => {
    const email = anEmail()
    await owner(
      `insert into suppressions (workspace_id, identity, reason)
       values ($1, identity_hash(identity_key(), 'email', $2), 'asked')`,
      [person.workspaceId, email],
    )
    expect((await call('POST', '', { email })).status).toBe(409)
  })
})

describe('PATCH /leads/{id}', () => {
  it('changes, normalises, scores and tells what it did', async () => {
    const id = await add({ full_name: 'Ada Byron', company_name: 'Analytical' })
    const { status, body } = await call('PATCH', `/${id}`, {
      last_name: ' Lovelace ',
      phone: '+1 (212) 555-0123',
      industry: 'Software',
      job_title: 'VP of Sales',
      status: 'contacted',
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      full_name: 'Ada Lovelace',
      phone: '+12125550123',
      status: 'contacted',
      seniority: 'vp',
    })
    expect(body.score).toBe(10 + 7 + 15 + 20)
    expect(sumOf(body)).toBe(body.score)
    const { body: timeline } = await call('GET', `/${id}/timeline`)
    expect(timeline.data.map(({ type }: { type: string }) => type)).toEqual(['updated', 'created'])
    expect(timeline.data[0].changes.status).toEqual({ from: 'new', to: 'contacted' })
    expect(timeline.data[0].actor).toMatchObject({ id: person.id, name: 'Ada' })
    const [event] = await owner<{ payload: { ids: string[]; changed: string[] } }>(
      `select payload from events where workspace_id = $1 and type = 'lead.updated' order by id desc limit 1`,
      [person.workspaceId],
    )
    expect(event?.payload.ids).toEqual([id])
    expect(event?.payload.changed).toContain('phone')
    expect(JSON.stringify(event)).not.toContain('Lovelace')
  })

  it('forgets the verification of a contact that changes, and of no other', async () => {
    const id = await add({ email_status: 'valid', mobile: '+12125550144' })
    const before = (await call('GET', `/${id}`)).body
    expect(before.email_status).toBe('valid')
    const other = (await call('PATCH', `/${id}`, { notes: 'hello' })).body
    expect(other.email_status).toBe('valid')
    const after = (await call('PATCH', `/${id}`, { email: anEmail() })).body
    expect(after.email_status).toBe('unverified')
    expect(after.verifications.email).toBeUndefined()
    const risky = (await call('PATCH', `/${id}`, { email: `x${Date.now()}@mailinator.com` })).body
    expect([risky.email_status, risky.email_flags]).toEqual(['risky', ['disposable']])
  })

  it('keeps identities right: the old address is free again, the new one is taken', async () => {
    const [first, second] = [anEmail(), anEmail()]
    const id = await add({ email: first })
    expect((await call('PATCH', `/${id}`, { email: second })).status).toBe(200)
    expect((await call('POST', '', { email: second })).body.lead_id).toBe(id)
    expect((await call('POST', '', { email: first })).status).toBe(201)
    const rows = await owner<{ fits: boolean }>(
      `select l.dedup_hash = identity_hash(identity_key(), 'email', $2) as fits from leads l where id = $1`,
      [id, second],
    )
    expect(rows).toEqual([{ fits: true }])
  })

  it('answers 409 with the other lead, and changes nothing', async () => {
    const email = anEmail()
    const other = await add({ email })
    const id = await add()
    const { status, body } = await call('PATCH', `/${id}`, { second_email: email, notes: 'x' })
    expect([status, body.lead_id]).toEqual([409, other])
    expect((await call('GET', `/${id}`)).body).toMatchObject({ second_email: null, notes: null })
  })

  it('lets two who share a switchboard stay two', async () => {
    const id = await add({ full_name: 'One Person', phone: '+12125550177' })
    const other = await add({ full_name: 'Other Person' })
    expect((await call('PATCH', `/${other}`, { phone: '+1 212 555 0177' })).status).toBe(200)
    expect((await call('GET', `/${id}`)).body.phone).toBe('+12125550177')
  })

  it('refuses to take the last contact away', async () => {
    const { status } = await call('PATCH', `/${await add()}`, { email: null })
    expect(status).toBe(422)
  })

  it('refuses who read it before it changed', async () => {
    const id = await add()
    const { body: read } = await call('GET', `/${id}`)
    const current = { 'If-Match': `"${read.updated_at}"` }
    const { body: changed } = await call('PATCH', `/${id}`, { notes: 'a' }, current)
    expect(changed.notes).toBe('a')
    expect((await call('PATCH', `/${id}`, { notes: 'b' }, current)).status).toBe(409)
    expect((await call('PATCH', `/${id}`, { notes: 'b', updated_at: read.updated_at })).status).toBe(409)
    expect((await call('PATCH', `/${id}`, { notes: 'b', updated_at: changed.updated_at })).status).toBe(200)
    expect((await call('PATCH', `/${id}`, { notes: 'c' }, { 'If-Match': 'x' })).status).toBe(422)
  })

  it('gives one of two the address when both ask at once', async () => {
    const email = anEmail()
    const ids = await Promise.all([add(), add(), add(), add()])
    const answers = await Promise.all(ids.map((id) => call('PATCH', `/${id}`, { email })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
  })

  it('merges custom fields', async () => {
    const id = await add()
    await call('PATCH', `/${id}`, { custom: { a: '1', b: '2' } })
    const { body } = await call('PATCH', `/${id}`, { custom: { a: null, c: '3' } })
    expect(body.custom).toEqual({ b: '2', c: '3' })
  })
})

describe('refusals', () => {
  it('answer 404 for leads of another workspace and for none', async () => {
    const mine = await add()
    for (const id of [mine, randomUUID()]) {
      for (const [method, path, body] of [
        ['GET', ''],
        ['PATCH', '', { notes: 'x' }],
        ['DELETE', ''],
        ['POST', '/restoration'],
        ['GET', '/timeline'],
      ] as const) {
        const { status } = await call(method, `/${id}${path}`, body, {}, stranger.cookie)
        expect(status, `${method} ${path}`).toBe(404)
      }
    }
    expect((await call('GET', `/${mine}`)).body.notes).toBeNull()
  })

  it('hold for keys without the scope, and for strangers', async () => {
    const id = await add()
    const reader = await addKey(world, person.workspaceId, ['read'])
    const writer = await addKey(world, person.workspaceId, ['write'])
    const routes = [
      ['GET', '', undefined, reader],
      ['GET', '/count', undefined, reader],
      ['GET', '/export', undefined, reader],
      ['GET', `/${id}`, undefined, reader],
      ['GET', `/${id}/timeline`, undefined, reader],
      ['POST', '', { email: anEmail() }, writer],
      ['POST', '/bulk', { ids: [id], status: 'won' }, writer],
      ['PATCH', `/${id}`, { notes: 'x' }, writer],
      ['DELETE', `/${id}`, undefined, writer],
      ['POST', `/${id}/restoration`, undefined, writer],
    ] as const
    for (const [method, path, body, right] of routes) {
      const wrong = right === reader ? writer : reader
      const answer = (key?: string) => app.client.request(method, `/api/leads${path}`, { body, key })
      expect((await answer()).status, `${method} ${path} unsigned`).toBe(401)
      expect((await answer(wrong)).status, `${method} ${path} wrong scope`).toBe(403)
      expect((await answer(right)).status, `${method} ${path} right scope`).toBeLessThan(300)
    }
  })

  it('name what is wrong in a list request', async () => {
    for (const query of [
      'sort=email',
      'limit=201',
      'limit=0',
      'status=sold',
      'score_min=101',
      'has=notes',
      'created_from=yesterday',
      'import_id=1',
      'cursor=abc',
    ]) {
      expect((await call('GET', `?${query}`)).status, query).toBe(422)
    }
    const { body } = await call('GET', '?limit=1&sort=name')
    expect((await call('GET', `?limit=1&sort=-name&cursor=${body.next_cursor}`)).status).toBe(422)
    expect((await call('GET', '/export?columns=password')).status).toBe(422)
    expect((await call('GET', '/not-an-id')).status).toBe(422)
  })
})
