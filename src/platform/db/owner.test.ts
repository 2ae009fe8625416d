import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../embedded-postgres/index.ts'
import { createLog } from '../log.ts'
import { openDatabases } from './index.ts'

// A server of its own: the groups of another database's superuser would be in the way.
const log = createLog('silent')
let dir: string
let server: EmbeddedPostgres
let admin: pg.Client

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'assay-owner-'))
  await chmod(dir, 0o755)
  server = await startEmbeddedPostgres({ dir, log, settings: { fsync: 'off' } })
  admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await server.stop()
  await rm(dir, { recursive: true, force: true })
})

function urlOf(user: string, database: string): string {
  const url = new URL(server.url)
  url.username = user
  url.password = 'pass'
  url.pathname = `/${database}`
  return url.href
}

describe('the user of DATABASE_URL', () => {
  it('need not be a superuser: the right to make roles is enough', async () => {
    await admin.query("create role boss login createrole password 'pass'")
    await admin.query('create database bosses owner boss')
    const db = await openDatabases({ ownerUrl: urlOf('boss', 'bosses'), log })
    expect((await db.app.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await db.close()
  })

  it('may lack even that when the roles were made for it', async () => {
    await admin.query("create role plain login password 'pass'")
    await admin.query('create database plain owner plain')
    await admin.query('grant assay_exchange to plain')
    await admin.query("create role its_app login password 'pass' in role assay_app")
    await admin.query("create role its_system login password 'pass' in role assay_system")
    const ownerUrl = urlOf('plain', 'plain')
    await expect(openDatabases({ ownerUrl, log })).rejects.toThrow(/give it as APP_DATABASE_URL/)
    const urls = { appUrl: urlOf('its_app', 'plain'), systemUrl: urlOf('its_system', 'plain') }
    const db = await openDatabases({ ownerUrl, ...urls, log })
    expect((await db.system.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await db.close()
  })
})
