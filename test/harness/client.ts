export interface RequestOptions {
  /** Sent as JSON; FormData and strings go as they are. */
  body?: unknown
  /** API key. */
  key?: string
  cookie?: string
  headers?: Record<string, string>
  /** Sends `Idempotency-Key`. */
  idempotencyKey?: string
  signal?: AbortSignal
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers freely and assert what they read
type Json = any

export interface Answer {
  status: number
  headers: Headers
  /** Parsed JSON, else null. */
  body: Json
  text: string
  /** `name=value` pairs of the cookies it set, ready for the next request. */
  cookie: string
}

export interface Client {
  url: string
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>
}

/** Sends real HTTP requests to a running app. */
export function createClient(url: string): Client {
  return {
    url,
    async request(method, path, options = {}) {
      const response = await fetch(url + path, {
        method,
        headers: headersOf(options),
        body: bodyOf(options.body),
        redirect: 'manual',
        signal: options.signal,
      })
      const text = await response.text()
      return {
        status: response.status,
        headers: response.headers,
        body: parse(text),
        text,
        cookie: response.headers
          .getSetCookie()
          .map((cookie) => cookie.split(';', 1)[0])
          .join('; '),
      }
    },
  }
}

function headersOf({ body, key, cookie, headers, idempotencyKey }: RequestOptions): Record<string, string> {
  return {
    ...(isJson(body) ? { 'Content-Type': 'application/json' } : {}),
    ...(key ? { Authorization: `Bearer ${key}` } : {}),
    ...(cookie ? { Cookie: cookie } : {}),
    ...(idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {}),
    ...headers,
  }
}

function isJson(body: unknown): boolean {
  return body !== undefined && !(body instanceof FormData) && typeof body !== 'string'
}

function bodyOf(body: unknown): BodyInit | undefined {
  if (body === undefined || !isJson(body)) return body as BodyInit | undefined
  return JSON.stringify(body)
}

function parse(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
