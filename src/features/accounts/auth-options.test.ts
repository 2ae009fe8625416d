import { getMigrations } from 'better-auth/db/migration'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../test/harness/index.ts'
import { authOptions } from './auth-options.ts'
import { trustedOrigins } from './signing-in/trusted-origins.ts'

let world: TestWorld
let app: TestApp

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp({ APP_URL: 'https://assay.example.com' })
})
afterAll(() => world?.dispose())

describe('better-auth', () => {
  it('finds every table and column it wants in our migrations', async () => {
    const pool = new pg.Pool({ connectionString: world.ownerUrl, options: '-c search_path=auth', max: 1 })
    const { toBeCreated, toBeAdded } = await getMigrations({ ...authOptions, database: pool })
    await pool.end()
    expect([toBeCreated, toBeAdded]).toEqual([[], []])
  })

  it('keeps its cookies to https where APP_URL is', async () => {
    const body = { email: 'ada@example.com', password: 'long enough', name: 'Ada' }
    const answer = await app.client.request('POST', '/api/auth/sign-up/email', { body })
    const [cookie] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^__Secure-assay\.session_token=.*Secure/)
    expect((await app.client.request('GET', '/api/me', { cookie: answer.cookie })).status).toBe(200)
    const plain = answer.cookie.replace('__Secure-', '')
    expect((await app.client.request('GET', '/api/me', { cookie: plain })).status).toBe(401)
  })

  it('offers only the endpoints we declare', async () => {
    for (const path of [
      '/get-session',
      '/list-sessions',
      '/delete-user',
      '/change-email',
      '/update-user',
      '/ok',
    ]) {
      for (const method of ['GET', 'POST']) {
        const answer = await app.client.request(method, `/api/auth${path}`, {
          body: method === 'GET' ? undefined : {},
        })
        expect(answer.status, `${method} ${path}`).toBe(404)
      }
    }
  })
})

describe('the sign-in page', () => {
  it('learns of no demo account and no mailbox outside a demo run', async () => {
    const { body } = await app.client.request('GET', '/api/auth-config')
    expect(body).toEqual({ demo: false, demo_accounts: [], mailbox: false })
  })
})

describe('trusted origins', () => {
  it('are APP_URL alone, or every name of this machine where that is one', () => {
    expect(trustedOrigins(new URL('https://assay.example.com/'))).toEqual(['https://assay.example.com'])
    expect(trustedOrigins(new URL('http://127.0.0.1:3000'))).toEqual([
      'http://localhost:3000',
      'http://127.0.0.1:3000',
      'http://[::1]:3000',
    ])
  })
})
