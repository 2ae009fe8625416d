import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../harness/index.ts'
import { addKey, addPerson, type Person } from '../people.ts'

interface Operation {
  method: string
  path: string
}

/** Open to anybody by design; everything else needs a session or a key. */
const OPEN = [
  'POST /api/auth/sign-up/email',
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-out',
  'POST /api/auth/request-password-reset',
  'POST /api/auth/reset-password',
  'POST /api/auth/verify-email',
  'GET /api/auth-config',
  'GET /api/invitations/{token}/preview',
  'POST /api/webhooks/stripe',
  'POST /api/webhooks/audiencelab/superpixel',
  'POST /px/e',
  'GET /px/{key}.js',
  'GET /healthz',
  'GET /readyz',
]

let world: TestWorld
let app: TestApp
let operations: Operation[]
let stranger: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  stranger = await addPerson(world, { name: 'Stranger' })
  const { body } = await app.client.request('GET', '/api/openapi.json')
  operations = Object.entries(body.paths as Record<string, Record<string, unknown>>).flatMap(
    ([path, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  )
})
afterAll(() => world.dispose())

describe('every declared route', () => {
  it('is declared at all', () => {
    expect(operations.length).toBeGreaterThan(50)
  })

  it('refuses a request without a session or key', async () => {
    const open: string[] = []
    for (const operation of operations) {
      const { status } = await call(operation, {})
      if (status !== 401) open.push(`${operation.method} ${operation.path}`)
    }
    expect(open.filter((name) => !OPEN.includes(name))).toEqual([])
  })

  it('refuses a key that was never made, without saying more', async () => {
    const known: string[] = []
    for (const operation of operations) {
      const { status } = await call(operation, { key: 'assay_0000000000000000' })
      if (status !== 401 && operation.path.startsWith('/api/'))
        known.push(`${operation.method} ${operation.path} ${status}`)
    }
    expect(known).toEqual([])
  })

  it("refuses the operator's routes to owners and to their keys", async () => {
    const key = await addKey(world, stranger.workspaceId, ['read', 'write', 'billing'])
    const passed: string[] = []
    for (const operation of operations.filter(
      ({ path }) => path.startsWith('/api/operator/') && !path.endsWith('/claim'),
    )) {
      for (const credentials of [{ cookie: stranger.cookie }, { key }]) {
        const { status } = await call(operation, credentials)
        if (![401, 403, 404].includes(status)) passed.push(`${operation.method} ${operation.path} ${status}`)
      }
    }
    expect(passed).toEqual([])
  })

  it('answers garbage with a problem, never with a failure of ours', async () => {
    const failed: string[] = []
    for (const operation of operations) {
      for (const body of ['{', '[]', '{"a":1}', '"\\u0000"']) {
        const answer = await app.client
          .request(operation.method, fill(operation.path), {
            cookie: stranger.cookie,
            headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), origin: app.url },
            ...(operation.method === 'GET' ? {} : { body }),
            ...(operation.path === '/api/live' ? { signal: AbortSignal.timeout(0) } : {}),
          })
          .catch(() => ({ status: 0 }))
        if (answer.status >= 500)
          failed.push(`${operation.method} ${operation.path} ${body} ${answer.status}`)
      }
    }
    expect(failed).toEqual([])
  })
})

function call({ method, path }: Operation, credentials: { key?: string; cookie?: string }) {
  return app.client.request(method, fill(path), {
    ...credentials,
    headers: { 'idempotency-key': randomUUID(), origin: app.url },
    ...(method === 'GET' ? {} : { body: {} }),
  })
}

function fill(path: string): string {
  return path.replace(/\{\w+\}/g, () => randomUUID())
}
