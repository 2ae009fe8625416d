import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson, type Person } from '../../../../test/people.ts'
import { addLeads, anEmail } from '../add-leads.test-kit.ts'
import { purgeDeletedLeads } from '../lead-jobs.ts'

let world: TestWorld
let app: TestApp
let person: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  person = await addPerson(world)
})
afterAll(() => world.dispose())

const call = (method: string, path: string, body?: unknown) =>
  app.client.request(method, `/api/leads${path}`, { body, cookie: person.cookie })

async function add(email = anEmail()): Promise<string> {
  const [id] = await addLeads(world.db, person.workspaceId, [
    { email, phone: '+12125550123', full_name: 'Ada Lovelace', tags: 'a; b', custom: { Shoe: '39' } },
  ])
  if (!id) throw new Error('Nothing was stored')
  return id
}

const without = ({ updated_at: _, ...rest }: Record<string, unknown>) => rest

describe('deleting a lead', () => {
  it('takes it from every list and frees its identities', async () => {
    const email = anEmail()
    const id = await add(email)
    expect((await call('DELETE', `/${id}`)).status).toBe(204)
    expect((await call('GET', `/${id}`)).status).toBe(404)
    expect((await call('GET', '/count')).body.count).toBe(0)
    expect((await call('DELETE', `/${id}`)).status).toBe(404)
    const again = await call('POST', '', { email })
    expect(again.status).toBe(201)
    await call('DELETE', `/${again.body.id}`)
  })

  it('is undone whole: fields, identities, history', async () => {
    const email = anEmail()
    const id = await add(email)
    await call('PATCH', `/${id}`, { notes: 'kept' })
    const { body: before } = await call('GET', `/${id}`)
    await call('DELETE', `/${id}`)
    const { status, body: after } = await call('POST', `/${id}/restoration`)
    expect(status).toBe(200)
    expect(without(after)).toEqual(without(before))
    expect((await call('POST', '', { email })).body.lead_id).toBe(id)
    const { body: timeline } = await call('GET', `/${id}/timeline`)
    expect(timeline.data.map(({ type }: { type: string }) => type)).toEqual([
      'restored',
      'updated',
      'created',
    ])
    expect((await call('POST', `/${id}/restoration`)).status).toBe(404)
  })

  it('is not undone when the person came back, and says as whom', async () => {
    const email = anEmail()
    const id = await add(email)
    await call('DELETE', `/${id}`)
    const { body: other } = await call('POST', '', { email })
    const { status, body } = await call('POST', `/${id}/restoration`)
    expect([status, body.lead_id]).toEqual([409, other.id])
    await call('DELETE', `/${other.id}`)
    expect((await call('POST', `/${id}/restoration`)).status).toBe(200)
  })

  it('is final after a day', async () => {
    const id = await add()
    await call('DELETE', `/${id}`)
    const other = await add()
    await call('DELETE', `/${other}`)
    await world.db.system.query(
      `update deleted_leads set deleted_at = now() - interval '25 hours' where id = $1`,
      [id],
    )
    expect((await call('POST', `/${id}/restoration`)).status).toBe(404)
    await purgeDeletedLeads(world.db)
    const { rows } = await world.db.system.query('select id from deleted_leads where id = any ($1)', [
      [id, other],
    ])
    expect(rows).toEqual([{ id: other }])
  })
})
