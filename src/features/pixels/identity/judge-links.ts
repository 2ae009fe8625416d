import { sql } from 'kysely'
import type { Databases, Tx } from '../../../platform/db/index.ts'
import { findPeople, type NormalisedLead } from '../../leads/index.ts'
import { leadRulesSchema } from '../schema.ts'
import { meetRules } from './meets-rules.ts'
import { leadsOfHashes } from './own-lead-hashes.ts'
import { personOfLink } from './person-of-link.ts'
import { leadOfToken } from './visitor-token.ts'
import type { WaitingLink } from './waiting-links.ts'

export interface PersonOfLink {
  link: WaitingLink
  person: NormalisedLead
}

export interface Judgement {
  /** Links whose lead is there, by the link's id. */
  found: Map<string, string>
  /** People to be stored: made leads, or what their leads do not have yet filled in. */
  store: PersonOfLink[]
  /** Links of people who must not be stored, and those that name nobody: nothing of them is kept. */
  refused: string[]
  /** Links that wait until their visitor does more. */
  waiting: string[]
}

/** What becomes of links, by what they say and by the rules of their pixels. Changes nothing. */
export async function judgeLinks(
  tx: Tx,
  db: Databases,
  workspaceId: string,
  links: WaitingLink[],
): Promise<Judgement> {
  const judgement: Judgement = { found: new Map(), store: [], refused: [], waiting: [] }
  const named: PersonOfLink[] = []
  const hashed: (WaitingLink & { email_hash: Buffer })[] = []
  const signed: { id: string; leadId: string }[] = []
  for (const link of links) {
    const person = link.kind === 'mail' ? null : personOfLink(link)
    const leadId = link.kind === 'mail' ? leadOfToken(db, workspaceId, String(link.given.token ?? '')) : null
    if (leadId) signed.push({ id: link.id, leadId })
    else if (person) named.push({ link, person })
    else if (link.email_hash && knowsHashOnly(link)) hashed.push({ ...link, email_hash: link.email_hash })
    else judgement.refused.push(link.id)
  }
  await judgeSigned(tx, signed, judgement)
  await judgeHashed(tx, hashed, judgement)
  await judgeNamed(tx, named, judgement)
  return judgement
}

/** A browser that names nobody by what it gives never will; AudienceLab may say more later. */
function knowsHashOnly({ kind, given }: WaitingLink): boolean {
  return kind === 'superpixel' || Object.keys(given).length === 0
}

/** A token of a lead that was deleted since names nobody. */
async function judgeSigned(tx: Tx, signed: { id: string; leadId: string }[], { found, refused }: Judgement) {
  if (signed.length === 0) return
  const { rows } = await sql<{ id: string }>`
    select id from leads where workspace_id = current_workspace()
      and id = any (${signed.map(({ leadId }) => leadId)}::uuid[])`.execute(tx)
  const there = new Set(rows.map(({ id }) => id))
  for (const { id, leadId } of signed) {
    if (there.has(leadId)) found.set(id, leadId)
    else refused.push(id)
  }
}

async function judgeHashed(
  tx: Tx,
  hashed: (WaitingLink & { email_hash: Buffer })[],
  { found, waiting }: Judgement,
) {
  const leads = await leadsOfHashes(
    tx,
    hashed.map(({ email_hash }) => email_hash),
  )
  for (const { id, email_hash } of hashed) {
    const leadId = leads.get(email_hash.toString('hex'))
    if (leadId) found.set(id, leadId)
    else waiting.push(id)
  }
}

/** Whoever is a lead is linked to it in any case; the rules say who becomes one and whose empty fields are filled. */
async function judgeNamed(tx: Tx, named: PersonOfLink[], { found, store, refused, waiting }: Judgement) {
  const known = await findPeople(
    tx,
    named.map(({ person }) => person),
  )
  const strangers: (PersonOfLink & { companySize: string | null })[] = []
  named.forEach(({ link, person }, index) => {
    const { leadId = null, isSuppressed = false } = known[index] ?? {}
    if (isSuppressed) refused.push(link.id)
    else if (leadId === null) strangers.push({ link, person, companySize: person.company_size })
    else {
      found.set(link.id, leadId)
      if (leadRulesSchema.parse(link.lead_rules).enabled) store.push({ link, person })
    }
  })
  const fitting = new Set(await meetRules(tx, strangers))
  for (const stranger of strangers) {
    if (fitting.has(stranger)) store.push(stranger)
    else waiting.push(stranger.link.id)
  }
}
