import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiError, api, errorText, fieldErrors, newIdempotencyKey, onSignedOut, withQuery } from './api.ts'
import { worthRetrying } from './query.ts'

function answer(status: number, body: unknown, type = 'application/json') {
  const fetching = vi.fn(async (_path: string, _init: RequestInit) => {
    const headers = { 'content-type': type, 'x-request-id': 'req-7' }
    return new Response(body === undefined ? null : JSON.stringify(body), { status, headers })
  })
  vi.stubGlobal('fetch', fetching)
  return fetching
}

afterEach(() => vi.unstubAllGlobals())

describe('api', () => {
  it('sends JSON and returns JSON', async () => {
    const fetching = answer(200, { id: 'a' })
    await expect(api('PATCH', '/api/leads/a', { body: { status: 'won' } })).resolves.toEqual({ id: 'a' })
    const [path, init] = fetching.mock.calls[0] ?? []
    expect(path).toBe('/api/leads/a')
    expect(init?.body).toBe('{"status":"won"}')
    expect(new Headers(init?.headers).get('content-type')).toBe('application/json')
  })

  it('lets the browser name the boundary of a form', async () => {
    const fetching = answer(201, {})
    await api('POST', '/api/leads/imports', { body: new FormData() })
    expect(new Headers(fetching.mock.calls[0]?.[1].headers).get('content-type')).toBeNull()
  })

  it('answers nothing with undefined', async () => {
    answer(204, undefined)
    await expect(api('DELETE', '/api/leads/a')).resolves.toBeUndefined()
  })

  it('throws a problem with all its members', async () => {
    const problem = { code: 'insufficient_credits', detail: 'You need 5.00 more credits.', shortfall: 5 }
    answer(402, problem, 'application/problem+json')
    const error = await api('POST', '/api/marketplace/orders', { body: {} }).catch(
      (caught: unknown) => caught,
    )
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({
      status: 402,
      code: 'insufficient_credits',
      members: problem,
      requestId: 'req-7',
    })
    expect(errorText(error)).toBe('You need 5.00 more credits.')
  })

  it('gives wrong inputs by field', async () => {
    const errors = [{ path: 'price', message: 'At least 0.01' }]
    answer(422, { code: 'invalid_input', detail: 'Check the fields', errors }, 'application/problem+json')
    const error = await api('POST', '/api/x').catch((caught: unknown) => caught)
    expect(fieldErrors(error)).toEqual({ price: 'At least 0.01' })
  })

  it('never shows what a broken server said', async () => {
    answer(500, '<h1>SELECT * FROM leads</h1>', 'text/html')
    const error = await api('GET', '/api/x').catch((caught: unknown) => caught)
    expect(errorText(error)).not.toContain('SELECT')
  })

  it('tells of a lost session, but not of a wrong password', async () => {
    const lost = vi.fn()
    const stop = onSignedOut(lost)
    answer(401, { code: 'unauthenticated' })
    await api('POST', '/api/auth/sign-in/email', { body: {} }).catch(() => undefined)
    expect(lost).not.toHaveBeenCalled()
    await api('GET', '/api/leads').catch(() => undefined)
    expect(lost).toHaveBeenCalledOnce()
    stop()
  })
})

describe('around it', () => {
  it('leaves empty parameters out', () => {
    expect(withQuery('/api/leads', { q: '', cursor: null, limit: 50, sort: undefined })).toBe(
      '/api/leads?limit=50',
    )
  })

  it('retries lost connections and busy servers, never refusals', () => {
    expect(worthRetrying(0, new TypeError('fetch failed'))).toBe(true)
    expect(worthRetrying(0, new ApiError(503, {}, null))).toBe(true)
    expect(worthRetrying(0, new ApiError(404, {}, null))).toBe(false)
    expect(worthRetrying(2, new TypeError('fetch failed'))).toBe(false)
  })

  it('makes a new idempotency key each time', () => {
    expect(newIdempotencyKey()).toMatch(/^[0-9a-f]{32}$/)
    expect(newIdempotencyKey()).not.toBe(newIdempotencyKey())
  })
})
