import type { Databases } from '../../../platform/db/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import { OWN_LEAD_FIELDS } from '../schema.ts'
import { ActiveVersions } from './active-version.ts'
import { countFacets } from './count-facets.ts'
import { fieldsOf } from './fields-of.ts'
import { matchPeople } from './match-people.ts'
import { matchingRows } from './matching-rows.ts'
import { overlapPeople } from './overlap-people.ts'
import { planQuery } from './plan-query.ts'
import { pullRows } from './pull-rows.ts'
import { readPeople } from './read-people.ts'
import { removePeople } from './remove-people.ts'
import { suggestValues } from './suggest-values.ts'

const MAX_SAMPLE = 100

export interface LocalAudience extends AudienceProvider {
  suggest: NonNullable<AudienceProvider['suggest']>
  /** Gives back threads, memory and files. */
  close(): Promise<void>
}

/** The people the operator loaded, from the files of the active version. Opens them when it is first asked. */
export function localAudience(db: Databases, dataDir: string, idleMs?: number): LocalAudience {
  const versions = new ActiveVersions(db, dataDir, idleMs)
  return {
    name: 'local',
    version: () => versions.active(),
    cannot: (filter) =>
      fieldsOf(filter)
        .filter((field) => (OWN_LEAD_FIELDS as readonly string[]).includes(field))
        .map((field) => ({ field, reason: 'Only your own leads have this' })),
    count: (query) =>
      versions.use(
        async (version) => {
          const { wanted, owned } = await planQuery(version, query)
          const counts = await version.threads.ask('count', { wanted, owned: owned.bits }, query.signal)
          const sum = (one: 'count' | 'fresh') => counts.reduce((total, each) => total + each[one], 0)
          return { count: sum('count'), net_new: sum('fresh') }
        },
        { count: 0, net_new: 0 },
      ),
    facets: (query) =>
      versions.use(
        async (version) => countFacets(version, (await planQuery(version, query)).parts, query.signal),
        {},
      ),
    sample: (query, limit) =>
      versions.use(async (version) => {
        const { wanted } = await planQuery(version, query)
        const rows = await matchingRows(version, wanted, Math.min(limit, MAX_SAMPLE), 1, query.signal)
        return readPeople(version, rows, query.signal)
      }, []),
    pull: (query, limit) =>
      versions.use(
        async (version) => {
          const rows = await pullRows(version, await planQuery(version, query), limit, query.signal)
          return { people: await readPeople(version, rows, query.signal), next: null }
        },
        { people: [], next: null },
      ),
    match: (people, signal) =>
      versions.use(
        (version) => matchPeople(db, version, people, signal),
        people.map(() => null),
      ),
    remove: async (identities) => {
      const isThere = (await versions.active()) !== null
      if (!isThere) return removePeople(db, null, identities)
      return versions.use((version) => removePeople(db, version, identities), 0)
    },
    overlap: (key, hashes, signal) =>
      versions.use((version) => overlapPeople(version, key, hashes, signal), { people: 0, fields: {} }),
    suggest: (field, text, limit, signal) =>
      versions.use((version) => suggestValues(version.file, field, text, limit, signal), []),
    close: () => versions.close(),
  }
}
