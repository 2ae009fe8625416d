import { z } from '@hono/zod-openapi'
import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import { requestHash } from '../../credits/index.ts'
import { isLeadField, type MappedColumn } from '../mapping/index.ts'
import { answerOnce, type ImportAnswer } from './answer-once.ts'
import { importAtOnce } from './import-at-once.ts'
import { readImportOptions } from './import-options.ts'
import type { StoredOptions } from './import-run.ts'
import { MAX_ROWS_AT_ONCE } from './limits.ts'
import { prepareBatch } from './prepare-batches.ts'
import { rowPreparer } from './prepare-row.ts'
import { requirePartner } from './require-partner.ts'
import { retryConflicts } from './retry-conflicts.ts'
import type { Uploader } from './uploaded-file.ts'

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])
type Value = z.output<typeof value>

const givenLeadsSchema = z.looseObject({
  leads: z
    .array(z.object({ custom: z.record(z.string(), value).optional() }).catchall(value))
    .min(1)
    .max(MAX_ROWS_AT_ONCE, `At most ${MAX_ROWS_AT_ONCE} leads a request; send more as a file`),
})

/**
 * Imports leads given as JSON: members named as our fields, any other and those of `custom` become custom fields.
 * They go the way of a file's rows, whose columns are the members that occur.
 */
export async function importGivenLeads(
  db: Databases,
  by: Uploader,
  body: unknown,
  key: string | null,
): Promise<ImportAnswer> {
  const { leads, ...rest } = givenLeadsSchema.parse(body)
  const options = readImportOptions(by.kind, rest)
  if (by.kind === 'partner') await withWorkspace(db, by.workspaceId, requirePartner)
  const rows = leads.map(({ custom, ...fields }) => ({ ...custom, ...fields }) as Record<string, Value>)
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const columns = headers.map((header, index): MappedColumn => {
    const field = isLeadField(header) ? header : null
    return { index, header, field, ignored: false, certainty: field === null ? 'none' : 'known', samples: [] }
  })
  const { mapping: _mapping, ...common } = options
  const stored: StoredOptions = { ...common, format: null, columns, line_breaks: 0 }
  const cells = rows.map((row) => headers.map((header) => textOf(row[header])))
  const batch = await prepareBatch(
    {
      rows: cells.map((row, index) => ({ line: index + 1, cells: row, problem: null })),
      rowsDone: rows.length,
      bytesDone: 0,
    },
    rowPreparer(columns, options.default_country),
  )
  const once = key === null ? null : { key, requestHash: requestHash({ kind: by.kind, options, rows }) }
  const { answer } = await retryConflicts(() =>
    withWorkspace(db, by.workspaceId, (tx) =>
      answerOnce(tx, once, async () => ({
        status: 201,
        body: await importAtOnce(tx, by, { fileName: null, fileBytes: null, options: stored, batch }),
      })),
    ),
  )
  return answer
}

function textOf(given: Value | undefined): string {
  if (given === null || given === undefined) return ''
  return Array.isArray(given) ? given.join(',') : String(given)
}
