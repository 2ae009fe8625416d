import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { checkLocale } from './check-locale.ts'
import { prepareDatabase } from './prepare-database.ts'

const url = new URL(inject('postgresUrl'))
let admin: pg.Client
const made: string[] = []

beforeAll(async () => {
  admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
})
afterAll(async () => {
  for (const name of made) await admin.query(`drop database if exists ${name}`)
  await admin.end()
})

async function databaseIn(name: string, encoding: string, locale: string): Promise<string> {
  await admin.query(
    `create database ${name} template template0 encoding '${encoding}' locale_provider libc locale '${locale}'`,
  )
  made.push(name)
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}

async function foldsAccents(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await checkLocale(client)
  } finally {
    await client.end()
  }
}

it('refuses a database that cannot hold every text', async () => {
  const ascii = await databaseIn('locale_ascii', 'SQL_ASCII', 'C')
  await expect(prepareDatabase(ascii)).rejects.toThrow(
    'The database locale_ascii is encoded in SQL_ASCII; Assay needs UTF8',
  )
})

it('tells one that folds letters with accents from one that does not', async () => {
  expect(await foldsAccents(await databaseIn('locale_plain_c', 'UTF8', 'C'))).toBe(false)
  expect(await foldsAccents(await databaseIn('locale_utf8', 'UTF8', 'C.UTF-8'))).toBe(true)
})
