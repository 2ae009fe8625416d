import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  addPixel,
  batchOf,
  idAt,
  SITE,
  send,
  type TestPixel,
} from '../../src/features/pixels/ingest/ingest.test-kit.ts'
import { openDatabases } from '../../src/platform/db/index.ts'
import { createLog } from '../../src/platform/log.ts'
import { embeddedUrl } from '../harness/embedded-url.ts'
import { installedDataDir, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { addPerson } from '../people.ts'

const BROWSERS = 12
const VISITORS = 40

let dataDir: string
let app: SpawnedApp
let pixel: TestPixel
beforeAll(async () => {
  dataDir = await installedDataDir('none')
  app = await spawnApp({ dataDir })
  const db = await openDatabases({ ownerUrl: await embeddedUrl(dataDir), log: createLog('silent') })
  pixel = await addPixel({ db }, (await addPerson({ db })).workspaceId)
  await db.close()
})
afterAll(() => app?.dispose())

/** What browsers were told is stored, and what they sent without hearing of it. */
interface Ledger {
  acknowledged: Set<string>
  sent: Set<string>
}

const visitors = Array.from({ length: VISITORS }, () => ({ v: randomUUID(), s: randomUUID() }))

/** Browsers that send batch after batch, each again until it is answered as the script does, until told to stop. */
function browse(ledger: Ledger, isOver: () => boolean): Promise<unknown> {
  const browser = async (n: number) => {
    for (let round = 0; !isOver(); round++) {
      // half an hour apart and less, so that visits begin and go on
      const at = Date.now() - ((round * 13 + n) % 200) * 60_000
      const events = [0, 1, 2].map((step) => ({ i: idAt(at + step), u: `${SITE}/${n}/${round}/${step}` }))
      const batch = batchOf(pixel, events, visitors[(n * 7 + round) % VISITORS])
      for (const { i } of batch.e) ledger.sent.add(i)
      while (!(await isTaken({ ...batch, t: Date.now() }))) {
        if (isOver()) return
        await sleep(50)
      }
      for (const { i } of batch.e) ledger.acknowledged.add(i)
    }
  }
  return Promise.all(Array.from({ length: BROWSERS }, (_, n) => browser(n)))
}

/** A 503 or no answer at all means again; any other answer is none that the ingest may give. */
async function isTaken(batch: object): Promise<boolean> {
  const answer = await send(app.url, batch).catch(() => null)
  if (answer === null || answer.status === 503) return false
  expect(answer.status).toBe(202)
  return true
}

const RECOUNT = `
  with counted as (
    select visitor_id, session_id, count(*) as events, count(*) filter (where type = 'page_view') as page_views
    from pixel_events group by visitor_id, session_id
  )
  select
    (select count(*)::int from visitor_sessions s full join counted c on c.session_id = s.id and c.visitor_id = s.visitor_id
      where (s.events, s.page_views) is distinct from (c.events, c.page_views)) as wrong_sessions,
    (select count(*)::int from visitors v full join (
        select visitor_id, sum(events) as events, sum(page_views) as page_views, count(*) as sessions
        from counted group by visitor_id) c on c.visitor_id = v.id
      where (v.events, v.page_views, v.sessions) is distinct from (c.events, c.page_views, c.sessions)) as wrong_visitors,
    (select coalesce(sum((payload ->> 'count')::int), 0)::int from events where type = 'visitors.seen') as announced,
    array(select id::text from pixel_events) as stored`

async function check({ acknowledged, sent }: Ledger) {
  const told = [...acknowledged] // browsers go on meanwhile
  const client = new pg.Client({ connectionString: await embeddedUrl(dataDir) })
  await client.connect()
  const { rows } = await client.query(RECOUNT)
  await client.end()
  const { stored, ...wrong } = rows[0]
  const kept = new Set<string>(stored)
  expect(told.filter((id) => !kept.has(id))).toEqual([])
  expect([...kept].filter((id) => !sent.has(id))).toEqual([])
  expect(wrong).toEqual({ wrong_sessions: 0, wrong_visitors: 0, announced: kept.size })
}

it('every acknowledged event is there once, and every sum right, after SIGKILL of the app and of Postgres', async () => {
  const ledger: Ledger = { acknowledged: new Set(), sent: new Set() }
  const growsBy = async (count: number) => {
    const until = ledger.acknowledged.size + count
    while (ledger.acknowledged.size < until) await sleep(10)
  }
  let isOver = false
  const browsing = browse(ledger, () => isOver)

  for (let round = 0; round < 2; round++) {
    await growsBy(300)
    await sleep(round * 37)
    await app.kill('SIGKILL')
    app = await spawnApp({ dataDir })
    await growsBy(300)
    await check(ledger)
  }

  const postgres = await app.postgresPid()
  process.kill(postgres, 'SIGKILL')
  await growsBy(300)

  // A stop drains: what was accepted is answered, and nothing that was answered is lost.
  expect(await app.kill('SIGTERM')).toBe(0)
  app = await spawnApp({ dataDir })
  await growsBy(100)
  isOver = true
  await browsing
  await check(ledger)
})
