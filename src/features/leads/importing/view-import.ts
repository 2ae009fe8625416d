import type { Selectable } from 'kysely'
import type { DB } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { StoredOptions } from './import-run.ts'
import type { ImportView } from './schema.ts'

/** An import's row as the API shows it. */
export function viewImport(row: Selectable<DB['imports']>): ImportView {
  const options = row.options as Partial<StoredOptions>
  return {
    import_id: row.id,
    kind: row.kind as ImportView['kind'],
    status: row.status as ImportView['status'],
    file_name: row.file_name,
    file_bytes: row.file_bytes,
    bytes_done: row.bytes_done,
    on_duplicate: options.on_duplicate ?? 'skip',
    rows: row.rows,
    imported: row.imported,
    updated: row.updated,
    duplicates: row.duplicates,
    duplicates_in_file: row.duplicates_in_file,
    suppressed: row.suppressed,
    rejected: row.rejected,
    warning_count: row.warnings,
    listed: row.listed,
    potential_earnings: toCredits(row.potential_earnings_hundredths),
    failure: row.failure,
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    finished_at: row.finished_at?.toISOString() ?? null,
  }
}
