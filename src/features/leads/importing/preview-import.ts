import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { Problem } from '../../../platform/errors/index.ts'
import { LEAD_FIELDS } from '../mapping/index.ts'
import { type FilePlan, planFile } from './file-plan.ts'
import { readImportOptions } from './import-options.ts'
import { SAMPLE_BYTES } from './limits.ts'
import { openParser, readable } from './multipart.ts'
import { prepareBatch } from './prepare-batches.ts'
import { rowPreparer } from './prepare-row.ts'
import type { PreparedBatch, RowProblem } from './problems.ts'
import type { ImportPreview } from './schema.ts'

const SHOWN_ROWS = 5
const SHOWN_PROBLEMS = 20

/**
 * What an import of this file would do, from its first bytes, so that the mapping can be changed before anything
 * is stored. The sender need not send the whole file.
 */
export async function previewImport(request: Request): Promise<ImportPreview> {
  const { fields, sample, isWhole } = await receiveSample(request)
  const options = readImportOptions('own', {
    mapping: fields.mapping,
    default_country: fields.default_country,
  })
  const plan = await planFile(sample, isWhole, options.mapping)
  const batch = await prepareBatch(
    { rows: plan.rows, rowsDone: plan.rows.length, bytesDone: sample.length },
    rowPreparer(plan.columns, options.default_country),
  )
  return {
    ...describe(plan),
    fields: [...LEAD_FIELDS],
    rows: plan.rows.slice(0, SHOWN_ROWS).map(({ line, cells }) => ({ line, cells })),
    rows_checked: batch.rows,
    rows_rejected: batch.rejected,
    problems: firstProblems(batch),
  }
}

function firstProblems({ problems }: PreparedBatch): ImportPreview['problems'] {
  return Array.from({ length: Math.min(problems.count, SHOWN_PROBLEMS) }, (_, index) => {
    const { cells: _cells, ...problem } = JSON.parse(problems.text(index)) as RowProblem
    return problem
  })
}

function describe({ format, columns, refusal }: FilePlan) {
  return {
    encoding: format.encoding,
    delimiter: format.delimiter,
    header_line: format.hasHeader ? format.firstLine : null,
    columns: columns.map((column) => ({ ...column })),
    refusal,
  }
}

async function receiveSample(request: Request) {
  const fields: Record<string, string> = {}
  const pieces: Buffer[] = []
  let bytes = 0
  const parser = openParser(request)
  parser.on('field', (name, value) => {
    fields[name] = value
  })
  parser.on('file', (_name, stream) => {
    stream.on('data', (piece: Buffer) => {
      if (bytes < SAMPLE_BYTES) pieces.push(piece)
      bytes += piece.length
    })
  })
  if (!request.body) throw new Problem('invalid', 'The body is empty')
  try {
    await pipeline(Readable.fromWeb(request.body as ReadableStream<Uint8Array>), parser)
  } catch (error) {
    throw readable(error)
  }
  if (bytes === 0) {
    const message = 'Send the first part of the file in a part named file.'
    throw new Problem('invalid_input', message, { errors: [{ path: 'file', message }] })
  }
  const isWhole = bytes <= SAMPLE_BYTES && fields.is_whole !== 'false'
  return { fields, sample: Buffer.concat(pieces).subarray(0, SAMPLE_BYTES), isWhole }
}
