import { afterAll, beforeAll, expect, it } from 'vitest'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addMember, addPerson, type Person } from '../../../../test/people.ts'
import { withWorkspace } from '../../../platform/db/index.ts'
import { createPixel } from '../create-pixel.ts'
import { seedVisit } from '../visits.test-kit.ts'
import { noticeSilence } from './notice-silence.ts'

let world: TestWorld
let app: TestApp
let ada: Person

beforeAll(async () => {
  world = await createTestWorld()
  // Mails wait in the queue to be looked at: nobody works there.
  app = await world.startApp({ ROLE: 'web' })
  ada = await addPerson(world, { name: 'Ada' })
  const [admin, member] = [
    await addPerson(world, { name: 'Admin' }),
    await addPerson(world, { name: 'Member' }),
  ]
  await addMember(world, ada.workspaceId, admin.id, 'admin')
  await addMember(world, ada.workspaceId, member.id, 'member')
})
afterAll(() => world.dispose())

/** A pixel whose visits ended so many hours ago. */
async function addPixel(name: string, hoursAgo: number[]): Promise<string> {
  const { workspaceId } = ada
  const wish = { name, website_url: 'https://shop.example.com' }
  const { id } = await withWorkspace(world.db, workspaceId, (tx) =>
    createPixel(tx, workspaceId, wish, app.url),
  )
  for (const hours of hoursAgo)
    await seedVisit(world, { workspaceId, pixelId: id, pages: ['/'], minutesAgo: hours * 60 })
  return id
}

const notice = () => noticeSilence(world.db, app.url, new AbortController().signal)
const told = async (id: string) =>
  (
    await asOwner(world, `select from events where type = 'pixel.silent' and payload ->> 'pixel_id' = $1`, [
      id,
    ])
  ).length
const stateOf = async (id: string) =>
  (await app.client.request('GET', `/api/pixels/${id}`, { cookie: ada.cookie })).body.state

it('is told of once for each silence, to owners and admins, by what is usual for the site', async () => {
  const [often, seldom, fresh, never, paused] = [
    await addPixel('Often', [3, 3.5, 4, 4.5, 5, 5.5]),
    await addPixel('Seldom', [30, 50, 74, 98, 122]),
    await addPixel('Fresh', [23]),
    await addPixel('Never', []),
    await addPixel('Paused', [3, 3.5, 4, 4.5, 5, 5.5]),
  ]
  await app.client.request('PATCH', `/api/pixels/${paused}`, {
    cookie: ada.cookie,
    body: { status: 'paused' },
  })
  await Promise.all([notice(), notice()])
  await notice()
  expect(await Promise.all([often, seldom, fresh, never, paused].map(told))).toEqual([1, 0, 0, 0, 0])
  expect(await Promise.all([often, seldom, fresh, never, paused].map(stateOf))).toEqual([
    ...['silent', 'live', 'live', 'waiting', 'paused'],
  ])
  const mails = await asOwner(
    world,
    `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'accounts.send_mail' order by j.id`,
  )
  expect(mails.map(({ payload }) => payload.to.split('-')[0]).sort()).toEqual(['ada', 'admin'])
  expect(mails[0]?.payload.subject).toBe('The pixel “Often” has fallen silent')
  expect(mails[0]?.payload.text).toContain(`/pixels/${often}`)

  await seedVisit(world, { workspaceId: ada.workspaceId, pixelId: often, pages: ['/'], minutesAgo: 150 })
  expect(await stateOf(often)).toBe('live')
  await notice()
  expect(await told(often)).toBe(2)
})
