import type { Role, Scope } from '../../platform/http/index.ts'

/** What a member may do in the browser; an API key has just the scopes it was made with. */
export const SCOPES_OF: Record<Role, Scope[]> = {
  member: ['read', 'write'],
  admin: ['read', 'write', 'billing'],
  owner: ['read', 'write', 'billing'],
}

const RANK: Record<Role, number> = { member: 0, admin: 1, owner: 2 }

export function isAtLeast(role: Role | null, needed: Role): boolean {
  return role !== null && RANK[role] >= RANK[needed]
}
