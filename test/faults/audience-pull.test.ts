import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import {
  type FakeAudienceLab,
  startFakeAudienceLab,
} from '../../src/features/audience/providers/audiencelab/fake-audiencelab.test-kit.ts'
import { type Databases, openDatabases } from '../../src/platform/db/index.ts'
import { createLog } from '../../src/platform/log.ts'
import { asOwner } from '../harness/as-owner.ts'
import { embeddedUrl } from '../harness/embedded-url.ts'
import { installedDataDir, type SpawnedApp, spawnApp } from '../harness/index.ts'
import { giveCredits } from '../market.ts'
import { expectRightLedger } from '../money/kit.ts'
import { addKey, addPerson } from '../people.ts'

const ROUNDS = 2
const WANTED = 5_000
const AT_ONCE = 60
const PATH = '/api/audience/pulls'

let vendor: FakeAudienceLab | undefined
let app: SpawnedApp | undefined
afterAll(async () => {
  await app?.dispose()
  await vendor?.stop()
})

async function withDatabases<T>(dataDir: string, work: (db: Databases) => Promise<T>): Promise<T> {
  const db = await openDatabases({ ownerUrl: await embeddedUrl(dataDir), log: createLog('silent') })
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

it('a pull goes on after SIGKILL, again and again: nobody is lost, doubled or paid for twice', async () => {
  vendor = await startFakeAudienceLab(WANTED + 1_000)
  const dataDir = await installedDataDir('none')
  const env = { AUDIENCELAB_API_KEY: 'al-test-key-1', AUDIENCELAB_API_BASE: vendor.url }
  app = await spawnApp({ dataDir, env })
  const { key, workspaceId } = await withDatabases(dataDir, async (db) => {
    const { workspaceId } = await addPerson({ db })
    await giveCredits({ db }, workspaceId, 10_000)
    return { workspaceId, key: await addKey({ db }, workspaceId, ['read', 'write']) }
  })
  const pull = async (limit: number, idempotencyKey: string) => {
    const body = { action: 'pull', filters: {}, limit }
    return (app as SpawnedApp).client.request('POST', '/api/audience/search', { body, key, idempotencyKey })
  }
  const read = async (id: string) =>
    (await (app as SpawnedApp).client.request('GET', `${PATH}/${id}`, { key })).body

  const { body: job } = await pull(WANTED, 'job')
  let done = 0
  let rounds = 0
  for (; rounds < ROUNDS && done < WANTED; rounds++) {
    const small = `small-${rounds}`
    while ((await read(job.pull_id)).pulled <= done) await sleep(5)
    const asked = pull(AT_ONCE, small).catch(() => null)
    await sleep(20 + rounds * 40)
    await app.kill('SIGKILL')
    await asked
    app = await spawnApp({ dataDir, env })
    const state = await read(job.pull_id)
    expect(state.pulled).toBeGreaterThan(done)
    expect(state.credits_charged).toBe(state.pulled / 2)
    if (rounds === 0) expect(state.pulled).toBeLessThan(WANTED)
    done = state.pulled
    // whatever the answer would have been, asked again it is given once
    expect((await pull(AT_ONCE, small)).status).toBeLessThan(300)
    await withDatabases(dataDir, async (db) => {
      // The sweep would take them up within 80 seconds; here they are made to look that old.
      await asOwner(db, `update pulls set touched_at = now() - interval '5 minutes'`)
      await asOwner(db, `select graphile_worker.add_job('audience.sweep_pulls')`)
    })
  }
  const isOver = async () =>
    (await (app as SpawnedApp).client.request('GET', PATH, { key })).body.data.every(
      ({ status }: { status: string }) => status === 'finished',
    )
  while (!(await isOver())) await sleep(50)

  expect(await read(job.pull_id)).toMatchObject({
    pulled: WANTED,
    credits_charged: WANTED / 2,
    ended_by: null,
  })
  const people = WANTED + rounds * AT_ONCE
  await withDatabases(dataDir, async (db) => {
    const [stored] = await asOwner(
      db,
      `select count(*)::int as leads, count(distinct email)::int as emails,
         (select count(*)::int from pulls) as pulls,
         (select balance_hundredths::int from ledger_accounts where workspace_id = $1 and kind = 'wallet') as wallet
       from leads where workspace_id = $1`,
      [workspaceId],
    )
    expect(stored).toEqual({
      leads: people,
      emails: people,
      pulls: 1 + rounds,
      wallet: 1_000_000 - people * 50,
    })
    await expectRightLedger({ db, ownerUrl: db.ownerUrl })
  })
})
