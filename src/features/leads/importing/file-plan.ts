import { Problem } from '../../../platform/errors/index.ts'
import { CsvError, type CsvFormat, type CsvRow, openCsv } from '../csv/index.ts'
import {
  applyMapping,
  type FileRefusal,
  type GivenMapping,
  type MappedColumn,
  mapColumns,
  refuseFile,
} from '../mapping/index.ts'
import { bytesOf } from './bytes-of.ts'

export interface FilePlan {
  format: CsvFormat
  columns: MappedColumn[]
  /** The first rows. */
  rows: CsvRow[]
  refusal: FileRefusal | null
}

/** The reasons that errors.csv adds to the rows: a mended file is uploaded with them still in it. */
const REASON_HEADER = /^assay_error(_column)?$/i
const SAMPLE_ROWS = 200

/**
 * How a file will be read and what its columns become, by its first bytes and what the person said. Throws a 422
 * problem for a file that cannot be read and a mapping that does not fit it; a file without a contact column has
 * a `refusal`.
 */
export async function planFile(sample: Buffer, isWhole: boolean, mapping: GivenMapping): Promise<FilePlan> {
  const { format, rows } = await readSample(sample, isWhole)
  const guessed = mapColumns(
    format.headers,
    rows.filter(({ problem }) => problem === null).map(({ cells }) => cells),
  ).map((column) => (REASON_HEADER.test(column.header) ? { ...column, field: null, ignored: true } : column))
  const { columns, errors } = applyMapping(guessed, mapping)
  if (columns === null)
    throw new Problem('invalid_input', errors[0]?.message ?? 'The mapping is wrong', { errors })
  return { format, columns, rows, refusal: refuseFile(columns) }
}

/** Throws the 422 problem of a file that no one could be reached by. */
export function refuseIfUseless({ refusal }: FilePlan): void {
  if (refusal === null) return
  const { message, ...reason } = refusal
  throw new Problem('invalid_input', message, { errors: [{ path: 'file', message }], refusal: reason })
}

async function readSample(sample: Buffer, isWhole: boolean): Promise<{ format: CsvFormat; rows: CsvRow[] }> {
  try {
    const { format, batches } = await openCsv(bytesOf(sample), { batchRows: SAMPLE_ROWS })
    const first = await batches.next()
    await batches.return()
    const rows = first.value?.rows ?? []
    // The last row of a sample may be cut in two.
    return { format, rows: isWhole || rows.length === SAMPLE_ROWS ? rows : rows.slice(0, -1) }
  } catch (error) {
    throw csvProblem(error)
  }
}

/** An unreadable file as a 422 problem; other errors as they are. */
export function csvProblem(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error
  return new Problem('invalid_input', error.message, {
    errors: [{ path: 'file', message: error.message }],
    reason: error.code,
  })
}
