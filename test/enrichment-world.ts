import { randomUUID } from 'node:crypto'
import { runEnrichment } from '../src/features/audience/enrichment/run-enrichment.ts'
import { createMemoryProvider, makePeople } from '../src/features/audience/providers/memory.test-kit.ts'
import type {
  AudiencePerson,
  AudienceProvider,
  Match,
  MatchRequest,
} from '../src/features/audience/providers/provider.ts'
import { addLeads } from '../src/features/leads/add-leads.test-kit.ts'
import { changeLead } from '../src/features/leads/changing/change-lead.ts'
import type { GivenLead } from '../src/features/leads/index.ts'
import { readLead } from '../src/features/leads/reading/read-lead.ts'
import type { LeadChange } from '../src/features/leads/schema.ts'
import { withWorkspace } from '../src/platform/db/index.ts'
import { type AudienceApp, serveAudience } from './audience.ts'
import { type Answer, createTestWorld, type TestWorld } from './harness/index.ts'
import { giveCredits } from './market.ts'
import { addPerson, type Person } from './people.ts'

export interface EnrichmentWorld extends TestWorld {
  app: AudienceApp
  /** Who is known to the audience; a test may change them. */
  people: AudiencePerson[]
  buyer(credits: number): Promise<Person>
  addLeads(who: Person, leads: GivenLead[]): Promise<string[]>
  lead(who: Person, id: string): ReturnType<typeof readLead>
  change(who: Person, id: string, change: LeadChange): Promise<unknown>
  request(who: Person | null, method: string, path: string, body?: unknown, key?: string): Promise<Answer>
  /** A preview of leads; answers its id. */
  match(who: Person, leadIds: string[]): Promise<string>
  /** Opens a preview and does its job. */
  run(who: Person, matchId: string, choices?: object): Promise<Answer>
  /** Does what a run has left, `rows` a transaction. */
  work(who: Person, id: string, rows?: number): Promise<void>
  balance(who: Person): Promise<number>
  rows(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
}

/** Somebody of the audience with what a test says of them. */
export function aPerson(given: Partial<AudiencePerson>): AudiencePerson {
  return { ...(makePeople(1, `p-${randomUUID().slice(0, 8)}`)[0] as AudiencePerson), ...given }
}

/** An app whose audience is in memory and knows people by email, surely, and by name and company, less so. */
export async function createEnrichmentWorld(): Promise<EnrichmentWorld> {
  const world = await createTestWorld()
  const people: AudiencePerson[] = []
  const provider: AudienceProvider = {
    ...createMemoryProvider(world.db, people),
    match: async (wanted) => wanted.map((one) => matchOf(people, one)),
  }
  const app = await serveAudience(world, provider)
  const headers = { origin: app.client.url }
  const rows = async (text: string, values: unknown[] = []) =>
    (await world.db.system.query(text, values)).rows
  const request: EnrichmentWorld['request'] = (who, method, path, body, key) =>
    app.client.request(method, path, {
      ...(who ? { cookie: who.cookie } : {}),
      ...{ body, headers },
      ...(key ? { idempotencyKey: key } : {}),
    })
  const work: EnrichmentWorld['work'] = (who, id, portion) =>
    runEnrichment(world.db, {
      ...{ workspaceId: who.workspaceId, id, signal: new AbortController().signal },
      ...(portion ? { rows: portion } : {}),
    })
  return {
    ...world,
    ...{ app, people, request, rows, work },
    async buyer(credits) {
      const person = await addPerson(world, { name: 'Berta' })
      if (credits > 0) await giveCredits(world, person.workspaceId, credits)
      return person
    },
    addLeads: (who, leads) => addLeads(world.db, who.workspaceId, leads),
    lead: (who, id) => withWorkspace(world.db, who.workspaceId, (tx) => readLead(tx, id)),
    change: (who, id, change) =>
      withWorkspace(world.db, who.workspaceId, (tx) =>
        changeLead(tx, id, change, { actorId: who.id, readAt: null }),
      ),
    async match(who, leadIds) {
      const { body } = await request(who, 'POST', '/api/enrichment/matches', { lead_ids: leadIds })
      return body.id
    },
    async run(who, matchId, choices = {}) {
      const wish = { match_id: matchId, ...choices }
      const opened = await request(who, 'POST', '/api/enrichment/runs', wish, randomUUID())
      if (opened.status !== 202) return opened
      await work(who, matchId)
      return request(who, 'GET', `/api/enrichment/runs/${matchId}`)
    },
    async balance(who) {
      const [row] = await rows(
        `select balance_hundredths from ledger_accounts where workspace_id = $1 and kind = 'wallet'`,
        [who.workspaceId],
      )
      return Number(row?.balance_hundredths ?? 0) / 100
    },
    async dispose() {
      await app.stop()
      await world.dispose()
    },
  }
}

function matchOf(people: AudiencePerson[], { email, full_name, company_name }: MatchRequest): Match | null {
  const byEmail = email ? people.find((person) => person.email === email) : undefined
  if (byEmail) return { person: byEmail, confidence: 0.95, by: 'email' }
  const byName = people.find(
    (person) => full_name && person.full_name === full_name && person.company_name === company_name,
  )
  return byName ? { person: byName, confidence: 0.6, by: 'name_and_company' } : null
}
