import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Problem } from '../../../../platform/errors/index.ts'
import { csvProblem, type FilePlan, planFile, readRows } from '../../../leads/index.ts'
import { chooseColumns, type Field } from './fields.ts'
import { LoadError } from './load-error.ts'
import { revenueUnit } from './revenue-unit.ts'
import type { Source } from './source.ts'
import { literal, type WorkFile } from './work-file.ts'

const SAMPLE_BYTES = 65_536
const BATCH_ROWS = 2_000

/**
 * A CSV file of any tool: leads' own reader says how it is written and what its columns are. DuckDB reads it when it
 * is UTF-8, which is fast and strict; what it refuses is read as leads are, slower and with every dialect.
 */
export async function openCsv(work: WorkFile, path: string, name: string, index: number): Promise<Source> {
  const plan = await planOf(path, name)
  const { format, columns: mapped, refusal, rows } = plan
  if (refusal !== null) throw new LoadError(`${name}: ${refusal.message} ${refusal.hint}`)
  const first = rows[0]
  if (first === undefined) throw new LoadError(`${name} has a header and no rows.`)
  const columns = chooseColumns(mapped)
  const revenue = columns.get('revenue')
  const table = `rows_${index}`
  const slow = { path, name, table, plan, columns }
  const from =
    format.encoding === 'utf-8' ? await readFast(work, slow, first.line) : await readSlowly(work, slow)
  return {
    name,
    from,
    at: 'rowid',
    columns: named(columns),
    revenueUnit: revenue === undefined ? '' : revenueUnit(format.headers[revenue] ?? ''),
  }
}

/** Into a table of their own: values are needed more than once, and a file of text is dear to read. */
async function readFast(work: WorkFile, file: Rows, firstLine: number): Promise<string> {
  const { path, table, plan, columns } = file
  const types = plan.format.headers.map((_, column) => `c${column}: 'varchar'`).join(', ')
  const used = [...columns.values()].map((column) => `c${column}`).join(', ')
  try {
    await work.run(`create table ${table} as
      select ${used} from read_csv(${literal(path)}, auto_detect = false, header = false, skip = ${firstLine - 1},
        delim = ${literal(plan.format.delimiter)}, quote = '"', escape = '"', columns = {${types}},
        max_line_size = 4000000)`)
    return table
  } catch (error) {
    if (work.isInterrupted) throw error
    return readSlowly(work, file)
  }
}

const named = (columns: Map<Field, number>) =>
  new Map([...columns].map(([field, column]): [Field, string] => [field, `c${column}`]))

async function planOf(path: string, name: string): Promise<FilePlan> {
  const file = await open(path)
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0)
    const { size } = await file.stat()
    return await planFile(buffer.subarray(0, bytesRead), size <= bytesRead, {})
  } catch (error) {
    throw error instanceof Problem ? new LoadError(`${name}: ${error.message}`) : error
  } finally {
    await file.close()
  }
}

interface Rows {
  path: string
  name: string
  table: string
  plan: FilePlan
  columns: Map<Field, number>
}

/** Reads the rows here and hands them over. The first bad one is the file's end: half a file must not be searched. */
async function readSlowly(work: WorkFile, { path, name, table, plan, columns }: Rows): Promise<string> {
  const used = [...columns.values()]
  await work.run(
    `create or replace table ${table} (${used.map((column) => `c${column} varchar`).join(', ')})`,
  )
  const appender = await work.connection.createAppender(table)
  try {
    for await (const { rows } of readRows(createReadStream(path), {
      format: plan.format,
      batchRows: BATCH_ROWS,
    })) {
      for (const { cells, line, problem } of rows) {
        if (problem !== null)
          throw new LoadError(
            `${name}, line ${line}: ${problem.message} Mend the line, or export the file again.`,
          )
        for (const column of used) appender.appendVarchar(cells[column] ?? '')
        appender.endRow()
      }
    }
    appender.flushSync()
  } catch (error) {
    const problem = csvProblem(error)
    throw problem instanceof Problem ? new LoadError(`${name}: ${problem.message}`) : problem
  } finally {
    appender.closeSync()
  }
  return table
}
