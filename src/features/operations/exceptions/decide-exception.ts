import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { Resolution, Resolved } from './schema.ts'

export interface ExceptionDecision extends Resolution {
  operatorId: string
  exceptionId: string
}

/** The operator's word on an exception; the database checks the operator and what the kind allows. Needs withSystem. */
export async function decideException(tx: Tx, decision: ExceptionDecision): Promise<Resolved> {
  const { operatorId, exceptionId, action, note } = decision
  const { rows } = await sql<{ decided: Resolved }>`
    select decide_exception(${operatorId}, ${exceptionId}, ${action}, ${note}) as decided`.execute(tx)
  return (rows[0] as { decided: Resolved }).decided
}
