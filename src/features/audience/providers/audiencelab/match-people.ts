import type { Databases } from '../../../../platform/db/index.ts'
import type { Match, MatchRequest } from '../provider.ts'
import { AskedPerson } from './asked-person.ts'
import type { Client } from './client.ts'
import { withoutRemoved } from './known-people.ts'
import { type Profile, readProfile } from './profile.ts'
import { enrichAnswer, PROFILE_FIELDS } from './wire.ts'

/** Questions under way at once. */
const AT_ONCE = 4

type Found = { profile: Profile; confidence: number; by: Match['by'] } | null

/** The best match of each, one question after the other until one is answered with the person that was meant. */
export async function matchPeople(
  { client, db }: { client: Client; db: Databases },
  requests: MatchRequest[],
  signal: AbortSignal | undefined,
): Promise<(Match | null)[]> {
  const found: Found[] = requests.map(() => null)
  const stop = new AbortController()
  const ends = AbortSignal.any([stop.signal, ...(signal ? [signal] : [])])
  let next = 0
  const work = async () => {
    for (let n = next++; n < requests.length; n = next++) {
      const request = requests[n]
      if (request) found[n] = await matchOne(client, request, ends)
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  } finally {
    // One question failed: nobody waits for the others.
    stop.abort()
  }
  const kept = new Set(await withoutRemoved(db, [...new Set(found.flatMap((one) => one?.profile ?? []))]))
  return found.map((one) =>
    one && kept.has(one.profile)
      ? { person: one.profile.person, confidence: one.confidence, by: one.by }
      : null,
  )
}

async function matchOne(client: Client, request: MatchRequest, signal: AbortSignal): Promise<Found> {
  const asked = new AskedPerson(request)
  for (const { by, filter } of asked.questions()) {
    const { result } = await client.ask({
      ...{ method: 'POST', path: '/enrich', body: { filter, fields: PROFILE_FIELDS, is_or_match: false } },
      // Asking twice may cost an answer more; to lose all the others for one that failed would cost them all.
      ...{ answer: enrichAnswer, isSafe: true, signal },
    })
    const judged = result.flatMap((raw) => {
      const profile = readProfile(raw)
      return profile ? [{ profile, by, confidence: asked.confidence(profile, by) }] : []
    })
    const best = judged.sort((a, b) => b.confidence - a.confidence)[0]
    if (best && best.confidence > 0) return best
  }
  return null
}
