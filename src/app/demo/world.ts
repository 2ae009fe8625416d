import { randomUUID } from 'node:crypto'
import { grantOperator, updateWorkspace } from '../../features/accounts/index.ts'
import { grantCredits } from '../../features/credits/index.ts'
import { importGivenLeads } from '../../features/leads/index.ts'
import { buyListings, listListings, measureReturnRates } from '../../features/marketplace/index.ts'
import { applyAsPartner, decidePartner, refreshStandings } from '../../features/partners/index.ts'
import { withSystem, withWorkspace } from '../../platform/db/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { type Owner, owner } from './owner.ts'
import { makePastSales } from './past-sales.ts'
import { type DemoLead, demoPeople } from './people.ts'
import { makeDemoPixel } from './pixel.ts'
import { makeReturns } from './returns.ts'

/** Leads of one import request. */
const BATCH = 1000

type Db = Platform['db']

/**
 * The demo world, made through the features' own verbs: an operator, two partners with listings and earnings, a
 * buyer team with credits, leads, a site with a pixel, an order to return from and a return that waits for its partner. Running it again
 * after a kill goes on: people are found by their address, leads and orders by what they are.
 */
export async function makeDemoWorld({ db, config }: Platform): Promise<void> {
  const operator = await owner(db, 'operator@demo.example', 'Olu Operator', 'Assay operations')
  await withSystem(db, (tx) => grantOperator(tx, operator.userId))
  const north = await partner(db, operator, 'partner@demo.example', 'Pat Partner', 'Northlight Data')
  const harbor = await partner(db, operator, 'partner2@demo.example', 'Paz Partner', 'Harbor Leads')
  await stock(db, harbor, demoPeople(23, 2000), [
    { price: 1.5, max_buyers: 4 },
    { price: 3, max_buyers: 1 },
  ])
  // Last, so that who buys what stands first sees the first partner earn.
  await stock(db, north, demoPeople(11, 3000), [
    { price: 1.25, max_buyers: 5 },
    { price: 2, max_buyers: 3 },
    { price: 4.5, max_buyers: 1 },
  ])
  const team = await buyer(db, operator)
  await makeDemoPixel({ db, config }, team)
  await makeReturns(db, team, north)
  await makePastSales(db, operator, north, [harbor])
  await withSystem(db, refreshStandings)
  await withSystem(db, measureReturnRates)
}

async function partner(
  db: Db,
  operator: Owner,
  email: string,
  name: string,
  company: string,
): Promise<Owner> {
  const made = await owner(db, email, name, company)
  const { workspaceId, userId } = made
  const partners = await withSystem(db, (tx) =>
    tx.selectFrom('partners').select('status').where('workspace_id', '=', workspaceId).execute(),
  )
  if (partners[0]?.status === 'approved') return made
  const application = { company, about: 'A made-up partner of the demo world.' }
  await withWorkspace(db, workspaceId, (tx) =>
    applyAsPartner(tx, { workspaceId, actorId: userId, application }),
  )
  await withSystem(db, (tx) =>
    decidePartner(tx, { operatorId: operator.userId, workspaceId, status: 'approved', reason: null }),
  )
  return made
}

/** Lists the people in as many parts as there are terms; the best come last and so stand first in the market. */
async function stock(
  db: Db,
  { workspaceId, userId }: Owner,
  people: DemoLead[],
  terms: { price: number; max_buyers: number }[],
) {
  const by = { workspaceId, actorId: userId, kind: 'partner' as const }
  const ranked = people.toSorted((a, b) => worth(a) - worth(b))
  const size = Math.ceil(ranked.length / terms.length)
  for (const [index, term] of terms.entries()) {
    const part = ranked.slice(index * size, (index + 1) * size)
    for (let at = 0; at < part.length; at += BATCH) {
      await importGivenLeads(db, by, { leads: part.slice(at, at + BATCH), list: true, ...term }, null)
    }
  }
}

function worth({ email_status, phone, linkedin_url, company_size }: DemoLead): number {
  return (
    Number(email_status === 'valid') * 3 +
    Number(Boolean(phone)) +
    Number(Boolean(linkedin_url)) +
    Number(Boolean(company_size))
  )
}

const ownTags = ['webinar', 'trade fair', 'newsletter'] as const

async function buyer(db: Db, operator: Owner): Promise<Owner> {
  const team = await owner(db, 'buyer@demo.example', 'Bea Buyer', 'Brightwater Sales')
  const { workspaceId, userId } = team
  await withWorkspace(db, workspaceId, (tx) =>
    updateWorkspace(tx, workspaceId, { priority_industries: ['software', 'insurance'] }),
  )
  await withSystem(db, (tx) =>
    grantCredits(tx, {
      operatorId: operator.userId,
      workspaceId,
      credits: 1000,
      reason: 'Welcome to the demo',
      idempotencyKey: 'demo-welcome',
    }),
  )
  const leads = demoPeople(37, 260).map((lead, index) => ({ ...lead, tags: ownTags[index % 3] ?? '' }))
  await importGivenLeads(db, { workspaceId, actorId: userId, kind: 'own' }, { leads }, null)
  const bought = await withWorkspace(db, workspaceId, (tx) => tx.selectFrom('orders').select('id').execute())
  // The best and the cheapest, so that both partners have sales to look at.
  for (const sort of (['-score', 'price'] as const).slice(bought.length)) {
    const { data } = await withWorkspace(db, workspaceId, (tx) =>
      listListings(tx, { sort, limit: 20, hide_owned: true }),
    )
    const request = { listing_ids: data.map(({ id }) => id), on_unavailable: 'skip' as const }
    await buyListings(db, { workspaceId, actorId: userId, idempotencyKey: `demo-${randomUUID()}`, request })
  }
  return team
}
