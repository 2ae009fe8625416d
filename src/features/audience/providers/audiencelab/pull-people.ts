import { z } from 'zod'
import type { Databases } from '../../../../platform/db/index.ts'
import { Problem } from '../../../../platform/errors/index.ts'
import type { AudiencePerson, AudienceQuery } from '../provider.ts'
import type { Audiences } from './audiences.ts'
import { contradicts } from './contradicts.ts'
import { NotThere } from './failure.ts'
import { withoutKnown } from './known-people.ts'
import type { QueryPlan } from './plan-query.ts'
import type { Profile } from './profile.ts'

/** Where a pull is: the people of this audience before it are done. */
const placeSchema = z.tuple([z.string().regex(/^[\w-]{1,100}$/), z.int().min(1), z.int().min(0)])

/**
 * People of an audience that the workspace does not have, from where the last pull was. Each page is read again when
 * only a part of it was taken: AudienceLab keeps an audience as it was made.
 */
export async function pullPeople(
  { db, audiences }: { db: Databases; audiences: Audiences },
  { workspaceId, signal }: AudienceQuery,
  { query, flat }: QueryPlan,
  limit: number,
  after: string | null,
): Promise<{ people: AudiencePerson[]; next: string | null }> {
  if (flat === null) return { people: [], next: null }
  let place = after === null ? await begin() : readPlace(after)
  const found = new Map<string, AudiencePerson>()
  let isFirst = true
  while (place !== null && found.size < limit) {
    const [id, number, from] = place
    const page = await audiences.page(id, number, { query, flat }, signal).catch((error) => {
      // It keeps an audience for a while. Whom we had of it is ours now, so a new one does; but only one.
      if (error instanceof NotThere && isFirst) return null
      throw error
    })
    isFirst = false
    if (page === null) {
      place = await begin()
      continue
    }
    const fitting = new Set(page.profiles.filter((profile) => profile && !contradicts(profile, flat)))
    const fresh = new Set(await withoutKnown(db, workspaceId, [...fitting].filter(isThere)))
    let at = from
    for (; at < page.profiles.length && found.size < limit; at++) {
      const profile = page.profiles[at]
      if (profile && fresh.has(profile)) found.set(profile.person.ref, profile.person)
    }
    if (at < page.profiles.length) place = [id, number, at]
    else place = page.isLast ? null : [id, number + 1, 0]
  }
  return { people: [...found.values()], next: place && JSON.stringify(place) }

  async function begin() {
    const id = await audiences.open(query, flat ?? {}, signal)
    return id === null ? null : ([id, 1, 0] as z.output<typeof placeSchema>)
  }
}

function readPlace(after: string): z.output<typeof placeSchema> {
  try {
    return placeSchema.parse(JSON.parse(after))
  } catch {
    throw new Problem('invalid_input', 'This is not where a pull from AudienceLab was')
  }
}

function isThere(profile: Profile | null): profile is Profile {
  return profile !== null
}
