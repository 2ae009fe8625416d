import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { Context } from 'hono'
import type { Databases } from '../../../platform/db/index.ts'
import type { Env } from '../../../platform/http/index.ts'
import { workspaceOf } from '../../accounts/index.ts'
import { writeErrors } from './write-errors.ts'

/** Answers errors.csv as it is read, a page at a time. */
export async function streamErrors(c: Context<Env>, db: Databases, importId: string) {
  const lines = await writeErrors(db, workspaceOf(c).id, importId)
  const body: ReadableStream = Readable.toWeb(Readable.from(lines, { objectMode: false }))
  return c.body(body as globalThis.ReadableStream, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="import-${importId}-errors.csv"`,
  })
}
