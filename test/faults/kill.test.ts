import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { embeddedUrl } from '../harness/embedded-url.ts'
import { installedDataDir, type SpawnedApp, spawnApp } from '../harness/index.ts'

let app: SpawnedApp | undefined
afterEach(async () => {
  await app?.dispose()
  app = undefined
})

function isAlive(pid: number): boolean {
  // Linux keeps the entry of a process whose parent has not read its end; that one does not run any more.
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function untilDead(pid: number) {
  while (isAlive(pid)) await sleep(20)
}

describe('SIGKILL', () => {
  it('of the app leaves no Postgres behind, also when no start follows', async () => {
    app = await spawnApp()
    const postgres = await app.postgresPid()
    expect(isAlive(postgres)).toBe(true)
    await app.kill('SIGKILL')
    await untilDead(postgres)
  })

  it('of the app at any moment loses nothing committed', async () => {
    const dataDir = await installedDataDir('none')
    let committed = 0
    for (let round = 0; round < 4; round++) {
      app = await spawnApp({ dataDir })
      const client = await connect(dataDir)
      await client.query('create table if not exists promises (n int primary key)')
      const { rows } = await client.query<{ n: number }>('select coalesce(max(n), 0)::int as n from promises')
      // The last one may have been committed without our hearing of it.
      expect(rows[0]?.n).toBeGreaterThanOrEqual(committed)
      expect(rows[0]?.n).toBeLessThanOrEqual(committed + 1)
      committed = rows[0]?.n ?? 0
      const writing = (async () => {
        for (let n = committed + 1; ; n++) {
          await client.query('insert into promises values ($1)', [n])
          committed = n
        }
      })().catch(() => {})
      await sleep(150 + round * 90)
      await app.kill('SIGKILL')
      await writing
      await client.end().catch(() => {})
    }
    app = await spawnApp({ dataDir })
    const client = await connect(dataDir)
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from promises')
    await client.end()
    expect(rows[0]?.count).toBeGreaterThanOrEqual(committed)
    expect((await app.client.request('GET', '/readyz')).status).toBe(200)
  })

  it('of Postgres is survived: it is started again and the app goes on', async () => {
    app = await spawnApp()
    const postgres = await app.postgresPid()
    process.kill(postgres, 'SIGKILL')
    await untilDead(postgres)
    while ((await app.client.request('GET', '/readyz')).status !== 200) await sleep(50)
    expect((await app.client.request('GET', '/api/openapi.json')).status).toBe(200)
    // what is stopped is the new one, which had nothing to hurry for
    expect(await app.kill('SIGTERM')).toBe(0)
    expect(existsSync(`${app.dataDir}/postgres/postmaster.pid`)).toBe(false)
  })
})

describe('a data folder', () => {
  it('belongs to one process at a time', async () => {
    app = await spawnApp()
    await expect(spawnApp({ dataDir: app.dataDir })).rejects.toThrow(/Another Assay \(process \d+\) uses/)
    expect((await app.client.request('GET', '/readyz')).status).toBe(200)
  })

  it('is free again after a stop', async () => {
    app = await spawnApp()
    expect(await app.kill('SIGTERM')).toBe(0)
    expect(existsSync(`${app.dataDir}/owner.json`)).toBe(false)
    expect(existsSync(`${app.dataDir}/postgres/postmaster.pid`)).toBe(false)
  })
})

async function connect(dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: await embeddedUrl(dataDir) })
  client.on('error', () => {}) // the kill cuts it
  await client.connect()
  return client
}
