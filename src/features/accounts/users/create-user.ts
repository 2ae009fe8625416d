import { hashPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface NewUser {
  email: string
  name: string
  /** Without one the person sets it through a password reset. */
  password?: string
  emailVerified?: boolean
}

/** Makes a person without a sign-up: for seeds and tools. Takes a system transaction; answers the id. */
export async function createUser(tx: Tx, user: NewUser): Promise<string> {
  const { email, name, password, emailVerified = false } = user
  const { rows } = await sql<{ id: string }>`
    insert into auth."user" (email, name, email_verified)
    values (${email.toLowerCase()}, ${name}, ${emailVerified})
    returning id
  `.execute(tx)
  const id = rows[0]?.id
  if (!id) throw new Error('The person was not inserted')
  if (password !== undefined) {
    await sql`
      insert into auth.account (account_id, provider_id, user_id, password, updated_at)
      values (${id}, 'credential', ${id}, ${await hashPassword(password)}, now())
    `.execute(tx)
  }
  return id
}
