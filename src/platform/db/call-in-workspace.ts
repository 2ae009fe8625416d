import pg from 'pg'
import type { Databases } from './open-databases.ts'
import { UUID } from './with-workspace.ts'

const FUNCTION = /^[a-z_]+$/

/**
 * One call of an SQL function as a transaction of its own for a workspace: the same door as withWorkspace(), in one
 * round trip instead of three, so that no lock waits for this process between the call and its commit. For hot verbs
 * that are one function. Several statements in one message are one transaction, and take no parameters: the
 * arguments become literals.
 */
export async function callInWorkspace<T>(
  db: Databases,
  workspaceId: string,
  name: string,
  args: (string | null)[],
): Promise<T> {
  if (!UUID.test(workspaceId)) throw new TypeError('callInWorkspace needs a UUID')
  if (!FUNCTION.test(name)) throw new TypeError('callInWorkspace needs the name of a function')
  const literals = args.map(literalOf).join(', ')
  const [, answer] = (await db.app.query(
    `set local app.workspace_id = '${workspaceId}'; select ${name}(${literals}) as result`,
  )) as unknown as [unknown, { rows: [{ result: T }] }]
  db.wake()
  return answer.rows[0].result
}

function literalOf(value: string | null): string {
  if (value === null) return 'null'
  if (value.includes('\0')) throw new TypeError('Text for Postgres has no NUL')
  return pg.escapeLiteral(value)
}
