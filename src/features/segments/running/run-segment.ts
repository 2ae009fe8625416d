import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { type AudienceProvider, type PullAnswer, previewAudience, startPull } from '../../audience/index.ts'
import { findSegment } from '../read-segment.ts'
import { refuseFilter } from '../refuse-filter.ts'
import type { RunRequest } from '../schema.ts'
import { noteCount, noteRun } from './note-run.ts'
import { previewLeads } from './preview-leads.ts'

export interface RunBy {
  workspaceId: string
  actorId: string | null
  signal: AbortSignal
}

/** Looks at a segment now: as a search of its filter answers, or the count and some of the own leads in it. */
export async function previewSegment(
  db: Databases,
  provider: AudienceProvider,
  { workspaceId, actorId, signal }: RunBy,
  id: string,
  limit: number | undefined,
) {
  const segment = await withWorkspace(db, workspaceId, (tx) => findSegment(tx, id))
  refuseFilter(segment.target, segment.filters)
  if (segment.target === 'leads') {
    return withWorkspace(db, workspaceId, async (tx) => {
      const found = await previewLeads(tx, segment.filters)
      await noteCount(tx, segment, { count: found.count, net_new: null, version: null })
      return found
    })
  }
  const { filters } = segment
  const found = await previewAudience(db, provider, { workspaceId, actorId, filters, limit, signal })
  await withWorkspace(db, workspaceId, (tx) =>
    noteCount(tx, segment, { ...found, version: found.version.id }),
  )
  return found
}

/** Pulls people of a segment of the audience for credits; own leads are there already. */
export async function pullSegment(
  db: Databases,
  provider: AudienceProvider,
  { workspaceId, actorId, signal }: RunBy,
  id: string,
  request: RunRequest & { action: 'pull' },
  key: string,
): Promise<PullAnswer> {
  const segment = await withWorkspace(db, workspaceId, (tx) => findSegment(tx, id))
  if (segment.target === 'leads') {
    const message = 'The people of this segment are your own leads already: there is nobody to pull'
    throw new Problem('invalid_input', message, { errors: [{ path: 'action', message }] })
  }
  if (segment.status === 'archived')
    throw new Problem('conflict', 'This segment is archived: make it active first')
  const { limit, tags, max_credits, confirmed_credits } = request
  const answer = await startPull(db, provider, {
    ...{ workspaceId, actorId, signal, filters: segment.filters, limit, tags, segmentId: id },
    ...{ maxCredits: max_credits, confirmedCredits: confirmed_credits },
    once: { key, request: { segment_id: id, ...request } },
  })
  await withWorkspace(db, workspaceId, (tx) => noteRun(tx, id))
  return answer
}
