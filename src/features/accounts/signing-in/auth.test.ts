import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { type MailServer, startMailServer } from '../../../../test/mail-server.ts'
import { addPerson, addSession } from '../../../../test/people.ts'

const password = 'correct horse'
let world: TestWorld
let mails: MailServer
let app: TestApp

beforeAll(async () => {
  mails = await startMailServer()
  world = await createTestWorld()
  app = await world.startApp({ SMTP_URL: mails.url })
})
afterAll(async () => {
  await world?.dispose()
  await mails?.close()
})

const post = (path: string, body: unknown, cookie?: string) =>
  app.client.request('POST', `/api/auth${path}`, { body, cookie })
const me = (cookie: string) => app.client.request('GET', '/api/me', { cookie })
const signUp = (email: string, more: object = {}) =>
  post('/sign-up/email', { email, password, name: 'Ada Lovelace', ...more })

describe('sign-up', () => {
  it('makes the person, the named workspace and a session in one go', async () => {
    const answer = await signUp('Ada@Example.com', { workspace_name: 'Engines' })
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      user: { id: expect.any(String), email: 'ada@example.com', name: 'Ada Lovelace' },
    })
    const workspace = { id: expect.any(String), name: 'Engines', role: 'owner' }
    expect((await me(answer.cookie)).body).toEqual({
      user: { ...answer.body.user, operator: false },
      workspace: { ...workspace, partner: null },
      workspaces: [workspace],
    })
  })

  it('sets a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await signUp('cookie@example.com')
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('assay.session_token='))
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(answer.text).not.toContain(decodeURIComponent(answer.cookie).split('=')[1]?.split('.')[0])
  })

  it('names the workspace after the person when no name is given', async () => {
    const { cookie } = await signUp('noname@example.com')
    expect((await me(cookie)).body.workspace.name).toBe("Ada Lovelace's workspace")
  })

  it('leaves neither person nor workspace when one half fails', async () => {
    const answer = await signUp('half@example.com', { invitation_token: 'made-up' })
    expect(answer.status).toBe(404)
    expect(answer.cookie).toBe('')
    const { rows } = await world.db.system.query(`select from auth."user" where email = 'half@example.com'`)
    expect(rows).toHaveLength(0)
    expect((await signUp('half@example.com')).status).toBe(200)
  })

  it('makes one person of ten simultaneous sign-ups with one address', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => signUp('many@example.com')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9)
    const { rows } = await world.db.system.query(
      `select count(*) from members m join auth."user" u on u.id = m.user_id where u.email = 'many@example.com'`,
    )
    expect(rows).toEqual([{ count: 1 }])
  })

  it('refuses bad input by field, and a known address', async () => {
    const bad = await signUp('not an address', { password: 'short', name: ' ' })
    expect(bad.status).toBe(422)
    expect(bad.body.errors.map((error: { path: string }) => error.path).sort()).toEqual([
      'email',
      'name',
      'password',
    ])
    await signUp('twice@example.com')
    expect((await signUp('TWICE@example.com')).status).toBe(409)
  })
})

describe('sign-in', () => {
  it('refuses a wrong password and an unknown address with the same words', async () => {
    await signUp('in@example.com')
    const wrong = await post('/sign-in/email', { email: 'in@example.com', password: 'something else' })
    const unknown = await post('/sign-in/email', { email: 'nobody@example.com', password })
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(wrong.body.detail).toBe(unknown.body.detail)
    expect(wrong.headers.get('content-type')).toContain('application/problem+json')
    const right = await post('/sign-in/email', { email: 'in@example.com', password })
    expect((await me(right.cookie)).body.user.email).toBe('in@example.com')
  })

  it('ends the session on sign-out, at once', async () => {
    const { cookie } = await signUp('out@example.com')
    expect((await post('/sign-out', {}, cookie)).status).toBe(200)
    expect((await me(cookie)).status).toBe(401)
  })

  it('refuses a page of another site', async () => {
    const headers = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }
    const body = { email: 'in@example.com', password }
    const answer = await app.client.request('POST', '/api/auth/sign-in/email', { body, headers })
    expect(answer.status).toBe(403)
  })

  it('counts tries per client address and stops them', async () => {
    const headers = { 'X-Forwarded-For': '203.0.113.9' }
    const attempt = () =>
      app.client.request('POST', '/api/auth/request-password-reset', {
        body: { email: 'limit@example.com' },
        headers,
      })
    const answers = []
    for (let count = 0; count < 6; count++) answers.push(await attempt())
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
    expect(answers.at(-1)?.body).toMatchObject({
      code: 'rate_limited',
      retry_after_seconds: expect.any(Number),
    })
  })
})

describe('passwords', () => {
  it('are reset by a link from a mail that works once and signs out everywhere', async () => {
    const { cookie } = await signUp('reset@example.com')
    await mails.take('reset@example.com')
    const asked = await post('/request-password-reset', { email: 'reset@example.com' })
    const unknown = await post('/request-password-reset', { email: 'stranger@example.com' })
    expect([asked.status, asked.body]).toEqual([unknown.status, unknown.body])
    const { link } = await mails.take('reset@example.com')
    expect([link.origin, link.pathname]).toEqual([app.url, '/reset-password'])
    const body = { token: link.searchParams.get('token'), new_password: 'another horse' }
    expect((await post('/reset-password', body)).status).toBe(200)
    expect((await post('/reset-password', body)).status).toBe(404)
    expect((await me(cookie)).status).toBe(401)
    const old = await post('/sign-in/email', { email: 'reset@example.com', password })
    const fresh = await post('/sign-in/email', { email: 'reset@example.com', password: 'another horse' })
    expect([old.status, fresh.status]).toEqual([401, 200])
    expect(mails.received.filter(({ to }) => to === 'stranger@example.com')).toEqual([])
  })

  it('are kept out of the database as text, and so are reset tokens', async () => {
    await post('/request-password-reset', { email: 'in@example.com' })
    const mail = await mails.take('in@example.com')
    const token = /reset/.test(mail.subject) ? mail.link.searchParams.get('token') : null
    const link = token ?? (await mails.take('in@example.com')).link.searchParams.get('token')
    const { rows } = await world.db.system.query(
      `select (select string_agg(v::text, ' ') from auth.verification v) as tokens,
        (select string_agg(a::text, ' ') from auth.account a) as passwords`,
    )
    expect(rows[0].tokens).not.toContain(link)
    expect(rows[0].passwords).not.toContain(password)
  })

  it('are changed with the present one, which signs out everywhere else', async () => {
    const { cookie } = await signUp('change@example.com')
    const { cookie: elsewhere } = await post('/sign-in/email', { email: 'change@example.com', password })
    const wrong = { current_password: 'nonsense', new_password: 'a third horse' }
    expect((await post('/change-password', wrong, cookie)).status).toBe(422)
    const right = { ...wrong, current_password: password }
    const answer = await post('/change-password', right, cookie)
    expect(answer.status).toBe(200)
    expect((await me(elsewhere)).status).toBe(401)
    expect((await me(answer.cookie || cookie)).status).toBe(200)
    expect((await post('/change-password', right)).status).toBe(401)
  })
})

describe('email verification', () => {
  it('follows sign-up by mail', async () => {
    const { cookie } = await signUp('verify@example.com')
    const read = () => app.client.request('GET', '/api/me/email-verification', { cookie })
    expect((await read()).body).toEqual({ email: 'verify@example.com', verified: false })
    const { link } = await mails.take('verify@example.com')
    expect(link.pathname).toBe('/verify-email')
    expect((await post('/send-verification-email', {}, cookie)).status).toBe(200)
    await mails.take('verify@example.com')
    expect((await post('/verify-email', { token: 'made.up.token' })).status).toBe(404)
    expect((await post('/verify-email', { token: link.searchParams.get('token') })).status).toBe(200)
    expect((await read()).body.verified).toBe(true)
    expect((await post('/send-verification-email', {}, cookie)).status).toBe(409)
    expect((await post('/send-verification-email', {})).status).toBe(401)
  })
})

describe('sessions', () => {
  const sessions = (cookie: string) => app.client.request('GET', '/api/sessions', { cookie })

  it('are listed and revoked one by one, at once', async () => {
    const person = await addPerson(world)
    const phone = await addSession(world, person.id)
    const { body } = await sessions(person.cookie)
    expect(body.data).toHaveLength(2)
    expect(body.data.filter((session: { current: boolean }) => session.current)).toHaveLength(1)
    const other = body.data.find((session: { current: boolean }) => !session.current)
    expect((await me(phone)).status).toBe(200)
    const revoke = () => app.client.request('DELETE', `/api/sessions/${other.id}`, { cookie: person.cookie })
    expect((await revoke()).status).toBe(204)
    expect((await me(phone)).status).toBe(401)
    expect((await revoke()).status).toBe(404)
  })

  it('are all revoked but the present one', async () => {
    const person = await addPerson(world)
    const others = await Promise.all([addSession(world, person.id), addSession(world, person.id)])
    const answer = await app.client.request('DELETE', '/api/sessions', { cookie: person.cookie })
    expect(answer.status).toBe(204)
    expect(await Promise.all(others.map(async (cookie) => (await me(cookie)).status))).toEqual([401, 401])
    expect((await me(person.cookie)).status).toBe(200)
  })

  it("are never another person's to revoke", async () => {
    const [one, other] = await Promise.all([addPerson(world), addPerson(world)])
    const [{ id }] = (await sessions(other.cookie)).body.data
    const answer = await app.client.request('DELETE', `/api/sessions/${id}`, { cookie: one.cookie })
    expect(answer.status).toBe(404)
    expect((await me(other.cookie)).status).toBe(200)
  })

  it('slide while they are used, and end when they are not', async () => {
    const person = await addPerson(world)
    const age = (created: string, expires: string) =>
      world.db.system.query(
        `update auth.session set created_at = now() - $1::interval, expires_at = now() + $2::interval where user_id = $3`,
        [created, expires, person.id],
      )
    await age('5 days', '2 days')
    const renewed = await me(person.cookie)
    expect(renewed.headers.getSetCookie()[0]).toMatch(/Max-Age=604800.*HttpOnly/i)
    expect(renewed.cookie).toBe(person.cookie)
    expect((await me(person.cookie)).cookie).toBe('')
    await age('12 hours', '12 hours')
    expect((await me(person.cookie)).cookie).toBe('')
    await age('5 days', '-1 second')
    expect((await me(person.cookie)).status).toBe(401)
  })
})
