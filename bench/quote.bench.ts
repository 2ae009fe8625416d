import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { buyListings } from '../src/features/marketplace/index.ts'
import { quoteListings } from '../src/features/marketplace/quotes/quote-listings.ts'
import { openBenchWorld } from './kit/bench-world.ts'
import { fillSales } from './kit/fill-sales.ts'
import { byHand } from './kit/quote-by-hand.ts'

const ROUNDS = Number(process.env.BENCH_QUOTE_ROUNDS ?? 7)
const LISTINGS = 1_000

const world = await openBenchWorld()
const sales = await fillSales(world.owner, world.newWorkspace, {
  listings: 2 * LISTINGS * (ROUNDS + 2),
  buyers: 2,
})
const client = new pg.Client({ connectionString: world.db.ownerUrl })
await client.connect()
const hand = byHand(client)
const [ours = '', bare = ''] = sales.buyers
const times = {
  quote: [] as number[],
  bareQuote: [] as number[],
  order: [] as number[],
  bareOrder: [] as number[],
}
const messages = countMessages()
try {
  // Ours and the limit in turn, so that a busy moment of the machine meets both; the first rounds let both plan.
  for (let round = -2; round < ROUNDS; round++) {
    const kept = round >= 0
    const listing_ids = sales.take(LISTINGS)
    const who = { workspaceId: ours, actorId: null }
    const before = messages.count
    const quoted = await timed(kept ? times.quote : null, () =>
      quoteListings(world.db, {
        ...who,
        idempotencyKey: randomUUID(),
        request: { listing_ids, on_unavailable: 'skip' },
      }),
    )
    const bought = await timed(kept ? times.order : null, () =>
      buyListings(world.db, {
        ...who,
        idempotencyKey: randomUUID(),
        request: { quote_id: quoted.quote_id, on_unavailable: 'skip' },
      }),
    )
    if (bought.items.length !== LISTINGS) throw new Error('not everything was bought')
    if (messages.count - before !== 2) throw new Error(`${messages.count - before} messages, not 2`)

    const others = sales.take(LISTINGS)
    const quote = await timed(kept ? times.bareQuote : null, () => hand.quote(bare, others))
    await timed(kept ? times.bareOrder : null, () => hand.order(bare, quote, others))
  }
  report('quote', times.quote, times.bareQuote)
  report('order of that quote', times.order, times.bareOrder)
} finally {
  await client.end()
  await world.close()
}

async function timed<T>(into: number[] | null, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const answer = await work()
  into?.push(performance.now() - start)
  return answer
}

/** Of every connection; one message is one round trip. */
function countMessages() {
  const counter = { count: 0 }
  const send = pg.Client.prototype.query as (...args: unknown[]) => unknown
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    counter.count++
    return send.apply(this, args)
  } as typeof pg.Client.prototype.query
  return counter
}

function report(name: string, mine: number[], limit: number[]) {
  const [a, b] = [median(mine), median(limit)]
  console.log(
    `  a ${name} of ${LISTINGS.toLocaleString('en')} listings, one round trip: ${a.toFixed(0)} ms, its bare statements ${b.toFixed(0)} ms, ratio ${(b / a).toFixed(2)}`,
  )
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
