import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fitting, type Person, somebody } from './fake-people.test-kit.ts'

/** What goes wrong, until it is taken back; `times` ends it by itself. */
export interface Fault {
  kind: 'status' | 'hang' | 'cut' | 'not_json' | 'huge' | 'shape' | 'redirect'
  /** Only for paths that begin so. */
  path?: string
  status?: number
  retryAfter?: string
  times?: number
}

/** Wrong answers that look right. */
export interface Lies {
  ignoresFilters: boolean
  /** Pages hold people of no filter, with a total that looks right. */
  strangers: boolean
  countsLimit: boolean
  halfPages: boolean
  wrongPage: boolean
  /** Looks at a new audience that find nobody in it. */
  fillsAfter: number
}
const HONEST: Lies = {
  ...{ ignoresFilters: false, strangers: false, countsLimit: false },
  ...{ halfPages: false, wrongPage: false, fillsAfter: 0 },
}

export interface FakeAudienceLab {
  url: string
  people: Person[]
  fault: Fault | null
  lies: Lies
  calls: { method: string; path: string; body: Record<string, unknown>; key: string | undefined }[]
  /** How often something at a path that begins so was asked. */
  asked(method: string, path: string): number
  /** Forgets every audience. */
  forget(): void
  reset(): void
  stop(): Promise<void>
}

/** A server of its own that speaks AudienceLab's API, over real HTTP. */
export async function startFakeAudienceLab(size = 1_200): Promise<FakeAudienceLab> {
  const people = Array.from({ length: size }, (_, n) => somebody(n))
  const audiences = new Map<string, { people: Person[]; looks: number }>()
  const fake = {
    ...{ url: '', people, fault: null as Fault | null, lies: { ...HONEST } },
    calls: [] as FakeAudienceLab['calls'],
    asked: (method: string, path: string) =>
      fake.calls.filter((call) => call.method === method && call.path.startsWith(path)).length,
    forget: () => audiences.clear(),
    reset: () => Object.assign(fake, { fault: null, lies: { ...HONEST }, calls: [] }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    const body = await bodyOf(request)
    fake.calls.push({ method: request.method ?? '', path, body, key: header(request, 'x-api-key') })
    if (fails(path, response)) return
    if (header(request, 'x-api-key') !== 'al-test-key-1') send(response, 401, { error: 'no' })
    else if (path === '/audiences/preview') send(response, 200, preview(body))
    else if (path === '/audiences') send(response, 200, create(body))
    else if (path === '/enrich') send(response, 200, enrich(body))
    else if (path === '/pixels')
      send(response, 201, { pixel_id: `sp-${Math.random().toString(36).slice(2)}`, ...body })
    else page(new URL(path, 'http://here'), response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return fake

  function chosen({ filters }: Record<string, unknown>) {
    return fitting(people, fake.lies.ignoresFilters ? {} : filters)
  }

  function preview(body: Record<string, unknown>) {
    const found = chosen(body)
    const limit = Number(body.limit)
    const result = (fake.lies.strangers ? people : found).slice(0, limit)
    return { count: fake.lies.countsLimit ? result.length : found.length, result }
  }

  function create(body: Record<string, unknown>) {
    const audienceId = `a-${audiences.size + 1}-${Math.random().toString(36).slice(2)}`
    audiences.set(audienceId, { people: chosen(body), looks: 0 })
    return { audienceId }
  }

  function page({ pathname, searchParams }: URL, response: ServerResponse) {
    const audience = audiences.get(pathname.slice('/audiences/'.length))
    if (!audience) return send(response, 404, { error: 'not found' })
    const [number, size] = [Number(searchParams.get('page')), Number(searchParams.get('page_size'))]
    if (audience.looks++ < fake.lies.fillsAfter)
      return send(response, 200, { data: [], total_records: 0, page: number })
    const total = audience.people.length
    const source = fake.lies.strangers ? people.slice(-total) : audience.people
    const data = source.slice((number - 1) * size, number * size)
    if (fake.lies.halfPages) data.length = Math.floor(data.length / 2)
    send(response, 200, {
      data,
      total_records: total,
      page: number + (fake.lies.wrongPage ? 1 : 0),
      page_size: size,
    })
  }

  function enrich({ filter }: Record<string, unknown>) {
    const wanted = filter as Record<string, string>
    const result = people.filter((person) =>
      Object.entries(wanted).every(([name, value]) => person.answers?.[name] === value),
    )
    return { found: result.length, result: result.map(({ answers: _answers, ...profile }) => profile) }
  }

  function fails(path: string, response: ServerResponse): boolean {
    const { fault } = fake
    if (!fault || !path.startsWith(fault.path ?? '')) return false
    if (fault.times !== undefined && fault.times-- <= 0) return false
    FAULTS[fault.kind](response, fault)
    return true
  }
}

const FAULTS: Record<Fault['kind'], (response: ServerResponse, fault: Fault) => void> = {
  hang: () => {},
  status: (response, { status = 500, retryAfter }) => {
    response.writeHead(status, retryAfter ? { 'retry-after': retryAfter } : {})
    response.end('secret al-test-key-1 in a body')
  },
  cut: (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
    response.write('{"count": 1')
    setTimeout(() => response.destroy(), 10)
  },
  redirect: (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
  not_json: (response) => response.end('<html>Just a moment…</html>'),
  shape: (response) => response.end('{"count": "many", "found": -1, "data": 3}'),
  huge: (response) => response.end(`{"count": 1, "result": [{"A": "${'x'.repeat(700_000)}"}]}`),
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const part of request) text += part
  return text ? JSON.parse(text) : {}
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

function send(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
