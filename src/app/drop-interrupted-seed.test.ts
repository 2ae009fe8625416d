import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { createDatabase, type TestDatabase } from '../../test/harness/index.ts'
import { dropInterruptedSeed } from './drop-interrupted-seed.ts'

let database: TestDatabase
afterEach(() => database.drop())

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('a demo world that was cut short', () => {
  it('is thrown away', async () => {
    database = await createDatabase()
    await query("insert into seeds (name) values ('demo')")
    expect(await dropInterruptedSeed(database.url)).toBe(true)
    expect(await query("select to_regclass('seeds') as found")).toEqual([{ found: null }])
  })

  it('and nothing else: a whole one stays, a database without any stays', async () => {
    database = await createDatabase()
    expect(await dropInterruptedSeed(database.url)).toBe(false)
    await query("insert into seeds (name, finished_at) values ('demo', now())")
    expect(await dropInterruptedSeed(database.url)).toBe(false)
    expect(await query('select name from seeds')).toEqual([{ name: 'demo' }])
  })

  it('does not trouble an empty database', async () => {
    database = await createDatabase({ isEmpty: true })
    expect(await dropInterruptedSeed(database.url)).toBe(false)
  })
})
