import type { AudienceFilter } from '../schema.ts'

/** A pull as its next batch needs it. */
export interface PullRun {
  id: string
  workspaceId: string
  filter: AudienceFilter
  tags: string[]
  actorId: string | null
  /** How many more people it may take. */
  missing: number
  /** Batches stored so far: another number in the database means another worker is ahead. */
  batches: number
  /** Where to go on asking the provider. */
  place: string | null
  /** It has ended, or is no longer ours. */
  isOver: boolean
}
