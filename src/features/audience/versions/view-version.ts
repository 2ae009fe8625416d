import type { Selectable } from 'kysely'
import type { DB } from '../../../platform/db/index.ts'
import type { LoadProgress, Version } from './schema.ts'

const iso = (time: Date | null) => time?.toISOString() ?? null

export function viewVersion(row: Selectable<DB['audience_versions']>): Version {
  return {
    id: row.id,
    status: row.status as Version['status'],
    files: row.files,
    people: row.people === null ? null : Number(row.people),
    bytes: row.bytes === null ? null : Number(row.bytes),
    progress: row.progress as LoadProgress,
    failure: row.failure,
    created_at: row.created_at.toISOString(),
    started_at: iso(row.started_at),
    ready_at: iso(row.ready_at),
    activated_at: iso(row.activated_at),
  }
}
