import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import { type NormalisedLead, normaliseRow } from '../../leads/index.ts'
import type { Match, MatchRequest } from '../providers/provider.ts'
import { type Found, matchNames } from './match-names.ts'
import type { OpenVersion } from './open-version.ts'
import { readPeople } from './read-people.ts'

const BY = { 1: 'email', 2: 'phone_and_name', 3: 'linkedin' } as const
const CONFIDENCE = { email: 0.99, linkedin: 0.95, phone_and_name: 0.9 } as const
/** Found by something else while both have an email, and not the same. */
const OTHER_EMAIL = 0.8

interface Wanted {
  n: number
  row: NormalisedLead
}

/** The best match of each, surest first by: email, LinkedIn, phone with name, name with company. */
export async function matchPeople(
  db: Databases,
  version: OpenVersion,
  people: MatchRequest[],
  signal: AbortSignal | undefined,
): Promise<(Match | null)[]> {
  const wanted = people.flatMap((person, n) => {
    const { row } = normaliseRow(given(person), { defaultCountry: null })
    return row ? [{ n, row }] : []
  })
  const removed = await version.removed.current()
  const isThere = ({ row }: Found) => (((removed.bits[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 0
  const found = new Map<number, Found>()
  const take = (matches: Found[]) => {
    for (const match of matches.filter(isThere)) {
      const held = found.get(match.n)
      if (!held || held.confidence < match.confidence) found.set(match.n, match)
    }
  }
  take(await matchKeys(db, version, wanted, signal))
  const rest = people.flatMap((person, n) => (found.has(n) ? [] : [{ n, person }]))
  take(await matchNames(version, rest, signal))
  return describe(version, people, found, signal)
}

/** By what a lead is known by: the same hashes, made in Postgres, where their key stays. */
async function matchKeys(
  db: Databases,
  { file }: OpenVersion,
  wanted: Wanted[],
  signal: AbortSignal | undefined,
): Promise<Found[]> {
  const known = wanted.map(({ n, row }) => ({
    ...{ n, email_key: row.email_key, second_email_key: row.second_email_key, phone: row.phone },
    ...{ mobile: row.mobile, name_key: row.name_key, linkedin_url: row.linkedin_url },
  }))
  const { rows } = await withSystem(db, (tx) =>
    sql<{ n: number; kind: string; hash: string }>`
      select w.n, encode(substring(identity_hash(identity_key(), k.kind, k.value) for 8), 'hex') as hash
      from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as w (n int, email_key text, second_email_key text,
        phone text, mobile text, name_key text, linkedin_url text)
      cross join lateral lead_identity_values(w.email_key, w.second_email_key, w.phone, w.mobile, w.name_key,
        w.linkedin_url) k`.execute(tx),
  )
  if (rows.length === 0) return []
  const keys = await file.rows<{ n: number; row: number; kind: 1 | 2 | 3 }>(
    `select given.n, min(k.row) as row, k.kind from keys k join (
       select unnest(from_json($n, '["integer"]')) as n,
         ('0x' || unnest(from_json($hashes, '["varchar"]')))::ubigint as hash
     ) given on given.hash = k.hash group by given.n, k.kind`,
    { n: rows.map(({ n }) => n), hashes: rows.map(({ hash }) => hash) },
    signal,
  )
  return keys.map(({ n, row, kind }) => ({ n, row, by: BY[kind], confidence: CONFIDENCE[BY[kind]] }))
}

async function describe(
  version: OpenVersion,
  asked: MatchRequest[],
  found: Map<number, Found>,
  signal: AbortSignal | undefined,
): Promise<(Match | null)[]> {
  const rows = [...new Set([...found.values()].map(({ row }) => row))]
  const people = await readPeople(version, rows, signal)
  const byRow = new Map(people.map((person) => [Number(person.ref.split(':')[1]), person]))
  return asked.map(({ email }, n) => {
    const match = found.get(n)
    const person = match && byRow.get(match.row)
    if (!match || !person) return null
    const differs = match.by !== 'email' && email !== null && person.email !== null
    return { person, by: match.by, confidence: match.confidence * (differs ? OTHER_EMAIL : 1) }
  })
}

function given(person: MatchRequest): Parameters<typeof normaliseRow>[0] {
  return Object.fromEntries(Object.entries(person).filter(([, value]) => value !== null))
}
