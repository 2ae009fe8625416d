/** One wrong input, as problem+json lists them: `{ path: 'price', message: 'Must be at least 0.01' }`. */
export interface InputError {
  path: string
  message: string
}

/** An answer that is not 2xx, with the fields of its problem+json (RFC 9457). */
export class ApiError extends Error {
  readonly status: number
  /** `invalid`, `insufficient_credits`, …; `internal` when the answer was no problem document. */
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly errors: readonly InputError[]
  /** Every member of the document: `required`, `balance`, `shortfall`… */
  readonly members: Readonly<Record<string, unknown>>
  readonly requestId: string | null

  constructor(status: number, members: Record<string, unknown>, requestId: string | null) {
    const title = typeof members.title === 'string' ? members.title : 'Something went wrong'
    const detail = typeof members.detail === 'string' ? members.detail : title
    super(detail)
    this.name = 'ApiError'
    this.status = status
    this.code = typeof members.code === 'string' ? members.code : 'internal'
    this.title = title
    this.detail = detail
    this.errors = Array.isArray(members.errors) ? (members.errors as InputError[]) : []
    this.members = members
    this.requestId = requestId
  }
}

export interface ApiOptions {
  /** An object is sent as JSON, a FormData as multipart. */
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
  /** Added to the path; undefined, null and empty strings are left out. */
  query?: Record<string, string | number | boolean | null | undefined>
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

const signedOutListeners = new Set<() => void>()

/** Called when the server no longer knows the session (any 401 outside /api/auth). */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener)
  return () => signedOutListeners.delete(listener)
}

/** Builds `path?query`, leaving out what is undefined, null or empty. */
export function withQuery(path: string, query: ApiOptions['query'] = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value))
  }
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

/** Turns a failed response into an ApiError. Used by `api` and by `upload`. */
export function problemOf(
  status: number,
  contentType: string,
  text: string,
  requestId: string | null,
): ApiError {
  let members: Record<string, unknown> = {}
  if (contentType.includes('json')) {
    try {
      members = JSON.parse(text)
    } catch {
      // A proxy cut the answer short; the status still says what happened.
    }
  }
  return new ApiError(status, members, requestId)
}

export function tellSignedOut(path: string, status: number): void {
  if (status !== 401 || path.startsWith('/api/auth/')) return
  for (const tell of signedOutListeners) tell()
}

/**
 * Calls our own API. Returns the parsed JSON (undefined for 204).
 * Throws ApiError for an answer that is not 2xx, TypeError when the server cannot be reached.
 * `const lead = await api<Lead>('PATCH', '/api/leads/' + id, { body: { status: 'won' } })`
 */
export async function api<T>(method: Method, path: string, options: ApiOptions = {}): Promise<T> {
  const { body, headers, signal, query } = options
  const isForm = body instanceof FormData
  const response = await fetch(withQuery(path, query), {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? null : isForm ? body : JSON.stringify(body),
    signal: signal ?? null,
  })
  const text = await response.text()
  if (response.ok) return (text ? JSON.parse(text) : undefined) as T
  tellSignedOut(path, response.status)
  throw problemOf(
    response.status,
    response.headers.get('content-type') ?? '',
    text,
    response.headers.get('x-request-id'),
  )
}

/** What to tell a person: what happened and, where we know, what to do. */
export function errorText(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 429) return `${error.detail} Wait a moment, then try again.`
    if (error.status >= 500 && error.code === 'internal') {
      return 'The server failed while answering. Nothing you typed is lost; try again in a moment.'
    }
    return error.detail
  }
  if (error instanceof DOMException && error.name === 'AbortError') return 'Cancelled.'
  if (error instanceof TypeError) return 'The server cannot be reached. Check the connection, then try again.'
  return error instanceof Error ? error.message : 'Something went wrong.'
}

/** `errors[]` by path, for Field's `error`: `const wrong = fieldErrors(error); wrong.email` */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  return Object.fromEntries(error.errors.map(({ path, message }) => [path, message]))
}

/** A fresh key for a write that costs something. Make one per intention and keep it over retries. */
export function newIdempotencyKey(): string {
  // randomUUID exists only on secure origins, and a self-hosted install may be plain http.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
