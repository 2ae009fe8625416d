import type { Context, MiddlewareHandler } from 'hono'
import { Problem } from '../../platform/errors/index.ts'
import type { Env, Identity, Role, Scope } from '../../platform/http/index.ts'
import { WORKSPACE_HEADER } from './authenticate.ts'
import { isAtLeast } from './scopes.ts'

type Person = NonNullable<Identity['user']>

/** Lets people in, whatever their workspace; not programs. */
export function signedIn(): MiddlewareHandler<Env> {
  return async (c, next) => {
    userOf(c)
    await next()
  }
}

/**
 * Lets in whoever works in the current workspace with this scope and, if given, at least this role. An API
 * key has scopes but no role, so what asks for a role above member is for people.
 */
export function member({ scope, role = 'member' }: { scope: Scope; role?: Role }): MiddlewareHandler<Env> {
  return async (c, next) => {
    const identity = identityOf(c)
    workspaceOf(c)
    if (!identity.scopes.includes(scope)) throw new Problem('forbidden', lacking(identity, scope))
    if (role !== 'member' && !isAtLeast(identity.role, role)) {
      throw new Problem(
        'forbidden',
        `Only ${role === 'owner' ? 'an owner' : 'an owner or admin'} may do this`,
      )
    }
    await next()
  }
}

/** Lets in the people who run the platform. */
export function operator(): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!userOf(c).operator) throw new Problem('forbidden', 'Only an operator may do this')
    await next()
  }
}

/** Who asks; 401 when nobody does. */
export function identityOf(c: Context<Env>): Identity {
  const identity = c.get('identity')
  if (!identity) throw new Problem('unauthenticated', 'Sign in first')
  return identity
}

/** The person who asks; behind signedIn() or operator() there is one. */
export function userOf(c: Context<Env>): Person {
  const { user } = identityOf(c)
  if (!user) throw new Problem('forbidden', 'This is for a signed-in person, not for an API key')
  return user
}

/** The current workspace; behind member() there is one. */
export function workspaceOf(c: Context<Env>): { id: string; name: string } {
  const { workspace } = identityOf(c)
  if (workspace) return workspace
  if (c.req.header(WORKSPACE_HEADER) !== undefined)
    throw new Problem('not_found', 'There is no such workspace')
  throw new Problem('forbidden', 'You are in no workspace yet: make one or accept an invitation')
}

function lacking(identity: Identity, scope: Scope): string {
  return identity.via === 'key'
    ? `This API key lacks the scope ${scope}`
    : `Your role in this workspace does not allow it (${scope})`
}
