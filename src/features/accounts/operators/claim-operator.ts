import { sql } from 'kysely'
import type { Databases } from '../../../platform/db/index.ts'
import { hashToken } from '../secrets.ts'

/** Makes the person the first operator; 404 unless the token is the printed one and still unused. */
export async function claimOperator({ appDb }: Databases, userId: string, token: string): Promise<void> {
  await sql`select claim_operator(${hashToken(token)}, ${userId})`.execute(appDb)
}
