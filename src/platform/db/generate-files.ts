import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { startEmbeddedPostgres } from '../embedded-postgres/index.ts'
import { createLog } from '../log.ts'
import { projectRoot } from '../project-root.ts'
import { prepareDatabase } from './prepare-database.ts'
import { dumpSchema } from './schema-dump.ts'

/**
 * Writes db/schema.sql and db/types.gen.ts from a fresh database with every migration, always on the
 * embedded Postgres, so that the bytes are the same everywhere. With `isCheck` it writes nothing. Returns
 * the files that differed.
 */
export async function generateFiles({ isCheck }: { isCheck: boolean }): Promise<string[]> {
  const dir = await mkdtemp(join(tmpdir(), 'assay-generate-'))
  await chmod(dir, 0o755)
  const postgres = await startEmbeddedPostgres({ dir, log: createLog('warn'), settings: { fsync: 'off' } })
  try {
    await prepareDatabase(postgres.url)
    const files = {
      'db/schema.sql': await dumpSchema(postgres.url),
      'db/types.gen.ts': await generateTypes(postgres.url, join(dir, 'types.ts')),
    }
    const stale: string[] = []
    for (const [file, content] of Object.entries(files)) {
      const path = join(projectRoot, file)
      if ((await readFile(path, 'utf8').catch(() => '')) === content) continue
      stale.push(file)
      if (!isCheck) await writeFile(path, content)
    }
    return isCheck ? stale : []
  } finally {
    await postgres.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

/** kysely-codegen, with the types our pools really return: bigint as number, calendar days as text. */
async function generateTypes(url: string, file: string): Promise<string> {
  const folder = dirname(createRequire(import.meta.url).resolve('kysely-codegen/package.json'))
  await promisify(execFile)(process.execPath, [
    join(folder, 'dist', 'cli', 'bin.js'),
    ...['--dialect', 'postgres', '--url', url, '--out-file', file, '--log-level', 'error'],
    ...['--exclude-pattern', 'graphile_worker*.*', '--date-parser', 'string'],
    ...['--type-mapping', JSON.stringify({ int8: 'number', jsonb: 'unknown', xid8: 'string' })],
  ])
  return readFile(file, 'utf8')
}
