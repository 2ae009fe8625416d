import type { Selectable } from 'kysely'
import type { DB } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { AudienceFilter } from '../schema.ts'
import type { PullEnd, PullStatus } from '../search/schema.ts'
import type { Pull } from './schema.ts'

/** A pull's row with the name of who asked for it. */
export type PullRow = Selectable<DB['pulls']> & { actor_name: string | null }

export function viewPull(row: PullRow): Pull {
  return {
    id: row.id,
    status: row.status as PullStatus,
    ...{ wanted: row.wanted, pulled: row.pulled, duplicates_skipped: row.duplicates_skipped },
    ...{ suppressed: row.suppressed, unreachable: row.unreachable },
    credits_charged: toCredits(row.charged_hundredths),
    max_credits: row.max_credits_hundredths === null ? null : toCredits(row.max_credits_hundredths),
    ended_by: row.ended_by as PullEnd | null,
    failure: row.failure,
    filters: row.filters as AudienceFilter,
    ...{ segment_id: row.segment_id, standing: row.standing, tags: row.tags },
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    finished_at: row.finished_at?.toISOString() ?? null,
    actor: row.actor_id && row.actor_name !== null ? { id: row.actor_id, name: row.actor_name } : null,
  }
}
