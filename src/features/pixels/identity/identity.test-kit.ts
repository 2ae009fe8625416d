import { randomUUID } from 'node:crypto'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import type { TestWorld } from '../../../../test/harness/index.ts'
import { batchOf, idAt, SITE, send, type TestPixel } from '../ingest/ingest.test-kit.ts'
import { identifyVisitors } from './identify-visitors.ts'

export interface Browser {
  visitor: string
  session: string
}

/** A browser that keeps its ids. */
export function newBrowser(): Browser {
  return { visitor: randomUUID(), session: randomUUID() }
}

/** What a browser looks at and says in one batch, sent as the script sends it. */
export async function browse(
  url: string,
  pixel: TestPixel,
  { visitor, session }: Browser,
  { pages = [], identify }: { pages?: string[]; identify?: Record<string, string> },
): Promise<void> {
  const now = Date.now()
  const views = pages.map((path, n) => ({ i: idAt(now - 1000 + n), n: 'page_view', u: SITE + path }))
  const says = identify ? [{ n: 'identify', u: `${SITE}/form`, d: identify }] : []
  const answer = await send(url, batchOf(pixel, [...views, ...says], { v: visitor, s: session }))
  if (answer.status !== 202) throw new Error(`the batch was answered ${answer.status}: ${answer.text}`)
}

/** The job, as the worker runs it. */
export function identify({ db }: Pick<TestWorld, 'db'>, workspaceId: string): Promise<void> {
  return identifyVisitors(db, workspaceId, new AbortController().signal)
}

export function lookups(world: TestWorld) {
  const ask = (sql: string, values: unknown[] = []) => asOwner(world, sql, values)
  return {
    ask,
    leads: (workspaceId: string) =>
      ask('select * from leads where workspace_id = $1 order by id', [workspaceId]),
    visitor: async ({ visitor }: Browser) =>
      (await ask('select * from visitors where id = $1', [visitor]))[0],
    links: ({ visitor }: Browser) =>
      ask('select * from visitor_links where visitor_id = $1 order by id', [visitor]),
  }
}
