import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface Answer {
  returnId: string
  accept: boolean
  note: string
  actorId: string | null
}

/** The partner's answer: accepting undoes the sale, contesting hands it to the operator. */
export async function answerReturn(tx: Tx, { returnId, accept, note, actorId }: Answer): Promise<void> {
  await sql`select answer_return(${returnId}, ${accept}, ${note}, ${actorId})`.execute(tx)
}
