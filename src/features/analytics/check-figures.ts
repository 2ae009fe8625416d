import { sql } from 'kysely'
import { type Databases, withSystem } from '../../platform/db/index.ts'
import type { Logger } from '../../platform/log.ts'
import { inSnapshot, recountFigures } from './recount-figures.ts'

export interface Difference {
  kind: string
  span: string
  starts: string
  key: string
  /** By places of the kind's counts; null where there is no such figure. */
  kept: string | null
  counted: string | null
}

/** Where a workspace's figures and its rows differ: none, unless a write forgot to tell of itself. */
export function findDifferences(db: Databases, workspaceId: string): Promise<Difference[]> {
  return inSnapshot(db, async (tx) => {
    const { rows } = await sql<Difference>`
      select kind, span, starts, key, kept::text, counted::text from check_figures(${workspaceId}::uuid)`.execute(
      tx,
    )
    return rows
  })
}

/** Workspaces one after the other, or the one that is named, with where their figures are wrong. */
export async function* verifyFigures(
  db: Databases,
  workspaceId?: string,
): AsyncGenerator<{ id: string; differences: Difference[] }> {
  for (const id of workspaceId ? [workspaceId] : await listWorkspaces(db))
    yield { id, differences: await findDifferences(db, id) }
}

async function listWorkspaces(db: Databases): Promise<string[]> {
  const rows = await withSystem(db, (tx) => tx.selectFrom('workspaces').select('id').orderBy('id').execute())
  return rows.map(({ id }) => id)
}

interface Check {
  /** All of them when none is named. */
  workspaceId?: string | undefined
  /** Counts again what differs. */
  repair: boolean
}

/** Compares figures with their rows; what differs is logged, and the operator is told. Answers in how many workspaces. */
export async function checkFigures(
  { db, log }: { db: Databases; log: Logger },
  { workspaceId, repair }: Check,
  signal: AbortSignal,
): Promise<number> {
  let count = 0
  for await (const { id, differences } of verifyFigures(db, workspaceId)) {
    if (signal.aborted) break
    if (differences.length === 0) continue
    count++
    log.error({ workspaceId: id, differences: differences.slice(0, 20) }, 'Figures differ from their rows')
    await report(db, id, differences)
    if (repair) await recountFigures(db, id)
  }
  return count
}

/** One a day and workspace, so that what stays wrong is not told every time. */
async function report(db: Databases, workspaceId: string, differences: Difference[]): Promise<void> {
  const [first] = differences
  const detail = {
    figures: differences.length,
    kinds: [...new Set(differences.map(({ kind }) => kind))].join(', '),
    first: first && `${first.kind} ${first.key} of ${first.span} ${first.starts}`,
    kept: first?.kept ?? 'none',
    counted: first?.counted ?? 'none',
  }
  const subject = `${workspaceId}:${new Date().toISOString().slice(0, 10)}`
  await withSystem(db, (tx) =>
    sql`select report_exception('figures_differ', ${subject}, ${workspaceId}::uuid, ${JSON.stringify(detail)}::jsonb)`.execute(
      tx,
    ),
  )
}
