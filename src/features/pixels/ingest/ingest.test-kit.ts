import { randomBytes, randomUUID } from 'node:crypto'
import { type Answer, createClient, type TestWorld } from '../../../../test/harness/index.ts'

/** A desktop Chrome. */
export const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
export const SITE = 'https://shop.example.com'

export interface TestPixel {
  workspaceId: string
  id: string
  key: string
}

/** A pixel of shop.example.com and of every host below example.org; `columns` overrule. */
export async function addPixel(
  { db }: Pick<TestWorld, 'db'>,
  workspaceId: string,
  columns: Record<string, unknown> = {},
): Promise<TestPixel> {
  const row: Record<string, unknown> = {
    workspace_id: workspaceId,
    key: randomBytes(8).toString('hex'),
    name: 'Shop',
    website_url: SITE,
    domains: ['shop.example.com', '*.example.org'],
    consent: 'full',
    ...columns,
  }
  const names = Object.keys(row)
  const { rows } = await db.system.query(
    `insert into pixels (${names.join(', ')}) values (${names.map((_, n) => `$${n + 1}`).join(', ')}) returning id, key`,
    Object.values(row),
  )
  return { workspaceId, ...rows[0] }
}

/** A UUIDv7 of a moment. */
export function idAt(ms = Date.now()): string {
  const time = ms.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

export interface TestEvent {
  i?: string
  n?: string
  u?: string
  [member: string]: unknown
}

/** A batch as the script makes it; one page view by default. */
export function batchOf(pixel: { key: string }, events: TestEvent[] = [{}], more: object = {}) {
  return {
    k: pixel.key,
    t: Date.now(),
    m: 'full',
    v: randomUUID(),
    s: randomUUID(),
    e: events.map((event) => ({ i: idAt(), n: 'page_view', u: `${SITE}/`, ...event })),
    ...more,
  }
}

/** Sends a batch as a browser does; headers given as undefined are left out. */
export function send(
  url: string,
  body: unknown,
  headers: Record<string, string | undefined> = {},
): Promise<Answer> {
  const all = { 'Content-Type': 'text/plain', 'User-Agent': CHROME, Origin: SITE, ...headers }
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return createClient(url).request('POST', '/px/e', {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: Object.fromEntries(given),
  })
}
