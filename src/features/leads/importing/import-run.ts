import type { CsvFormat } from '../csv/index.ts'
import type { MappedColumn } from '../mapping/index.ts'
import type { ImportKind, ImportOptions } from './import-options.ts'

/** What `imports.options` keeps, so that any worker at any time reads the file the same way. */
export interface StoredOptions extends Omit<ImportOptions, 'mapping'> {
  /** null for leads that came as JSON. */
  format: CsvFormat | null
  /** Without their samples, which are people's values. */
  columns: MappedColumn[]
  /** Line breaks in the file: more than MAX_ROWS make the job count the rows before it begins. */
  line_breaks: number
}

/** One import as its batches need it. */
export interface ImportRun {
  id: string
  workspaceId: string
  kind: ImportKind
  actorId: string | null
  fileName: string | null
  options: StoredOptions
}
