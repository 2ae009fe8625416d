import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { type MailServer, startMailServer } from '../../../../test/mail-server.ts'
import { addMember, addPerson, type Person } from '../../../../test/people.ts'

let world: TestWorld
let mails: MailServer
let app: TestApp
let owner: Person

beforeAll(async () => {
  mails = await startMailServer()
  world = await createTestWorld()
  app = await world.startApp({ SMTP_URL: mails.url })
  owner = await addPerson(world, { name: 'Olga' })
})
afterAll(async () => {
  await world?.dispose()
  await mails?.close()
})

const call = (method: string, path: string, cookie: string, body?: unknown) =>
  app.client.request(method, `/api${path}`, { cookie, body })
const invite = (email: string, role = 'member', cookie = owner.cookie) =>
  call('POST', '/invitations', cookie, { email, role })
const tokenIn = (link: URL) => link.pathname.replace('/invitations/', '')

async function invitedToken(email: string, role = 'member'): Promise<string> {
  expect((await invite(email, role)).status).toBe(201)
  return tokenIn((await mails.take(email)).link)
}

describe('an invitation', () => {
  it('brings a new person into the workspace, by mail and sign-up', async () => {
    const created = await invite('New.Person@example.com', 'admin')
    expect(created.body).toMatchObject({ email: 'new.person@example.com', role: 'admin' })
    expect(created.text).not.toMatch(/token/)
    const mail = await mails.take('new.person@example.com')
    expect(mail.subject).toContain('Olga')
    expect(mail.link.origin).toBe(app.url)
    const token = tokenIn(mail.link)
    const preview = await app.client.request('GET', `/api/invitations/${token}/preview`)
    expect(preview.body).toMatchObject({
      workspace_name: "Olga's workspace",
      email: 'new.person@example.com',
      role: 'admin',
      invited_by: 'Olga',
      has_account: false,
    })
    const signedUp = await app.client.request('POST', '/api/auth/sign-up/email', {
      body: {
        email: 'new.person@example.com',
        password: 'long enough',
        name: 'Nia',
        invitation_token: token,
      },
    })
    expect(signedUp.status).toBe(200)
    const { body: me } = await call('GET', '/me', signedUp.cookie)
    expect(me.workspaces).toEqual([{ id: owner.workspaceId, name: "Olga's workspace", role: 'admin' }])
    const verification = await call('GET', '/me/email-verification', signedUp.cookie)
    expect(verification.body.verified).toBe(true)
    expect(mails.received.filter(({ to }) => to === 'new.person@example.com')).toEqual([])
    const used = await app.client.request('GET', `/api/invitations/${token}/preview`)
    expect(used.status).toBe(404)
  })

  it('brings someone with an account into a second workspace and switches to it', async () => {
    const guest = await addPerson(world, { name: 'Gus' })
    const token = await invitedToken(guest.email)
    const accept = () => call('POST', `/invitations/${token}/acceptance`, guest.cookie)
    expect((await accept()).body).toEqual({ workspace_id: owner.workspaceId })
    expect((await accept()).status).toBe(200)
    const { body: me } = await call('GET', '/me', guest.cookie)
    expect(me.workspace).toMatchObject({ id: owner.workspaceId, role: 'member' })
    expect(me.workspaces).toHaveLength(2)
    expect((await invite(guest.email)).status).toBe(409)
  })

  it('is for the invited address alone, and for signed-in people', async () => {
    const stranger = await addPerson(world)
    const token = await invitedToken('somebody@example.com')
    expect((await call('POST', `/invitations/${token}/acceptance`, stranger.cookie)).status).toBe(403)
    expect((await call('POST', `/invitations/${token}/acceptance`, '')).status).toBe(401)
    const signUp = await app.client.request('POST', '/api/auth/sign-up/email', {
      body: {
        email: 'someone.else@example.com',
        password: 'long enough',
        name: 'S',
        invitation_token: token,
      },
    })
    expect(signUp.status).toBe(403)
  })

  it('stops when it is revoked, replaced or too old', async () => {
    const guest = await addPerson(world)
    const accept = (token: string) => call('POST', `/invitations/${token}/acceptance`, guest.cookie)
    const first = await invitedToken(guest.email)
    const second = await invitedToken(guest.email)
    expect((await accept(first)).status).toBe(404)
    const waiting = async () =>
      (await call('GET', '/invitations', owner.cookie)).body.data.filter(
        (one: { email: string }) => one.email === guest.email,
      )
    const [{ id }] = await waiting()
    expect((await call('DELETE', `/invitations/${id}`, owner.cookie)).status).toBe(204)
    expect((await call('DELETE', `/invitations/${id}`, owner.cookie)).status).toBe(404)
    expect((await accept(second)).status).toBe(404)
    const third = await invitedToken(guest.email)
    await world.db.system.query(`update invitations set expires_at = now() where email = $1`, [guest.email])
    expect((await accept(third)).status).toBe(404)
    expect(await waiting()).toEqual([])
  })

  it('is one invitation when it is asked for twice at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => invite('atonce@example.com')))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201))
    const { body } = await call('GET', '/invitations', owner.cookie)
    expect(body.data.filter((one: { email: string }) => one.email === 'atonce@example.com')).toHaveLength(1)
  })

  it('keeps its token out of the database', async () => {
    const token = await invitedToken('hashed@example.com')
    const { rows } = await world.db.system.query(`select string_agg(i::text, ' ') as all from invitations i`)
    expect(rows[0].all).not.toContain(token)
    expect(rows[0].all).not.toContain(Buffer.from(token).toString('hex'))
  })

  it('is for owners and admins to make, and an owner for owners', async () => {
    const [admin, plain] = await Promise.all([addPerson(world), addPerson(world)])
    await addMember(world, owner.workspaceId, admin.id, 'admin')
    await addMember(world, owner.workspaceId, plain.id, 'member')
    const headers = { 'X-Workspace-Id': owner.workspaceId }
    const by = (cookie: string, role: string) =>
      app.client.request('POST', '/api/invitations', {
        cookie,
        headers,
        body: { email: 'role@example.com', role },
      })
    expect((await by(plain.cookie, 'member')).status).toBe(403)
    expect((await by(admin.cookie, 'owner')).status).toBe(403)
    expect((await by(admin.cookie, 'admin')).status).toBe(201)
    expect((await by(owner.cookie, 'owner')).status).toBe(201)
    expect((await invite('nowhere', 'king')).status).toBe(422)
    const list = await app.client.request('GET', '/api/invitations', { cookie: plain.cookie, headers })
    expect(list.status).toBe(403)
  })
})
