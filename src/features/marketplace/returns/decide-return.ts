import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface Decision {
  operatorId: string
  returnId: string
  accept: boolean
  note: string
}

/** The operator's word on a return that was contested or left unanswered. Needs withSystem. */
export async function decideReturn(tx: Tx, { operatorId, returnId, accept, note }: Decision): Promise<void> {
  await sql`select decide_return(${operatorId}, ${returnId}, ${accept}, ${note})`.execute(tx)
}
