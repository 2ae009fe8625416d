import { sql } from 'kysely'
import pg from 'pg'
import { enqueueSample } from '../features/audience/index.ts'
import { withSystem } from '../platform/db/index.ts'
import type { Platform } from '../platform/platform.ts'
import { makeDemoWorld } from './demo/world.ts'

const SEED_LOCK = 4_017_002_602

/** Row of `platform_state`: there is a demo world here, half made or whole. */
type DemoState = 'begun' | 'complete' | null

/**
 * Fills an empty database with the demo world if the configuration says so, or finishes one that a kill
 * interrupted; tells whether the database holds it.
 */
export async function seed(platform: Platform): Promise<boolean> {
  const { db, log } = platform
  if ((await readState(platform)) === 'complete') {
    await offerPeople(platform)
    return true
  }
  if (!(await shouldSeed(platform))) return false
  // Of several processes that start at once on an empty database one seeds; the others wait for it here, on
  // a connection of their own, which no statement timeout cuts.
  const client = new pg.Client({ connectionString: db.systemUrl, application_name: 'assay seed' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [SEED_LOCK])
    if ((await readState(platform)) === 'complete') return true
    log.info('making the demo world')
    await writeState(platform, 'begun')
    await makeDemoWorld({ ...platform, isDemo: true })
    await offerPeople(platform)
    await writeState(platform, 'complete')
    return true
  } finally {
    await client.end()
  }
}

/** Also at later starts: another program may store people in another way. */
async function offerPeople({ db, config }: Platform): Promise<void> {
  if (config.demoPeople > 0) await enqueueSample(db, config.demoPeople)
}

async function shouldSeed(platform: Platform): Promise<boolean> {
  if ((await readState(platform)) === 'begun') return true
  return platform.config.seed !== 'none' && !(await hasPeople(platform))
}

/** Only the system writes it: nobody can make an installation a demo by signing up with a demo's address. */
function readState({ db }: Platform): Promise<DemoState> {
  return withSystem(db, async (tx) => {
    const row = await tx
      .selectFrom('platform_state')
      .select('value')
      .where('name', '=', 'demo_world')
      .executeTakeFirst()
    return (row?.value as DemoState | undefined) ?? null
  })
}

async function writeState({ db }: Platform, state: 'begun' | 'complete'): Promise<void> {
  await withSystem(db, (tx) =>
    sql`
      insert into platform_state (name, value) values ('demo_world', to_jsonb(${state}::text))
      on conflict (name) do update set value = excluded.value`.execute(tx),
  )
}

function hasPeople({ db }: Platform): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const { rows } = await sql<{ found: boolean }>`select exists (select from auth."user") as found`.execute(
      tx,
    )
    return rows[0]?.found ?? false
  })
}
