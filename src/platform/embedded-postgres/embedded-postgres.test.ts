import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '../log.ts'
import { canEnter } from './account.ts'
import { type EmbeddedPostgres, joinEmbeddedPostgres, startEmbeddedPostgres } from './index.ts'
import { takeOwnership } from './owner-lock.ts'

const log = createLog('silent')
let dir: string
let servers: EmbeddedPostgres[]

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'assay-embedded-'))
  await chmod(dir, 0o755)
  servers = []
})
afterEach(async () => {
  for (const server of servers) await server.stop()
  await rm(dir, { recursive: true, force: true })
})

async function start(settings: Record<string, string> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dir, log, settings: { fsync: 'off', ...settings } })
  servers.push(server)
  return server
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('embedded Postgres', () => {
  it('listens on this machine only, wants its password, and compiles no query', async () => {
    const { url } = await start()
    const rows = await query(
      url,
      `select name, setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories', 'jit')
       order by name`,
    )
    expect(rows).toEqual([
      { name: 'jit', setting: 'off' },
      { name: 'listen_addresses', setting: '127.0.0.1' },
      { name: 'unix_socket_directories', setting: '' },
    ])
    const wrong = new URL(url)
    wrong.password = 'guess'
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/)
    expect((await stat(join(dir, 'postgres-password'))).mode & 0o077).toBe(0)
  })

  it('starts over when its first start was cut in the middle', async () => {
    await mkdir(join(dir, 'postgres.partial'))
    await writeFile(join(dir, 'postgres.partial', 'PG_VERSION'), '18')
    const { url } = await start()
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('starts beside the file of a dead server whose process id belongs to a stranger now', async () => {
    const first = await start()
    await first.stop()
    servers = []
    await writeFile(join(dir, 'postgres', 'postmaster.pid'), `${process.pid}\n${dir}\n0\n1\n\n\n\nready\n`)
    await writeFile(join(dir, 'owner.json'), JSON.stringify({ pid: process.pid, started: 'long ago' }))
    const { url } = await start()
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('is shared with a tool while it runs', async () => {
    const { url } = await start()
    const tool = await joinEmbeddedPostgres({ dir, log })
    expect(tool.url).toBe(url)
    await tool.stop()
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('writes no row of a failed statement into its log', async () => {
    const { url } = await start()
    await query(url, 'create table people (email text primary key)')
    const insert = "insert into people values ('ann@example.com')"
    await query(url, insert)
    await expect(query(url, insert)).rejects.toThrow(/duplicate key/)
    await servers.pop()?.stop()
    expect(await readFile(join(dir, 'postgres.log'), 'utf8')).not.toMatch(/ann@|insert into/)
  })

  // Only root hands the server to another user.
  it.runIf(process.getuid?.() === 0)('keeps its data where the postgres user can enter', async () => {
    await chmod(dir, 0o700)
    const { url } = await start()
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await readdir(dir)).toEqual([])
    const rows = await query(url, 'show data_directory')
    const place = join(String(rows[0]?.data_directory), '..')
    await servers.pop()?.stop()
    await rm(place, { recursive: true, force: true })
  })
})

describe('canEnter', () => {
  it('asks for the right to pass every folder above', async () => {
    const stranger = { uid: 65_533, gid: 65_533 }
    await mkdir(join(dir, 'a', 'b'), { recursive: true })
    expect(canEnter(stranger, join(dir, 'a', 'b'))).toBe(true)
    await chmod(join(dir, 'a'), 0o700)
    expect(canEnter(stranger, join(dir, 'a', 'b'))).toBe(false)
    expect(canEnter(null, join(dir, 'a', 'b'))).toBe(true)
  })
})

describe('takeOwnership', () => {
  it('gives a folder to one process until it is let go', async () => {
    const release = await takeOwnership(dir)
    await expect(takeOwnership(dir)).rejects.toThrow(/Another Assay/)
    await release()
    await (await takeOwnership(dir))()
  })
})
