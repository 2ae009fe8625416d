import type { Selectable } from 'kysely'
import type { DB } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { RunView } from './schema.ts'

const KEPT_MS = 30 * 86_400_000
const OVER = ['finished', 'cancelled', 'failed']

/** A run's row, with the name of who asked for it, as the API shows it. */
export function viewRun(row: Selectable<DB['enrichments']> & { actor_name: string | null }): RunView {
  const until = row.finished_at === null ? null : row.finished_at.getTime() + KEPT_MS
  const keptUntil = until === null || until < Date.now() ? null : new Date(until).toISOString()
  const canUndo = row.kind === 'leads' && OVER.includes(row.status) && row.filled > 0
  return {
    ...{ id: row.id, kind: row.kind as RunView['kind'], status: row.status as RunView['status'] },
    ...{ file_name: row.file_name, provider: row.provider },
    min_confidence: Math.round((row.min_confidence ?? 0) * 1000) / 1000,
    overwrite: row.overwrite as RunView['overwrite'],
    max_credits: row.max_credits_hundredths === null ? null : toCredits(row.max_credits_hundredths),
    cost_per_match: toCredits(row.price_hundredths ?? 0),
    ...{ rows: row.rows, rows_done: row.rows_done, filled: row.filled, charged: row.charged },
    ...{ no_match: row.no_match, below_confidence: row.below_confidence },
    ...{ nothing_to_fill: row.nothing_to_fill, skipped: row.skipped },
    credits_charged: toCredits(row.charged_hundredths),
    ended_by: row.ended_by as RunView['ended_by'],
    failure: row.failure,
    undo_until: canUndo ? keptUntil : null,
    ...{ restored: row.restored, kept: row.kept },
    file_until: row.status === 'undoing' ? null : keptUntil,
    actor: row.actor_id === null ? null : { id: row.actor_id, name: row.actor_name },
    created_at: (row.opened_at ?? row.created_at).toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    finished_at: row.finished_at?.toISOString() ?? null,
    undone_at: row.undone_at?.toISOString() ?? null,
  }
}
