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
  const slowly = () => readSlowly(work, { path, name, index, plan, columns })
  const source = {
    name,
    columns: named(columns),
    revenueUnit: revenue === undefined ? ('' as const) : revenueUnit(format.headers[revenue] ?? ''),
  }
  if (format.encoding !== 'utf-8') return { ...source, ...(await slowly()) }
  const types = format.headers.map((_, column) => `c${column}: 'varchar'`).join(', ')
  const from = `read_csv(${literal(path)}, auto_detect = false, header = false, skip = ${first.line - 1},
    delim = ${literal(format.delimiter)}, quote = '"', escape = '"', columns = {${types}}, max_line_size = 4000000)`
  return { ...source, from, slowly: async () => ({ ...source, ...(await slowly()) }) }
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

interface Slow {
  path: string
  name: string
  index: number
  plan: FilePlan
  columns: Map<Field, number>
}

/** Reads the rows here and hands them over. The first bad one is the file's end: half a file must not be searched. */
async function readSlowly(work: WorkFile, { path, name, index, plan, columns }: Slow) {
  const table = `rows_${index}`
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
  return { from: table, slowly: null }
}
