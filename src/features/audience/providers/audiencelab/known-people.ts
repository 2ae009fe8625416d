import { sql } from 'kysely'
import { type Databases, type Tx, withSystem, withWorkspace } from '../../../../platform/db/index.ts'
import type { Profile } from './profile.ts'

/** Those who were not taken out of the audience. */
export function withoutRemoved(db: Databases, profiles: Profile[]): Promise<Profile[]> {
  if (profiles.length === 0) return Promise.resolve([])
  return withSystem(db, async (tx) => {
    const { rows } = await sql<{ n: number }>`
      select distinct who.n from ${identitiesOf(profiles)} who
      where exists (select from audience_removals r where r.identity = who.identity)`.execute(tx)
    return without(profiles, rows)
  })
}

/**
 * Those who are new to a workspace: not among its leads as storing them would find, neither paid for nor suppressed,
 * and not taken out of the audience.
 */
export function withoutKnown(db: Databases, workspaceId: string, profiles: Profile[]): Promise<Profile[]> {
  if (profiles.length === 0) return Promise.resolve([])
  return withWorkspace(db, workspaceId, async (tx: Tx) => {
    const { rows } = await sql<{ n: number }>`
      select distinct who.n from ${identitiesOf(profiles)} who
      where exists (select from audience_removals r where r.identity = who.identity)
        or exists (select from suppressions s where s.identity = who.identity)
        or exists (select from paid_people p
          where p.workspace_id = current_workspace() and p.identity = who.identity)
        or exists (select from lead_identities i
          join leads l on l.workspace_id = i.workspace_id and l.id = i.lead_id
          where i.workspace_id = current_workspace() and i.identity = who.identity
            and (who.kind = 'email' or who.bare or (l.email is null and l.second_email is null)))`.execute(tx)
    return without(profiles, rows)
  })
}

/** Every way each of them is known, by the place in the list. */
function identitiesOf(profiles: Profile[]) {
  const column = (name: keyof Profile['lead']) => profiles.map(({ lead }) => lead[name])
  return sql`(
    select g.n::int as n, k.kind, identity_hash(identity_key(), k.kind, k.value) as identity,
      g.email_key is null and g.second_email_key is null as bare
    from unnest(${column('email_key')}::text[], ${column('second_email_key')}::text[], ${column('phone')}::text[],
      ${column('mobile')}::text[], ${column('name_key')}::text[], ${column('linkedin_url')}::text[])
      with ordinality g (email_key, second_email_key, phone, mobile, name_key, linkedin_url, n)
    cross join lateral lead_identity_values(
      g.email_key, g.second_email_key, g.phone, g.mobile, g.name_key, g.linkedin_url) k
  )`
}

function without(profiles: Profile[], known: { n: number }[]): Profile[] {
  const places = new Set(known.map(({ n }) => n))
  return profiles.filter((_profile, index) => !places.has(index + 1))
}
