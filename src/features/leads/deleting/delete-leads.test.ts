import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addKey, addPerson, type Person } from '../../../../test/people.ts'

let world: TestWorld
let app: TestApp
let ada: Person
let eve: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  ada = await addPerson(world)
  eve = await addPerson(world, { name: 'Eve' })
})
afterAll(() => world.dispose())

const send = (path: string, ids: string[], cookie = ada.cookie) =>
  app.client.request('POST', `/api/leads/${path}`, { body: { ids }, cookie, headers: { origin: app.url } })

async function add(email: string, tags: string[] = []): Promise<string> {
  const { body } = await app.client.request('POST', '/api/leads', {
    body: { email, tags },
    cookie: ada.cookie,
    headers: { origin: app.url },
  })
  return body.id
}

it('deletes and brings back by id, and counts tags of what is there', async () => {
  const ids = [await add('one@x.example', ['fair']), await add('two@x.example', ['fair', 'web'])].toSorted()
  const tags = () => app.client.request('GET', '/api/leads/tags', { cookie: ada.cookie })
  expect((await tags()).body.data).toEqual([
    { tag: 'fair', count: 2 },
    { tag: 'web', count: 1 },
  ])

  expect((await send('deletions', ids)).body).toEqual({ ids })
  expect((await send('deletions', ids)).body).toEqual({ ids: [] })
  expect((await tags()).body.data).toEqual([])

  expect((await send('restorations', ids)).body).toEqual({ ids })
  const { body } = await app.client.request('GET', '/api/leads/count', { cookie: ada.cookie })
  expect(body.count).toBe(2)
})

it('brings back all or none when a person came back as another lead', async () => {
  const ids = [await add('three@x.example'), await add('four@x.example')]
  await send('deletions', ids)
  await add('four@x.example')
  expect((await send('restorations', ids)).status).toBe(409)
  expect((await app.client.request('GET', `/api/leads/${ids[0]}`, { cookie: ada.cookie })).status).toBe(404)
})

it("leaves another workspace's leads alone and refuses who may not write", async () => {
  const id = await add('five@x.example')
  expect((await send('deletions', [id], eve.cookie)).body).toEqual({ ids: [] })
  expect((await app.client.request('GET', `/api/leads/${id}`, { cookie: ada.cookie })).status).toBe(200)
  expect((await send('deletions', [])).status).toBe(422)
  expect((await send('deletions', ['not-an-id'])).status).toBe(422)
  const reader = await addKey(world, ada.workspaceId, ['read'])
  const refused = await app.client.request('POST', '/api/leads/deletions', {
    body: { ids: [id] },
    key: reader,
  })
  expect(refused.status).toBe(403)
})
