import { sql } from 'kysely'
import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import type { Identity } from '../../../platform/http/index.ts'
import type { Me } from '../schema.ts'
import { listWorkspaces } from '../workspaces/list-workspaces.ts'

/** Who asks, where they work, and where else they could. */
export async function describeMe(db: Databases, { user, workspace, role }: Identity): Promise<Me> {
  const [current, workspaces] = await Promise.all([
    workspace && describeWorkspace(db, workspace, role),
    user && listWorkspaces(db, user.id),
  ])
  return { user, workspace: current, workspaces: workspaces ?? (workspace ? [{ ...workspace, role }] : []) }
}

async function describeWorkspace(
  db: Databases,
  workspace: NonNullable<Identity['workspace']>,
  role: Identity['role'],
): Promise<NonNullable<Me['workspace']>> {
  const status = await withWorkspace(db, workspace.id, async (tx) => {
    const { rows } = await sql<{ status: string | null }>`
      select partner_status(${workspace.id}) as status
    `.execute(tx)
    return rows[0]?.status ?? null
  })
  return { ...workspace, role, partner: status ? { status } : null }
}
