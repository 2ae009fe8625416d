import { z } from 'zod'

const importProblemSchema = z.object({
  line: z.int(),
  column: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  value: z.string().nullable(),
})

/** imported + updated + duplicates + rejected is rows; suppressed people are among the rejected. */
export const importSchema = z.object({
  import_id: z.uuid(),
  kind: z.enum(['own', 'partner']),
  status: z.enum(['queued', 'running', 'finished', 'cancelled', 'failed']),
  file_name: z.string().nullable(),
  /** null while the file arrives, and for leads given as JSON */
  file_bytes: z.int().nullable(),
  bytes_done: z.int(),
  on_duplicate: z.enum(['skip', 'fill', 'overwrite']),
  rows: z.int(),
  imported: z.int(),
  updated: z.int(),
  duplicates: z.int(),
  /** those of `duplicates` whose person stands earlier in the same file */
  duplicates_in_file: z.int(),
  suppressed: z.int(),
  rejected: z.int(),
  warning_count: z.int(),
  listed: z.int(),
  potential_earnings: z.number(),
  failure: z.string().nullable(),
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
})
export type ImportView = z.infer<typeof importSchema>

/** The first rejections and warnings; errors.csv has every rejected row. */
export const importDetailSchema = importSchema.extend({
  errors: z.array(importProblemSchema),
  warnings: z.array(importProblemSchema),
})
export type ImportDetail = z.infer<typeof importDetailSchema>

export const importStartedSchema = z.object({ import_id: z.uuid() })

export const importPreviewSchema = z.object({
  encoding: z.string(),
  delimiter: z.string(),
  /** where the header stands, from 1; null when the file has none */
  header_line: z.int().nullable(),
  columns: z.array(
    z.object({
      index: z.int(),
      header: z.string(),
      field: z.string().nullable(),
      ignored: z.boolean(),
      certainty: z.enum(['known', 'guess', 'none']),
      samples: z.array(z.string()),
    }),
  ),
  /** what a column may be mapped to, beside `custom` and null */
  fields: z.array(z.string()),
  /** the first rows as they stand */
  rows: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
  rows_checked: z.int(),
  rows_rejected: z.int(),
  problems: z.array(importProblemSchema.extend({ rejected: z.boolean() })),
  refusal: z
    .object({
      code: z.string(),
      message: z.string(),
      headers: z.array(z.string()),
      near: z.array(z.object({ header: z.string(), why: z.string() })),
      hint: z.string(),
    })
    .nullable(),
})
export type ImportPreview = z.infer<typeof importPreviewSchema>
