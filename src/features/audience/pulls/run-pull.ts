import { sql } from 'kysely'
import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import { type Problem, toProblem } from '../../../platform/errors/index.ts'
import { measureLeads } from '../../leads/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import { endPull } from './end-pull.ts'
import { pullRest } from './pull-rest.ts'
import { readPages } from './read-pages.ts'
import { takeUpPull } from './take-up-pull.ts'

/** So often in a row it may fail; then the pull is given up, and who came stays. */
export const MAX_FAILURES = 6
/** From this many new leads on the planner is told of them. */
const WORTH_MEASURING = 2_000
const GAVE_UP = 'The pull failed several times for a reason on our side. Who came stays; pull again to go on.'

export interface RunPull {
  workspaceId: string
  pullId: string
  signal?: AbortSignal
}

/**
 * Does a pull, or the rest of it after a crash. Ends quietly when it is over or another worker is ahead. Throws what
 * may pass when tried again; a failure that came too often ends the pull, in words for whoever asked for it.
 */
export async function runPull(
  db: Databases,
  provider: AudienceProvider,
  { workspaceId, pullId, signal }: RunPull,
): Promise<void> {
  const taken = await withWorkspace(db, workspaceId, (tx) => takeUpPull(tx, pullId))
  if (taken === null) return
  try {
    await pullRest(db, readPages(provider, taken.run), taken.run, signal)
  } catch (error) {
    if (signal?.aborted) throw error
    const problem = toProblem(error)
    const isGivenUp = await noteFailure(db, workspaceId, pullId, problem)
    if (!isGivenUp || problem === null) throw error
  }
  if (taken.run.missing >= WORTH_MEASURING) await measureLeads(db, workspaceId)
}

/** Whether the pull has ended by it: what another try cannot mend ends it at once. */
async function noteFailure(db: Databases, workspaceId: string, pullId: string, problem: Problem | null) {
  return withWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<{ failures: number | null }>`
      select note_pull_failure(${pullId}) as failures`.execute(tx)
    const failures = rows[0]?.failures ?? MAX_FAILURES
    const mayPass = problem === null || problem.code === 'upstream'
    if (mayPass && failures < MAX_FAILURES) return false
    await endPull(tx, pullId, { status: 'failed', failure: problem?.message ?? GAVE_UP })
    return true
  })
}
