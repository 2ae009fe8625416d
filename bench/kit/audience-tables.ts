import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  UINTEGER,
  USMALLINT,
  UTINYINT,
} from '@duckdb/node-api'
import bindings from '@duckdb/node-bindings'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { COLUMNS, columnFile, recordFiles } from '../../src/features/audience/local/load/layout.ts'
import { PERSON_TEXTS, SEPARATOR } from '../../src/features/audience/local/load/person-text.ts'

const CODES = [
  'title',
  'industry',
  'seniority',
  'department',
  'company_size',
  'country',
  'state',
  'contacts',
  'seen_day',
] as const
const TYPES = {
  u8: { sql: 'utinyint', type: UTINYINT, bytes: 1 },
  u16: { sql: 'usmallint', type: USMALLINT, bytes: 2 },
  u32: { sql: 'uinteger', type: UINTEGER, bytes: 4 },
}
const CHUNK_ROWS = 2_048
const typeOf = (name: (typeof CODES)[number]) => COLUMNS.find((column) => column.name === name)?.type ?? 'u32'

/** DuckDB over a table of the same codes in the same order, as one would ask it without an index beside it. */
export async function openDuckDb(dir: string, work: string) {
  const instance = await DuckDBInstance.create(join(work, 'plain.duckdb'), { memory_limit: '2GB' })
  const connection = await instance.connect()
  await connection.run(`attach '${join(dir, 'people.duckdb')}' as version (read_only)`)
  await connection.run(`create table titles as select * from version.titles`)
  await connection.run(
    `create table plain (${CODES.map((name) => `${name} ${TYPES[typeOf(name)].sql}`).join(', ')})`,
  )
  await appendColumns(connection, dir)
  await connection.run('checkpoint')
  return {
    count: async (condition: string): Promise<number> => {
      const result = await connection.runAndReadAll(`select count(*) from plain where ${condition}`)
      return Number(result.getRows()[0]?.[0])
    },
    /** Every so manieth person, and the titles, as files to copy. */
    async write(rows: number, people: number) {
      const step = Math.max(1, Math.floor(people / rows))
      const [plain, titles] = [join(work, 'plain.csv'), join(work, 'titles.csv')]
      await connection.run(
        `copy (select * from plain where rowid % ${step} = 0) to '${plain}' (header false)`,
      )
      await connection.run(`copy (select code, words from titles) to '${titles}' (header false)`)
      return { plain, titles }
    },
    /** Emails of people spread over all of them, as a file to copy. */
    async writeEmails(count: number, people: number) {
      const path = join(work, 'emails.csv')
      const step = Math.max(1, Math.floor(people / count / 1.2))
      await connection.run(
        `copy (select email from (
           select row_number() over () as person, email from read_csv('${recordFiles(dir, 'people').texts}',
             auto_detect = false, header = false, delim = '${SEPARATOR}', quote = '', escape = '', nullstr = '',
             columns = {${PERSON_TEXTS.map((name) => `${name}: 'varchar'`).join(', ')}})) people
           where email is not null and person % ${step} = 0 limit ${count}) to '${path}' (header false)`,
      )
      return path
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** The codes of the version's columns, as they are. */
async function appendColumns(connection: DuckDBConnection, dir: string): Promise<void> {
  const columns = await Promise.all(
    CODES.map(async (name) => ({ ...TYPES[typeOf(name)], values: await readFile(columnFile(dir, name)) })),
  )
  const rows = (columns[0]?.values.length ?? 0) / (columns[0]?.bytes ?? 1)
  const appender = await connection.createAppender('plain')
  for (let first = 0; first < rows; first += CHUNK_ROWS) {
    const length = Math.min(CHUNK_ROWS, rows - first)
    const chunk = DuckDBDataChunk.create(
      columns.map(({ type }) => type),
      length,
    )
    for (const [i, { values, bytes }] of columns.entries()) {
      const vector = bindings.data_chunk_get_vector(chunk.chunk, i)
      const some = values.buffer as ArrayBuffer
      bindings.copy_data_to_vector(vector, 0, some, values.byteOffset + first * bytes, length * bytes)
    }
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}

/** The same codes in Postgres, with an index on every column a filter names. */
export async function fillPostgres(
  client: pg.Client,
  files: { plain: string; titles: string },
): Promise<number> {
  await client.query(
    `create unlogged table plain (${CODES.map((name) => `${name} ${name === 'title' ? 'int' : 'smallint'}`)})`,
  )
  await client.query('create unlogged table titles (code int primary key, words text)')
  await copy(client, 'plain', files.plain)
  await copy(client, 'titles', files.titles)
  for (const name of CODES) await client.query(`create index on plain (${name})`)
  await client.query(
    'create index on plain (country, industry, company_size, seniority) include (department, state, contacts, seen_day, title)',
  )
  await client.query('vacuum analyze plain')
  await client.query('vacuum analyze titles')
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from plain')
  return rows[0]?.count ?? 0
}

/** Leads with these emails, as if they had been pulled long ago. */
export async function fillLeads(client: pg.Client, workspaceId: string, emails: string): Promise<number> {
  await client.query('create temp table emails (email text)')
  await copy(client, 'emails', emails)
  await client.query(
    `insert into leads (workspace_id, id, dedup_hash, source, email)
     select $1, uuidv7(), identity_hash(identity_key(), 'email', email), 'audience', email from emails`,
    [workspaceId],
  )
  const { rowCount } = await client.query(
    `insert into lead_identities (workspace_id, identity, kind, lead_id)
     select workspace_id, dedup_hash, 'email', id from leads where workspace_id = $1`,
    [workspaceId],
  )
  await client.query('vacuum analyze leads')
  await client.query('vacuum analyze lead_identities')
  return rowCount ?? 0
}

async function copy(client: pg.Client, table: string, path: string) {
  await pipeline(createReadStream(path), client.query(copyFrom(`copy ${table} from stdin (format csv)`)))
}
