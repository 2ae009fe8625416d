import { randomUUID } from 'node:crypto'
import type { TestWorld } from '../harness/index.ts'
import type { Person } from '../people.ts'
import { addListings, type Bought, type Crowd, type Market, type Terms } from './kit.ts'

type World = Pick<TestWorld, 'db' | 'ownerUrl'>

export interface Opened {
  returns: { return_id: string; listing_id: string; status: string; refund: number }[]
  credits_returned: number
  balance: number
}

export interface ReturnState {
  status: string
  decided_by: string | null
  return_open: boolean
  returned: boolean
  relisted: boolean
  listing: string
  times_sold: number
}

/** One call as one transaction of the request role in a workspace, or of the system role without one. */
async function call(
  { pool }: Crowd,
  workspaceId: string | null,
  text: string,
  values: unknown[],
): Promise<unknown> {
  const client = await pool.connect()
  try {
    await client.query(
      workspaceId
        ? `begin; set local role assay_app; set local app.workspace_id = '${workspaceId}'`
        : 'begin; set local role assay_system',
    )
    const { rows } = await client.query(`select ${text} as result`, values)
    await client.query('commit')
    return rows[0].result
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

export function openReturns(
  crowd: Crowd,
  workspaceId: string,
  order: Pick<Bought, 'order_id'>,
  listings: string[],
  { reason = 'wrong_person', evidence = 'They never worked there', key = randomUUID() as string } = {},
): Promise<Opened> {
  const items = listings.map((listing_id) => ({ listing_id, reason, evidence }))
  return call(crowd, workspaceId, 'open_returns($1, $2, $3, $4, null)', [
    ...[order.order_id, JSON.stringify(items), key, Buffer.from(JSON.stringify(items))],
  ]) as Promise<Opened>
}

export const cancel = (crowd: Crowd, workspaceId: string, id: string) =>
  call(crowd, workspaceId, 'cancel_return($1, null)', [id])

export const answer = (crowd: Crowd, partner: Person, id: string, accept: boolean, note = 'Because') =>
  call(crowd, partner.workspaceId, 'answer_return($1, $2, $3, null)', [id, accept, note])

export const decide = (crowd: Crowd, operator: Person, id: string, accept: boolean, note = 'Because') =>
  call(crowd, null, 'decide_return($1, $2, $3, $4)', [operator.id, id, accept, note])

export const sweep = (crowd: Crowd) => call(crowd, null, 'sweep_returns()', []) as Promise<number>

/** Listings of the market's partner, bought by its buyer as one order. */
export async function buy(world: World, crowd: Crowd, market: Market, count: number, terms: Terms = {}) {
  const listings = await addListings(world, market.partner, count, terms)
  const order = await crowd.buy(market.buyer.workspaceId, { listings })
  if (order.items.length !== count) throw new Error('not everything was bought')
  return { order, listings }
}

/** How a return and what it is about stand. */
export async function stateOf({ pool }: Crowd, returnId: string): Promise<ReturnState> {
  const { rows } = await pool.query(
    `select r.status, r.decided_by, i.return_open, i.returned_at is not null as returned, i.relisted,
       l.status as listing, l.times_sold
     from returns r
     join order_items i on i.workspace_id = r.workspace_id and i.order_id = r.order_id and i.listing_id = r.listing_id
     join listings l on l.id = r.listing_id
     where r.id = $1`,
    [returnId],
  )
  return rows[0]
}

/** Sides and actions of a return's timeline. */
export async function stepsOf({ pool }: Crowd, returnId: string): Promise<string[]> {
  const { rows } = await pool.query('select side, action from return_steps where return_id = $1 order by n', [
    returnId,
  ])
  return rows.map(({ side, action }) => `${side} ${action}`)
}

/** `fulfilled` and the SQLSTATEs of refusals, sorted. */
export function outcomes(results: PromiseSettledResult<unknown>[]): string[] {
  return results
    .map((result) =>
      result.status === 'fulfilled'
        ? 'done'
        : String((result.reason as { code?: string }).code ?? result.reason),
    )
    .sort()
}

/** Rules of money as they are, but for how much of what was bought may be returned. */
export async function limitReturns({ pool }: Crowd, version: number, percent: number): Promise<void> {
  await pool.query(
    `insert into money_rules select (r).* from (
       select jsonb_populate_record(null::money_rules, to_jsonb(m) || jsonb_build_object(
         'version', $1::int, 'return_limit_percent', $2::int, 'effective_at', now())) as r
       from money_rules m where version = 1) next`,
    [version, percent],
  )
}
