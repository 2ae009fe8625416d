import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { queueMail } from '../../accounts/index.ts'

const BATCH = 500

interface Announcement {
  workspace_name: string
  emails: string[]
  credits: number
  first_expires_at: Date
}

/** Tells workspaces, and their owners by mail, of credits that end within a week; once. Needs withSystem. */
export async function announceGrants(tx: Tx, appUrl: string): Promise<number> {
  const { rows } = await sql<Announcement>`
    select workspace_name, emails, credits::float8 as credits, first_expires_at
    from announce_expiring_grants(${BATCH})`.execute(tx)
  for (const { emails, ...announcement } of rows) {
    for (const to of emails) await queueMail(tx, { to, ...mailOf(announcement, appUrl) })
  }
  return rows.length
}

function mailOf({ workspace_name, credits, first_expires_at }: Omit<Announcement, 'emails'>, appUrl: string) {
  const day = first_expires_at.toISOString().slice(0, 10)
  return {
    subject: `${credits} credits of ${workspace_name} expire soon`,
    text: `${credits} credits of the workspace ${workspace_name} expire from ${day} (UTC) on, unless they are spent before.\n\nWhat they are: ${appUrl}/credits\n`,
  }
}
