import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { PullWorld } from '../../src/features/audience/pulls/pull-world.test-kit.ts'
import { startPull } from '../../src/features/audience/pulls/start-pull.ts'
import { changeEach } from '../../src/features/leads/changing/change-each.ts'
import { changeLead } from '../../src/features/leads/changing/change-lead.ts'
import { changeMany } from '../../src/features/leads/changing/change-many.ts'
import { createLead } from '../../src/features/leads/changing/create-lead.ts'
import { deleteLeads } from '../../src/features/leads/deleting/delete-leads.ts'
import { restoreLeads } from '../../src/features/leads/deleting/restore-leads.ts'
import { type OnDuplicate, storeLeads } from '../../src/features/leads/importing/store-leads.ts'
import { findLeads, normaliseRow } from '../../src/features/leads/index.ts'
import { LEAD_STATUSES } from '../../src/features/leads/schema.ts'
import { answerReturn, buyListings, openReturns } from '../../src/features/marketplace/index.ts'
import { quoteListings } from '../../src/features/marketplace/quotes/quote-listings.ts'
import { type Tx, withWorkspace } from '../../src/platform/db/index.ts'
import type { Person } from '../people.ts'

export interface Players {
  world: PullWorld
  partner: Person
  buyer: Person
}

/** Something that may happen to leads; `n` chooses whom, what is impossible is left. */
export interface Step {
  does: keyof typeof ACTS
  n: number
  k: number
}

const PEOPLE = 40
const pick = <T>(list: readonly T[], n: number) => list[n % list.length] as T

function leadsOf({ world }: Players, who: Person, n: number, count = 3): Promise<string[]> {
  return world.db.system
    .query<{ id: string }>('select id from leads where workspace_id = $1 order by id', [who.workspaceId])
    .then(({ rows }) => Array.from({ length: count }, (_, i) => pick([...rows, undefined], n + i * 7)?.id))
    .then((ids) => [...new Set(ids.filter((id) => id !== undefined))])
}

function person(n: number, k: number) {
  const { row } = normaliseRow(
    {
      email: `p${n % PEOPLE}@people.example`,
      full_name: `Person ${n % PEOPLE}`,
      ...(k % 2 ? { job_title: 'CEO', industry: pick(['Software', 'Insurance', 'Retail'], k) } : {}),
      ...(k % 3 ? { phone: `+1212555${String(1000 + (n % PEOPLE))}`, company_name: `Firm ${k}` } : {}),
      ...(k % 5 ? { company_size: '51-200', country: 'US' } : {}),
    },
    { defaultCountry: 'US' },
  )
  if (!row) throw new Error('no contact')
  return row
}

const inside = <T>({ world }: Players, who: Person, work: (tx: Tx) => Promise<T>) =>
  withWorkspace(world.db, who.workspaceId, work)
const author = { actorId: null, via: 'session' } as const

async function store(players: Players, who: Person, { n, k }: Step, onDuplicate: OnDuplicate) {
  const rows = Array.from({ length: 1 + (k % 12) }, (_, i) => person(n + i, k + i))
  await inside(players, who, (tx) =>
    storeLeads(tx, rows, {
      ...{ importId: k % 2 ? randomUUID() : null, source: 'upload', sourceDetail: null },
      ...{ onDuplicate, actorId: null },
    }),
  )
}

async function onSale({ world, partner }: Players, n: number): Promise<string[]> {
  const { rows } = await world.db.system.query<{ id: string }>(
    `select id from listings where workspace_id = $1 and status = 'active' order by id`,
    [partner.workspaceId],
  )
  return [...new Set([pick(rows, n)?.id, pick(rows, n + 3)?.id])].filter((id) => id !== undefined)
}

const order = { on_unavailable: 'skip' } as const
const wish = (buyer: Person) => ({
  workspaceId: buyer.workspaceId,
  actorId: buyer.id,
  idempotencyKey: randomUUID(),
})

export const ACTS = {
  import: (p: Players, s: Step) => store(p, p.partner, s, 'skip'),
  fill: (p: Players, s: Step) => store(p, pick([p.partner, p.buyer], s.k), s, 'fill'),
  overwrite: (p: Players, s: Step) => store(p, pick([p.partner, p.buyer], s.k), s, 'overwrite'),
  create: (p: Players, { n, k }: Step) =>
    inside(p, p.buyer, (tx) =>
      createLead(tx, { email: `p${n % PEOPLE}@people.example`, status: pick(LEAD_STATUSES, k) }, author),
    ),
  edit: async (p: Players, { n, k }: Step) => {
    const [id] = await leadsOf(p, p.buyer, n, 1)
    if (id === undefined) return
    const change = pick(
      [
        { email_status: 'invalid' as const },
        { industry: 'Retail', website: null },
        { status: pick(LEAD_STATUSES, k) },
      ],
      k,
    )
    await inside(p, p.buyer, (tx) => changeLead(tx, id, change, { actorId: null, readAt: null }))
  },
  mark: async (p: Players, { n, k }: Step) => {
    const ids = await leadsOf(p, p.buyer, n, 5)
    const change = { status: pick([...LEAD_STATUSES, null], k), addTags: ['hot'], removeTags: [] }
    await inside(p, p.buyer, (tx) => changeMany(tx, ids, { ...change, actorId: null }))
  },
  enrich: async (p: Players, { n, k }: Step) => {
    const ids = await leadsOf(p, p.buyer, n)
    await inside(p, p.buyer, async (tx) => {
      const held = [...(await findLeads(tx, ids)).values()]
      const wanted = held.map((lead) => ({ held: lead, change: { job_title: `Title ${k}`, country: 'DE' } }))
      await changeEach(tx, wanted, { type: 'enriched', actorId: null })
    })
  },
  delete: async (p: Players, { n, k }: Step) => {
    const who = pick([p.partner, p.buyer], k)
    const ids = await leadsOf(p, who, n, 2)
    await inside(p, who, (tx) => deleteLeads(tx, ids, null))
  },
  restore: async (p: Players, { n, k }: Step) => {
    const who = pick([p.partner, p.buyer], k)
    const { rows } = await p.world.db.system.query<{ id: string }>(
      'select id from deleted_leads where workspace_id = $1 order by id',
      [who.workspaceId],
    )
    const gone = pick(rows, n)
    if (gone) await inside(p, who, (tx) => restoreLeads(tx, [gone.id], null))
  },
  rescore: async (p: Players, { n, k }: Step) => {
    const ids = await leadsOf(p, p.buyer, n, 20)
    await inside(p, p.buyer, async (tx) => {
      const industries = pick([['retail'], ['software'], []], k)
      await sql`update workspaces set priority_industries = ${industries}::text[] where id = ${p.buyer.workspaceId}`.execute(
        tx,
      )
      await sql`select rescore_leads(${ids}::uuid[])`.execute(tx)
    })
  },
  list: async (p: Players, { n, k }: Step) => {
    const ids = await leadsOf(p, p.partner, n, 8)
    await inside(p, p.partner, (tx) =>
      sql`select list_leads(${ids}::uuid[], ${100 + k}, ${1 + (k % 3)}, null)`.execute(tx),
    )
  },
  buy: async (p: Players, { n }: Step) => {
    const listing_ids = await onSale(p, n)
    if (listing_ids.length > 0)
      await buyListings(p.world.db, { ...wish(p.buyer), request: { listing_ids, ...order } })
  },
  buyQuoted: async (p: Players, { n, k }: Step) => {
    const listing_ids = await onSale(p, n)
    if (listing_ids.length === 0) return
    const quote = await quoteListings(p.world.db, { ...wish(p.buyer), request: { listing_ids, ...order } })
    const request = { quote_id: quote.quote_id, ...order }
    if (k % 2) await buyListings(p.world.db, { ...wish(p.buyer), request })
  },
  giveBack: async (p: Players, { n, k }: Step) => {
    const { rows } = await p.world.db.system.query<{ order_id: string; listing_id: string }>(
      'select order_id, listing_id from order_items where workspace_id = $1 and returned_at is null order by lead_id',
      [p.buyer.workspaceId],
    )
    const item = pick(rows, n)
    if (!item) return
    const reason = pick(['wrong_person', 'out_of_scope'] as const, k)
    const items = [{ listing_id: item.listing_id, reason, evidence: 'They said so themselves' }]
    const opened = await openReturns(p.world.db, {
      ...{ ...wish(p.buyer), orderId: item.order_id, request: { items } },
    })
    const returnId = opened.returns[0]?.return_id ?? ''
    await inside(p, p.partner, (tx) =>
      answerReturn(tx, { returnId, accept: true, note: 'Yes', actorId: null }),
    )
  },
  pull: async (p: Players, { k }: Step) => {
    const { workspaceId, id } = p.buyer
    await startPull(p.world.db, p.world.provider, {
      ...{ workspaceId, actorId: id, filters: {}, limit: 1 + (k % 9), once: null },
    })
  },
  fold: (p: Players, { n }: Step) =>
    p.world.db.system.query('select fold_figures($1, $2)', [p.buyer.workspaceId, 1 + n]),
} satisfies Record<string, (players: Players, step: Step) => Promise<unknown>>

export const steps = fc.array(
  fc.record({
    does: fc.constantFrom(...(Object.keys(ACTS) as (keyof typeof ACTS)[])),
    n: fc.nat(200),
    k: fc.nat(30),
  }),
  { minLength: 25, maxLength: 45 },
)

/** What may happen, each once, with whom it is possible when it comes. */
export const everyAct: Step[] = (Object.keys(ACTS) as Step['does'][]).map((does, i) => ({
  does,
  n: 9 * i,
  k: 5,
}))

/** Refusals of the request, and conflicts of those who wrote at once, are part of life. */
export async function act(players: Players, step: Step): Promise<boolean> {
  try {
    await ACTS[step.does](players, step)
    return true
  } catch (error) {
    const { code } = error as { code?: string }
    if (code?.startsWith('AS') || ['conflict', 'not_found', '40001', '40P01'].includes(code ?? ''))
      return false
    throw error
  }
}
