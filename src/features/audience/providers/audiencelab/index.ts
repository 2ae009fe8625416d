import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../../platform/db/index.ts'
import { Problem } from '../../../../platform/errors/index.ts'
import type { AudienceFilter } from '../../schema.ts'
import type { AudienceProvider } from '../provider.ts'
import { Audiences } from './audiences.ts'
import { Client, type ClientSettings, type Limits } from './client.ts'
import { contradicts } from './contradicts.ts'
import { Failure } from './failure.ts'
import { withoutKnown, withoutRemoved } from './known-people.ts'
import { matchPeople } from './match-people.ts'
import { planQuery, type QueryPlan } from './plan-query.ts'
import { Previews } from './previews.ts'
import { pullPeople } from './pull-people.ts'

const FILL_MS = [1_000, 2_000, 4_000, 8_000, 15_000]

export interface AudienceLabSettings extends ClientSettings {
  db: Databases
  limits?: Partial<Limits>
  /** How long to wait for an audience to be filled, look by look. */
  fillMs?: readonly number[]
}

/** People of AudienceLab, over its HTTP API. */
export function createAudienceLab({
  db,
  limits,
  fillMs,
  ...settings
}: AudienceLabSettings): AudienceProvider {
  const client = new Client(settings, limits)
  const previews = new Previews(client)
  const audiences = new Audiences(client, previews, fillMs ?? FILL_MS)
  return {
    name: 'audiencelab',
    // Its people change all the time, and it tells neither when nor how many there are.
    version: async () => ({ id: 'audiencelab', people: null, loaded_at: null }),
    cannot: (filter) => planQuery(filter).cannot,
    async count({ filter, workspaceId, signal }) {
      const { query, flat } = plan(filter)
      if (flat === null) return { count: 0, net_new: 0 }
      const { count, profiles, isAll } = await previews.of(query, flat, signal)
      if (count === null) {
        throw new Failure('AudienceLab tells how many people it sent, and not how many match.')
      }
      if (!isAll) return { count, net_new: null }
      const fresh = await withoutKnown(db, workspaceId, profiles)
      return { count: flat.net_new ? fresh.length : count, net_new: fresh.length }
    },
    // It counts one search a call: facets would take a hundred of them, and those of a sample would be made up.
    facets: async () => ({}),
    async sample({ filter, workspaceId, signal }, limit) {
      const { query, flat } = plan(filter)
      if (flat === null) return []
      const { profiles } = await previews.of(query, flat, signal)
      const fitting = profiles.filter((profile) => !contradicts(profile, flat))
      const shown = await (flat.net_new
        ? withoutKnown(db, workspaceId, fitting)
        : withoutRemoved(db, fitting))
      return shown.slice(0, limit).map(({ person }) => person)
    },
    pull: async (query, limit, after) =>
      pullPeople({ db, audiences }, query, plan(query.filter), limit, after),
    match: (people, signal) => matchPeople({ client, db }, people, signal),
    remove: (identities) => removePeople(db, identities),
  }
}

/** Never a search that means something else than the filter. */
function plan(filter: AudienceFilter): QueryPlan {
  const made = planQuery(filter)
  const [first] = made.cannot
  if (first) throw new Problem('invalid_input', `${first.field}: ${first.reason}`, { cannot: made.cannot })
  return made
}

/** They stay with AudienceLab and are left out of all it answers. Answers how many were not left out before. */
async function removePeople(db: Databases, identities: Buffer[]): Promise<number> {
  if (identities.length === 0) return 0
  const { numAffectedRows } = await withSystem(db, (tx) =>
    sql`insert into audience_removals (identity) select distinct unnest(${identities}::bytea[]) on conflict do nothing`.execute(
      tx,
    ),
  )
  return Number(numAffectedRows ?? 0)
}
