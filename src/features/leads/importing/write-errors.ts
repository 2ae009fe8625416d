import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { writeRow } from '../csv/index.ts'
import type { StoredOptions } from './import-run.ts'

const PAGE = 1_000

interface ErrorRow {
  n: number
  line: number
  column: string | null
  message: string
  cells: unknown
}

/**
 * The rejected rows of an import as CSV, as they stood and with the reasons in front, so that a ragged row's own
 * cells stay where they were. Uploading it again after mending ignores the reasons. Suppressed people are left
 * out: nothing of them is kept, and there is nothing to mend. Throws a 404 problem before the first line.
 */
export async function writeErrors(
  db: Databases,
  workspaceId: string,
  importId: string,
): Promise<AsyncGenerator<string, void, undefined>> {
  const row = await withWorkspace(db, workspaceId, (tx) =>
    tx
      .selectFrom('imports')
      .select('options')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', importId)
      .executeTakeFirst(),
  )
  if (!row) throw new Problem('not_found', 'There is no such import')
  const { columns = [] } = row.options as Partial<StoredOptions>
  const headers = columns.map(({ header }) => header)
  return lines(headers, rejectedRows(db, workspaceId, importId))
}

interface RejectedRow {
  line: number
  columns: Set<string>
  messages: string[]
  cells: string[]
}

async function* lines(headers: string[], rows: AsyncIterable<RejectedRow[]>) {
  // A mended file that is rejected again has the old reasons in it, which make room for the new.
  const own = <T>(values: T[]) => values.filter((_, index) => !isReason(headers[index] ?? ''))
  yield writeRow(['assay_error_column', 'assay_error', ...own(headers)])
  for await (const some of rows) {
    if (some.length === 0) continue
    yield some
      .map(({ columns, messages, cells }) =>
        writeRow([[...columns].join(', '), messages.join(' '), ...own(cells)]),
      )
      .join('')
  }
}

function isReason(header: string): boolean {
  return /^assay_error(_column)?$/i.test(header)
}

/** Rejected rows some at a time, each with all of its reasons: those follow the one that has the cells. */
async function* rejectedRows(db: Databases, workspaceId: string, importId: string) {
  let open: RejectedRow[] = []
  for (let after = 0; ; ) {
    const page = await readPage(db, workspaceId, importId, after)
    for (const { line, column, message, cells } of page) {
      let row = open.at(-1)
      if (row === undefined || row.line !== line) {
        row = { line, columns: new Set(), messages: [], cells: (cells ?? []) as string[] }
        open.push(row)
      }
      if (column !== null) row.columns.add(column)
      row.messages.push(message)
    }
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) break
    after = last.n
    // the last row may have more reasons on the next page
    yield open.slice(0, -1)
    open = open.slice(-1)
  }
  yield open
}

function readPage(db: Databases, workspaceId: string, importId: string, after: number): Promise<ErrorRow[]> {
  return withWorkspace(db, workspaceId, (tx) =>
    tx
      .selectFrom('import_errors')
      .select(['n', 'line', 'column', 'message', 'cells'])
      .where('workspace_id', '=', workspaceId)
      .where('import_id', '=', importId)
      .where('n', '>', after)
      .where('rejected', '=', true)
      .where('code', '<>', 'suppressed')
      .orderBy('n')
      .limit(PAGE)
      .execute(),
  )
}
