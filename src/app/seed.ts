import { sql } from 'kysely'
import { withSystem } from '../platform/db/index.ts'
import type { Platform } from '../platform/platform.ts'

/** Makes the demo world through the features' own verbs. */
export type Seeder = (platform: Platform) => Promise<void>

/** The features' shares of the demo world, in order. */
export const seeders: Seeder[] = []

export const DEMO_OPERATOR = 'operator@demo.example'
const SEED_LOCK = 4_017_002_602

/** Fills an empty database with the demo world if the configuration says so; tells whether the database holds it. */
export async function seed(platform: Platform): Promise<boolean> {
  const { db, config, log } = platform
  if (await hasUser(platform, DEMO_OPERATOR)) return true
  if (config.seed === 'none' || (await hasUser(platform))) return false
  const client = await db.system.connect()
  try {
    // Of several processes that start at once on an empty database one seeds; the others wait for it.
    await client.query('select pg_advisory_lock($1)', [SEED_LOCK])
    if (await hasUser(platform)) return hasUser(platform, DEMO_OPERATOR)
    log.info('making the demo world')
    for (const seeder of seeders) await seeder({ ...platform, isDemo: true })
    return hasUser(platform, DEMO_OPERATOR)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [SEED_LOCK]).catch(() => {})
    client.release()
  }
}

/**
 * Whether there is anyone, or this operator. The address alone proves nothing: on a real installation anyone
 * could sign up with it, and the next start would show demo passwords and the mailbox to everybody.
 */
function hasUser({ db }: Platform, operatorEmail: string | null = null): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const { rows } = await sql<{ found: boolean }>`
      select exists (
        select from auth."user" u left join operators o on o.user_id = u.id
        where ${operatorEmail}::text is null or (u.email = ${operatorEmail} and o.user_id is not null)
      ) as found`.execute(tx)
    return rows[0]?.found ?? false
  })
}
