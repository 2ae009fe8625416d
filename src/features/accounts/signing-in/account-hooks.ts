import type { Tx } from '../../../platform/db/index.ts'
import type { DemoAccount } from '../schema.ts'

/** What the composition root adds, so that accounts need not know the features that depend on it. */
export interface AccountHooks {
  /** Runs in the transaction that changed a workspace's priority industries: its leads score anew. */
  onIndustriesChanged?: (tx: Tx, workspaceId: string) => Promise<void>
  /** Runs in the transaction that changed a workspace's time zone: its days begin at other moments. */
  onTimeZoneChanged?: (tx: Tx, workspaceId: string) => Promise<void>
  /** The accounts of the demo world; a demo run shows them on the sign-in page. */
  demoAccounts?: DemoAccount[]
}
