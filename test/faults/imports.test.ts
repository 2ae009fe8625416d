import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { openDatabases } from '../../src/platform/db/index.ts'
import { createLog } from '../../src/platform/log.ts'
import { embeddedUrl } from '../harness/embedded-url.ts'
import { installedDataDir, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { addKey, addPerson } from '../people.ts'

const ROUNDS = 3
const ROWS = 25_000

let app: SpawnedApp | undefined
afterAll(() => app?.dispose())

/** Every tenth row is a person of the row before, every twentieth cannot be reached. */
function people(): string {
  const lines = Array.from({ length: ROWS }, (_, i) => {
    if (i % 20 === 19) return `Nobody ${i},`
    return `Person ${i},p${i % 10 === 8 ? i - 1 : i}@acme.example`
  })
  return `Name,Email\n${lines.join('\n')}\n`
}

async function ask<Row>(dataDir: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: await embeddedUrl(dataDir) })
  await client.connect()
  try {
    return (await client.query(sql)).rows as Row[]
  } finally {
    await client.end()
  }
}

it('an import goes on after SIGKILL, again and again, without a lost or doubled row', async () => {
  const dataDir = await installedDataDir('none')
  app = await spawnApp({ dataDir })
  const db = await openDatabases({ ownerUrl: await embeddedUrl(dataDir), log: createLog('silent') })
  const person = await addPerson({ db })
  const key = await addKey({ db }, person.workspaceId, ['read', 'write'])
  await db.close()
  const body = new FormData()
  body.append('file', new Blob([people()]), 'people.csv')
  const { body: started } = await app.client.request('POST', '/api/leads/imports', { body, key })
  const read = async () =>
    (await app?.client.request('GET', `/api/leads/imports/${started.import_id}`, { key }))?.body

  let done = 0
  for (let round = 0; round < ROUNDS; round++) {
    while ((await read()).rows <= done) await sleep(10)
    await sleep(50 + round * 130)
    await app.kill('SIGKILL')
    app = await spawnApp({ dataDir })
    const state = await read()
    // what was told as done before the kill is done
    expect(state.rows).toBeGreaterThan(done)
    expect(state.imported + state.duplicates + state.rejected).toBe(state.rows)
    done = state.rows
    if (state.status === 'finished') break
    // The sweep would take it up within 80 seconds; here it is made to look that old.
    await ask(dataDir, `update imports set touched_at = now() - interval '1 minute'`)
    await ask(dataDir, `select graphile_worker.add_job('leads.sweep_imports')`)
  }
  while ((await read()).status === 'running') await sleep(100)

  expect(await read()).toMatchObject({
    status: 'finished',
    rows: ROWS,
    imported: ROWS * 0.85,
    duplicates: ROWS * 0.1,
    duplicates_in_file: ROWS * 0.1,
    rejected: ROWS * 0.05,
  })
  const [stored] = await ask(
    dataDir,
    `select (select count(*)::int from leads) as leads, (select count(distinct email)::int from leads) as emails,
      (select count(*)::int from import_errors where rejected and cells is not null) as rejected,
      (select count(*)::int from import_chunks) as chunks`,
  )
  expect(stored).toEqual({ leads: ROWS * 0.85, emails: ROWS * 0.85, rejected: ROWS * 0.05, chunks: 0 })
})
