import { randomBytes } from 'node:crypto'
import {
  createApiKey,
  createUser,
  createWorkspace,
  grantOperator,
  addMember as insertMember,
} from '../src/features/accounts/index.ts'
import { authSecret } from '../src/features/accounts/secrets.ts'
import { sessionCookieName, signSessionCookie } from '../src/features/accounts/sessions/session-cookie.ts'
import { withSystem, withWorkspace } from '../src/platform/db/index.ts'
import type { Role, Scope } from '../src/platform/http/index.ts'
import type { TestWorld } from './harness/index.ts'

export interface Person {
  id: string
  email: string
  /** The person's own workspace. */
  workspaceId: string
  /** `Cookie` header of a session. */
  cookie: string
}

type World = Pick<TestWorld, 'db'>

/** A signed-in person with a workspace of their own, made without the slow password hash. */
export async function addPerson(
  { db }: World,
  { name = 'Ada', operator = false }: { name?: string; operator?: boolean } = {},
): Promise<Person> {
  const email = `${name.toLowerCase().replace(/\W/g, '')}-${randomBytes(6).toString('hex')}@people.example`
  const { id, workspaceId } = await withSystem(db, async (tx) => {
    const id = await createUser(tx, { email, name, emailVerified: true })
    if (operator) await grantOperator(tx, id)
    return { id, workspaceId: await createWorkspace(tx, id, `${name}'s workspace`) }
  })
  return { id, email, workspaceId, cookie: await addSession({ db }, id) }
}

/** A session of a person; answers its `Cookie` header. */
export async function addSession({ db }: World, userId: string): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await db.system.query(
    `insert into auth.session (token, user_id, expires_at, updated_at) values ($1, $2, now() + interval '7 days', now())`,
    [token, userId],
  )
  return `${sessionCookieName(false)}=${encodeURIComponent(signSessionCookie(token, authSecret(db)))}`
}

/** Makes a person a member of another workspace too. */
export async function addMember(
  { db }: World,
  workspaceId: string,
  userId: string,
  role: Role,
): Promise<void> {
  await withSystem(db, (tx) => insertMember(tx, workspaceId, userId, role))
}

/** An API key of a workspace; answers its text. */
export async function addKey({ db }: World, workspaceId: string, scopes: Scope[]): Promise<string> {
  const wish = { workspaceId, createdBy: null, name: 'test', scopes }
  return (await withWorkspace(db, workspaceId, (tx) => createApiKey(tx, wish))).key
}
