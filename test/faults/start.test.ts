import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { projectRoot } from '../../src/platform/project-root.ts'
import { createEmptyDatabase } from '../harness/create-empty-database.ts'
import { newDataDir } from '../harness/data-dir.ts'
import { embeddedUrl } from '../harness/embedded-url.ts'
import { type SpawnedApp, spawnApp } from '../harness/spawn-app.ts'

const apps: SpawnedApp[] = []
afterEach(async () => {
  // Last to first: the first one's Postgres serves the others.
  for (const app of apps.splice(0).reverse()) await app.dispose()
})

/** A first start: nothing is installed yet. */
async function start(env: Record<string, string>) {
  const app = await spawnApp({ env, dataDir: await newDataDir() })
  apps.push(app)
  return app
}

describe('start', () => {
  it('works for any number of web and worker processes at once on one empty database', async () => {
    const host = await start({ ROLE: 'web' })
    const DATABASE_URL = await createEmptyDatabase(await embeddedUrl(host.dataDir))
    const [all, web, ...workers] = await Promise.all([
      start({ DATABASE_URL }),
      start({ DATABASE_URL, ROLE: 'web' }),
      start({ DATABASE_URL, ROLE: 'worker', PORT: '' }),
      start({ DATABASE_URL, ROLE: 'worker' }),
    ])
    const readiness = async (app: SpawnedApp | undefined) =>
      (await app?.client.request('GET', '/readyz'))?.body.checks
    expect(await readiness(all)).toEqual({ database: 'ok', worker: 'ok', process: 'ok' })
    expect(await readiness(web)).toEqual({ database: 'ok', worker: 'not here', process: 'ok' })
    expect(workers[0]?.url).toBe('')
    expect(await readiness(workers[1])).toEqual({ database: 'ok', worker: 'ok', process: 'ok' })
    expect((await workers[1]?.client.request('GET', '/api/openapi.json'))?.status).toBe(404)
  })

  it('refuses a wrong environment with one line each and code 2', async () => {
    const child = spawn(process.execPath, ['dist/server/main.js'], {
      cwd: projectRoot,
      env: { PATH: process.env.PATH, PORT: 'eighty', ROLE: 'king' },
    })
    let output = ''
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    const [code] = await once(child, 'exit')
    expect(code).toBe(2)
    expect(output).toContain('  PORT must be a whole number\n  ROLE must be one of all, web, worker\n')
  })

  it('fails clearly when its port is taken, and leaves no Postgres behind', async () => {
    const first = await start({})
    const second = start({ PORT: new URL(first.url).port })
    await expect(second).rejects.toThrow(/EADDRINUSE/)
  })
})
