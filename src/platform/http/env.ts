import type { HttpBindings } from '@hono/node-server'
import type { Logger } from '../log.ts'

export type Scope = 'read' | 'write' | 'billing'
export type Role = 'owner' | 'admin' | 'member'

/** Who asks. Set by the guards of the accounts feature. */
export interface Identity {
  user: { id: string; email: string; name: string; operator: boolean } | null
  workspace: { id: string; name: string } | null
  role: Role | null
  scopes: Scope[]
  via: 'session' | 'key'
}

export interface Env {
  Variables: { requestId: string; log: Logger; identity?: Identity }
  Bindings: HttpBindings
}
