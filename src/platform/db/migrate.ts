import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { projectRoot } from '../project-root.ts'

export const migrationsDir = join(projectRoot, 'db', 'migrations')

export interface Migration {
  version: number
  name: string
  sql: string
  sha256: string
}

/** Reads `NNNN_name.sql` files in order. */
export async function readMigrations(dir = migrationsDir): Promise<Migration[]> {
  const files = (await readdir(dir)).filter((file) => file.endsWith('.sql')).sort()
  const migrations = await Promise.all(files.map((file) => readMigration(dir, file)))
  for (const [index, migration] of migrations.entries()) {
    if (migration.version === migrations[index - 1]?.version) {
      throw new Error(`Two migrations have the number ${migration.version}`)
    }
  }
  return migrations
}

async function readMigration(dir: string, file: string): Promise<Migration> {
  const match = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file)
  if (!match) throw new Error(`${file} is not named like 0001_name.sql`)
  const sql = await readFile(join(dir, file), 'utf8')
  return {
    version: Number(match[1]),
    name: file,
    sql,
    sha256: createHash('sha256').update(sql).digest('hex'),
  }
}

/** Applies what is missing, each file in its own transaction. The caller holds the lock (see prepare-database.ts). */
export async function migrate(client: pg.ClientBase, migrations: Migration[]): Promise<number> {
  await client.query(`create table if not exists schema_migrations (
    version int primary key,
    name text not null,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`)
  const { rows } = await client.query<{ version: number; name: string; sha256: string }>(
    'select version, name, sha256 from schema_migrations order by version',
  )
  checkLanded(rows, migrations)
  const last = rows.at(-1)?.version ?? 0
  const missing = migrations.filter((migration) => migration.version > last)
  for (const migration of missing) await apply(client, migration)
  return missing.length
}

function checkLanded(landed: { version: number; name: string; sha256: string }[], known: Migration[]) {
  const byVersion = new Map(known.map((migration) => [migration.version, migration]))
  for (const row of landed) {
    const migration = byVersion.get(row.version)
    if (!migration) {
      throw new Error(`The database has migration ${row.name}, which this version of Assay does not know`)
    }
    if (migration.sha256 !== row.sha256) {
      throw new Error(`Migration ${row.name} was changed after it landed; write a new one instead`)
    }
  }
  const last = landed.at(-1)?.version ?? 0
  const skipped = known.find(
    (item) => item.version < last && !landed.some((row) => row.version === item.version),
  )
  if (skipped) throw new Error(`Migration ${skipped.name} comes before one that has already landed`)
}

async function apply(client: pg.ClientBase, { version, name, sql, sha256 }: Migration) {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into schema_migrations (version, name, sha256) values ($1, $2, $3)', [
      version,
      name,
      sha256,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error })
  }
}
