import { request as httpRequest } from 'node:http'
import { createRoute, z } from '@hono/zod-openapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, createClient } from '../../../test/harness/index.ts'
import { Problem } from '../errors/index.ts'
import { createLog } from '../log.ts'
import {
  createApi,
  createRoot,
  decodeCursor,
  encodeCursor,
  type HttpServer,
  idempotencyKey,
  mountDocs,
  openEventStream,
  page,
  pageQuery,
  problemResponses,
  securityHeaders,
  startHttpServer,
} from './index.ts'

const log = createLog('silent')
const shutdown = new AbortController()
let http: HttpServer
let client: Client

function sqlError(code: string, message: string, detail?: string) {
  return Object.assign(new Error(message), { code, detail })
}

function exampleRoutes() {
  const place = z.object({ id: z.int() })
  const list = createRoute({
    method: 'get',
    path: '/list',
    request: { query: pageQuery },
    responses: {
      200: { description: 'a page', content: { 'application/json': { schema: page(place) } } },
      ...problemResponses('invalid_input'),
    },
  })
  const add = createRoute({
    method: 'post',
    path: '/things',
    request: {
      body: {
        required: true,
        content: { 'application/json': { schema: z.object({ name: z.string().min(1), size: z.int() }) } },
      },
    },
    responses: { 201: { description: 'made' } },
  })
  const api = createApi()
    .openapi(list, (c) => {
      const { cursor } = c.req.valid('query')
      const after = cursor ? decodeCursor(cursor, place).id : 0
      return c.json({ data: [{ id: after + 1 }], next_cursor: encodeCursor({ id: after + 1 }) }, 200)
    })
    .openapi(add, (c) => c.body(null, 201))
  api.post('/raw', async (c) => c.json({ bytes: (await c.req.raw.arrayBuffer()).byteLength }))
  api.post('/large', async (c) => c.json({ bytes: (await c.req.raw.arrayBuffer()).byteLength }))
  api.post('/key', (c) => c.json({ key: idempotencyKey(c) }))
  api.get('/sql-402', () => {
    const detail = JSON.stringify({
      code: 'insufficient_credits',
      required: 12.5,
      balance: 3,
      shortfall: 9.5,
    })
    throw sqlError('AS402', 'This order needs 12.50 credits.', detail)
  })
  api.get('/sql-404', () => {
    throw sqlError('AS404', 'No such thing.', 'Failing row contains (1, ann@example.com)')
  })
  api.get('/sql-secret', () => {
    throw sqlError('23505', 'duplicate key value violates unique constraint "users_email"', 'Key (email)=(x)')
  })
  api.get('/conflict', () => {
    throw new Problem('conflict', 'It was sold meanwhile.', { listing_id: 7 })
  })
  api.get('/stream', (c) => openEventStream(c, shutdown.signal).response)
  return api
}

beforeAll(async () => {
  http = await startHttpServer(0, '127.0.0.1', log)
  const url = `http://127.0.0.1:${http.port}`
  const root = createRoot({
    log,
    appUrl: 'https://assay.example.com',
    bodyLimits: [{ path: '/api/large', maxBytes: 3_000_000 }],
  })
  root.route('/api', exampleRoutes())
  mountDocs(root, '1.0.0')
  http.attach(root.fetch, securityHeaders({ isDevelopment: false, isHttps: true }))
  client = createClient(url)
})
afterAll(() => http.stop())

describe('errors', () => {
  it('are problem documents with the request id of the header', async () => {
    const { status, body, headers } = await client.request('GET', '/api/conflict')
    expect(status).toBe(409)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(body).toEqual({
      ...{ type: 'urn:assay:problem:conflict', title: 'It conflicts with the present state', status: 409 },
      ...{ code: 'conflict', detail: 'It was sold meanwhile.', listing_id: 7 },
      request_id: headers.get('x-request-id'),
    })
  })

  it('of SQL functions keep their sentence and members', async () => {
    const { status, body } = await client.request('GET', '/api/sql-402')
    expect(status).toBe(402)
    expect(body).toMatchObject({ code: 'insufficient_credits', required: 12.5, balance: 3, shortfall: 9.5 })
    expect(body.detail).toBe('This order needs 12.50 credits.')
  })

  it('never show a DETAIL that is not ours', async () => {
    const { status, text } = await client.request('GET', '/api/sql-404')
    expect(status).toBe(404)
    expect(text).not.toContain('ann@')
  })

  it('that nobody foresaw are internal, without their text', async () => {
    const { status, body, text } = await client.request('GET', '/api/sql-secret')
    expect(status).toBe(500)
    expect(body.code).toBe('internal')
    expect(text).not.toMatch(/duplicate|users_email|Key/)
  })

  it('name every wrong field with 422, and an unreadable body with 400', async () => {
    const wrong = await client.request('POST', '/api/things', { body: { name: '', size: 1.5 } })
    expect(wrong.status).toBe(422)
    expect(wrong.body.errors.map((error: { path: string }) => error.path)).toEqual(['name', 'size'])
    const headers = { 'Content-Type': 'application/json' }
    const unreadable = await client.request('POST', '/api/things', { body: '{"name":', headers })
    expect(unreadable.status).toBe(400)
    expect(unreadable.body.code).toBe('invalid')
  })

  it('say 404 for what is not there', async () => {
    expect((await client.request('GET', '/api/nothing')).body.code).toBe('not_found')
  })
})

describe('headers', () => {
  it('allow no inline script and nothing from elsewhere, on every answer', async () => {
    for (const path of ['/docs', '/api/list', '/api/nothing', '/api/sql-secret', '/docs/start.js']) {
      const { headers } = await client.request('GET', path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("style-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('strict-transport-security')).toContain('max-age=')
    }
  })

  it('keep a harmless request id and replace any other', async () => {
    const ask = async (id: string) => {
      const { headers } = await client.request('GET', '/api/list', { headers: { 'X-Request-Id': id } })
      return headers.get('x-request-id')
    }
    expect(await ask('trace-12345678')).toBe('trace-12345678')
    expect(await ask('short')).not.toBe('short')
    expect(await ask('x'.repeat(65))).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('keep answers of the API out of caches', async () => {
    expect((await client.request('GET', '/api/list')).headers.get('cache-control')).toBe('no-store')
  })
})

describe('writes from another site', () => {
  const write = (headers: Record<string, string>) =>
    client.request('POST', '/api/raw', { body: 'x', headers })

  it.each<Record<string, string>>([
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'https://assay.example.com.evil.example' },
    { Origin: 'http://assay.example.com' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ])('are refused: %o', async (headers) => {
    expect((await write(headers)).status).toBe(403)
  })

  it('are let through from our own address and from programs', async () => {
    expect((await write({ Origin: 'https://assay.example.com' })).status).toBe(200)
    expect((await write({ Origin: client.url, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200)
    expect((await write({})).status).toBe(200)
  })
})

describe('bodies', () => {
  it('have a limit, which a route may raise', async () => {
    const tooLarge = await client.request('POST', '/api/raw', { body: 'x'.repeat(1_000_001) })
    expect(tooLarge.status).toBe(413)
    expect(tooLarge.body).toMatchObject({ code: 'too_large', max_bytes: 1_000_000 })
    expect((await client.request('POST', '/api/large', { body: 'x'.repeat(2_000_000) })).body.bytes).toBe(
      2_000_000,
    )
    expect((await client.request('POST', '/api/large', { body: 'x'.repeat(3_000_001) })).status).toBe(413)
  })

  it('are counted when their length is not declared', async () => {
    expect(await sendChunked('/api/raw', 20)).toBe(413)
    expect(await sendChunked('/api/raw', 5)).toBe(200)
  })
})

function sendChunked(path: string, pieces: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${client.url}${path}`, { method: 'POST' }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    request.on('error', reject)
    for (let piece = 0; piece < pieces; piece++) request.write('x'.repeat(100_000))
    request.end()
  })
}

describe('lists', () => {
  it('go on from their cursor and refuse any other', async () => {
    const first = await client.request('GET', '/api/list')
    const second = await client.request('GET', `/api/list?cursor=${first.body.next_cursor}`)
    expect(second.body.data).toEqual([{ id: 2 }])
    for (const cursor of ['nonsense', encodeCursor({ id: '1; drop' }), encodeCursor([1])]) {
      const { status, body } = await client.request('GET', `/api/list?cursor=${cursor}`)
      expect([status, body.errors[0].path]).toEqual([422, 'cursor'])
    }
  })

  it('have at most 200 rows a page', async () => {
    expect((await client.request('GET', '/api/list?limit=200')).status).toBe(200)
    for (const limit of [201, 0, -1, 'x']) {
      expect((await client.request('GET', `/api/list?limit=${limit}`)).status).toBe(422)
    }
  })
})

describe('Idempotency-Key', () => {
  it('is required, visible and short', async () => {
    expect((await client.request('POST', '/api/key', { idempotencyKey: 'abc-1' })).body).toEqual({
      key: 'abc-1',
    })
    expect((await client.request('POST', '/api/key')).status).toBe(422)
    expect((await client.request('POST', '/api/key', { idempotencyKey: 'x'.repeat(201) })).status).toBe(422)
    expect((await client.request('POST', '/api/key', { idempotencyKey: 'a b' })).status).toBe(422)
  })
})

describe('the documentation', () => {
  it('comes from the declarations, as OpenAPI 3.1', async () => {
    const { body } = await client.request('GET', '/api/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    expect(Object.keys(body.paths)).toEqual(['/api/list', '/api/things'])
    expect(body.paths['/api/list'].get.responses['422'].content['application/problem+json']).toBeDefined()
  })

  it('loads everything from our own origin', async () => {
    const page = await client.request('GET', '/docs')
    const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(links.length).toBe(3)
    for (const link of links) {
      expect(link.startsWith('/docs/')).toBe(true)
      expect((await client.request('GET', link)).status).toBe(200)
    }
    expect((await client.request('GET', '/docs/package.json')).status).toBe(404)
  })
})

describe('an event stream', () => {
  it('opens at once and ends when the process stops', async () => {
    const response = await fetch(`${client.url}/api/stream`)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('retry: 1000\n\n')
    shutdown.abort()
    expect((await reader.read()).done).toBe(true)
  })
})
