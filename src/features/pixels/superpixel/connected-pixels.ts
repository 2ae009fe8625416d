import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { pathMatcher } from '../ingest/pixel-of-key.ts'

export interface ConnectedPixel {
  workspace_id: string
  id: string
  status: string
  excluded_params: string[]
  isExcludedPath: (path: string) => boolean
}

/** Whose pixels these of AudienceLab are, by their ids there. As the system: whoever sends says no workspace. */
export async function connectedPixels(
  tx: Tx,
  superpixelIds: Iterable<string>,
): Promise<Map<string, ConnectedPixel>> {
  const { rows } = await sql<
    Omit<ConnectedPixel, 'isExcludedPath'> & { superpixel_id: string; excluded_paths: string[] }
  >`
    select superpixel_id, workspace_id, id, status, excluded_params, excluded_paths from pixels
    where superpixel_id = any (${[...new Set(superpixelIds)]}::text[]) and deleted_at is null`.execute(tx)
  return new Map(
    rows.map(({ superpixel_id, excluded_paths, ...pixel }) => [
      superpixel_id,
      { ...pixel, isExcludedPath: pathMatcher(excluded_paths) },
    ]),
  )
}
