import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { createDatabase, type TestDatabase } from '../../../test/harness/index.ts'
import { type Migration, readMigrations } from './migrate.ts'
import { prepareDatabase } from './prepare-database.ts'

const landed = await readMigrations()
const last = landed.at(-1) as Migration
const next: Migration = {
  version: last.version + 1,
  name: `${last.version + 1}_next.sql`,
  sql: 'create table next_thing (id int)',
  sha256: 'a',
}

let database: TestDatabase
afterEach(() => database.drop())

async function query(sql: string) {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('migrations', () => {
  it('land once when many processes start at once on an empty database', async () => {
    database = await createDatabase({ isEmpty: true })
    const prepared = await Promise.all(Array.from({ length: 6 }, () => prepareDatabase(database.url)))
    expect(new Set(prepared.map((item) => item.version))).toEqual(new Set([last.version]))
    const rows = await query('select version, name, sha256 from schema_migrations order by version')
    expect(rows).toEqual(landed.map(({ version, name, sha256 }) => ({ version, name, sha256 })))
    const secrets = prepared.map((item) => item.secrets.get('login')?.toString('hex'))
    expect(new Set(secrets).size).toBe(1)
  })

  it('go forward on a database that has the earlier ones', async () => {
    database = await createDatabase()
    expect((await prepareDatabase(database.url, { migrations: [...landed, next] })).version).toBe(
      next.version,
    )
    expect(await query('select * from next_thing')).toEqual([])
  })

  it('refuse a landed file that was changed', async () => {
    database = await createDatabase()
    const changed = [...landed.slice(0, -1), { ...last, sha256: 'other' }]
    await expect(prepareDatabase(database.url, { migrations: changed })).rejects.toThrow(
      `${last.name} was changed after it landed`,
    )
  })

  it('refuse a database that is newer than this version', async () => {
    database = await createDatabase()
    await expect(prepareDatabase(database.url, { migrations: landed.slice(0, -1) })).rejects.toThrow(
      `${last.name}, which this version of Assay does not know`,
    )
  })

  it('refuse one that comes before a landed one', async () => {
    database = await createDatabase()
    await query(`delete from schema_migrations where version = ${landed[1]?.version}`)
    await expect(prepareDatabase(database.url)).rejects.toThrow('comes before one that has already landed')
  })

  it('leave nothing of one that fails, and say which', async () => {
    database = await createDatabase()
    const broken = { ...next, sql: 'create table half_done (id int); select 1 / 0' }
    await expect(prepareDatabase(database.url, { migrations: [...landed, broken] })).rejects.toThrow(
      `Migration ${next.name} failed: division by zero`,
    )
    expect(await query("select to_regclass('half_done') as found")).toEqual([{ found: null }])
  })
})
