import { Problem } from '../../../../platform/errors/index.ts'
import { planFile, writeRow } from '../../../leads/index.ts'
import { chooseColumns } from './fields.ts'
import { LoadError } from './load-error.ts'
import { revenueUnit } from './revenue-unit.ts'
import type { Source } from './source.ts'
import { identifier, literal, type WorkFile } from './work-file.ts'

const SAMPLE_ROWS = 200

/** A Parquet file: its columns are found as those of a CSV file are, by their names and first values. */
export async function openParquet(work: WorkFile, path: string, name: string): Promise<Source> {
  const from = `read_parquet(${literal(path)})`
  const { headers, rows } = await readSample(work, from, name)
  const sample = [headers, ...rows].map(writeRow).join('')
  const plan = await planFile(Buffer.from(sample), true, {}).catch((error: unknown) => {
    throw error instanceof Problem ? new LoadError(`${name}: ${error.message}`) : error
  })
  if (plan.refusal !== null) throw new LoadError(`${name}: ${plan.refusal.message} ${plan.refusal.hint}`)
  const columns = chooseColumns(plan.columns)
  const revenue = columns.get('revenue')
  return {
    name,
    from: `read_parquet(${literal(path)}, file_row_number = true)`,
    at: 'file_row_number',
    columns: new Map([...columns].map(([field, index]) => [field, identifier(headers[index] ?? '')])),
    revenueUnit: revenue === undefined ? '' : revenueUnit(headers[revenue] ?? ''),
  }
}

async function readSample(work: WorkFile, from: string, name: string) {
  try {
    const result = await work.connection.run(`select columns(*)::varchar from ${from} limit ${SAMPLE_ROWS}`)
    const rows = (await result.getRows()).map((row) =>
      row.map((value) => (value === null ? '' : String(value))),
    )
    return { headers: result.columnNames(), rows }
  } catch (error) {
    throw new LoadError(
      `${name} cannot be read as Parquet: ${(error as Error).message.split('\n')[0]}. Export it again, or load it as CSV.`,
    )
  }
}
