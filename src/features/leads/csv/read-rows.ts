import { TextDecoding } from './decode-text.ts'
import { sniffCsv } from './sniff-csv.ts'
import { CsvTable } from './table.ts'
import { CsvTokenizer } from './tokenizer.ts'
import { CSV_LIMITS, type CsvBatch, type CsvFormat, type CsvLimits, type CsvRow } from './types.ts'

export interface ReadRowsOptions {
  /** Known from the first read of the file; sniffed from its first 64 KiB otherwise. */
  format?: CsvFormat
  /** Rows of the file that are done already (a batch's `rowsDone`): reading goes on after them. */
  skipRows?: number
  /** At most this many rows in a batch. */
  batchRows?: number
  limits?: Partial<CsvLimits>
}

export interface CsvFile {
  format: CsvFormat
  batches: AsyncGenerator<CsvBatch, void, undefined>
}

const SAMPLE_BYTES = 65_536
const PIECE_BYTES = 65_536
const DEFAULT_BATCH_ROWS = 2000

/**
 * Opens a CSV file of any dialect: finds out how it is written, then gives its rows in batches. Memory stays
 * flat, since the source is only asked for more once a batch was taken. Blank rows are no rows.
 * @throws CsvError when the file as a whole cannot be read
 */
export async function openCsv(
  source: AsyncIterable<Uint8Array>,
  options: ReadRowsOptions = {},
): Promise<CsvFile> {
  const limits = { ...CSV_LIMITS, ...options.limits }
  const chunks = source[Symbol.asyncIterator]()
  try {
    const { head, ended } = await readHead(chunks)
    const isWhole = ended && head.length <= SAMPLE_BYTES
    const format = options.format ?? (await sniffCsv(head.subarray(0, SAMPLE_BYTES), isWhole, limits))
    return { format, batches: readBatches(head, chunks, format, limits, options) }
  } catch (error) {
    await chunks.return?.()
    throw error
  }
}

/** `openCsv` for those who need the rows only. */
export async function* readRows(
  source: AsyncIterable<Uint8Array>,
  options: ReadRowsOptions = {},
): AsyncGenerator<CsvBatch, void, undefined> {
  yield* (await openCsv(source, options)).batches
}

async function readHead(chunks: AsyncIterator<Uint8Array>): Promise<{ head: Buffer; ended: boolean }> {
  const parts: Uint8Array[] = []
  let bytes = 0
  while (bytes <= SAMPLE_BYTES) {
    const next = await chunks.next()
    if (next.done === true) return { head: Buffer.concat(parts), ended: true }
    parts.push(next.value)
    bytes += next.value.length
  }
  return { head: Buffer.concat(parts), ended: false }
}

async function* readBatches(
  head: Buffer,
  chunks: AsyncIterator<Uint8Array>,
  format: CsvFormat,
  limits: CsvLimits,
  options: ReadRowsOptions,
): AsyncGenerator<CsvBatch, void, undefined> {
  const text = new TextDecoding(format.encoding)
  const tokenizer = new CsvTokenizer(format.delimiter, limits)
  const table = new CsvTable(format)
  const batchRows = options.batchRows ?? DEFAULT_BATCH_ROWS
  const skip = options.skipRows ?? 0
  let rowsDone = 0
  let bytesDone = 0
  let rows: CsvRow[] = []
  try {
    for await (const piece of pieces(head, chunks)) {
      const arrived =
        piece === null ? tokenizer.push(text.end(), true) : tokenizer.push(text.write(piece), false)
      bytesDone += piece?.length ?? 0
      for (const row of arrived) {
        if (!table.takes(row) || ++rowsDone <= skip) continue
        rows.push(row)
        if (rows.length >= batchRows) {
          yield { rows, rowsDone, bytesDone }
          rows = []
        }
      }
    }
    if (rows.length > 0) yield { rows, rowsDone, bytesDone }
  } finally {
    await chunks.return?.()
  }
}

/** The source in pieces of bounded size, however large its chunks are; null at the end. */
async function* pieces(head: Buffer, chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Buffer | null, void> {
  for (let chunk: Buffer | null = head; chunk !== null; ) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES)
    const next = await chunks.next()
    chunk = next.done === true ? null : asBuffer(next.value)
  }
  yield null
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
