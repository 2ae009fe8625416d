import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import pg from 'pg'
import { loadConfig } from '../src/app/config.ts'
import { startApp } from '../src/app/start.ts'
import { createApiKey } from '../src/features/accounts/index.ts'
import { withWorkspace } from '../src/platform/db/index.ts'
import { createLog } from '../src/platform/log.ts'
import { openBenchWorld } from './kit/bench-world.ts'
import { buyByHand } from './kit/buy-by-hand.ts'
import { fillSales, type SalesWorld } from './kit/fill-sales.ts'

const ROUNDS = Number(process.env.BENCH_PURCHASE_ROUNDS ?? 5)
const PER_ROUND = Number(process.env.BENCH_PURCHASES ?? 640)
const FEW = 8
const MANY = 32

/** Does one of many on one connection; `n` is unique within the round. */
type Act = (client: pg.Client, n: number) => Promise<unknown>
/** How many connections do what; who takes no listings sells none. */
type Side = [connections: number, make: (ids: string[]) => Act]

const world = await openBenchWorld()
const sales = await fillSales(world.owner, world.newWorkspace, {
  listings: 12 * (PER_ROUND * ROUNDS + MANY * 4),
  buyers: MANY,
})
const clients = await Promise.all(Array.from({ length: MANY }, connect))
const app = await startApp({
  config: loadConfig({
    DATABASE_URL: world.db.ownerUrl,
    PORT: '0',
    SEED: 'none',
    ROLE: 'web',
    NODE_ENV: 'test',
  }),
  log: createLog('silent'),
  db: world.db,
})
try {
  const [one = ''] = sales.buyers
  const wallet = await walletOf(one)
  const debit: Act = (client) =>
    client.query({
      name: 'debit',
      text: 'update ledger_accounts set balance_hundredths = balance_hundredths - 1 where id = $1',
      values: [wallet],
    })
  const buyer = (n: number) => sales.buyers[n % MANY] as string
  const byHand =
    (buyerOf: (n: number) => string) =>
    (ids: string[]): Act =>
    (client, n) =>
      buyByHand(client, buyerOf(n), ids[n] as string)
  const oneWallet = () => one

  await compare(
    'the function against its statements by hand',
    0.8,
    [FEW, buying(buyer)],
    [FEW, byHand(buyer)],
  )
  await compare('HTTP against the function', 0.5, [FEW, await overHttp(sales)], [FEW, buying(buyer)])
  // A purchase is some fifteen rows in ten tables, a debit is one: the ratio holds only if the rest is nearly free.
  await compare(
    '32 buyers of one partner against bare debits of one row',
    0.8,
    [MANY, buying(buyer)],
    [MANY, () => debit],
  )
  await compare(
    '32 orders on one wallet against bare debits of one row',
    0.8,
    [MANY, buying(oneWallet)],
    [MANY, () => debit],
  )
  // So what a crowd costs is told by these: the same rows without the function, and the function without the crowd.
  await compare(
    '32 buyers of one partner against the same by hand',
    0.8,
    [MANY, buying(buyer)],
    [MANY, byHand(buyer)],
  )
  await compare('32 buyers of one partner against 8', 0.8, [MANY, buying(buyer)], [FEW, buying(buyer)])
  await compare('32 orders on one wallet against 8', 0.8, [MANY, buying(oneWallet)], [FEW, buying(oneWallet)])
} finally {
  await app.stop()
  await Promise.all(clients.map((client) => client.end()))
  await world.close()
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: world.db.ownerUrl })
  await client.connect()
  return client
}

async function walletOf(workspaceId: string): Promise<string> {
  const { rows } = await world.owner.query(
    `select id from ledger_accounts where workspace_id = $1 and kind = 'wallet'`,
    [workspaceId],
  )
  return rows[0].id
}

/** One listing for each purchase through the SQL function, with the rights of a request, as callInWorkspace() sends it. */
function buying(buyerOf: (n: number) => string) {
  return (ids: string[]): Act =>
    (client, n) =>
      client.query(
        `set local role assay_app; set local app.workspace_id = '${buyerOf(n)}';
         select buy_listings('{${ids[n]}}', 'fail', '${randomUUID()}', '\\x01', null)`,
      )
}

async function overHttp({ buyers }: SalesWorld) {
  const keys = await Promise.all(
    buyers.map((workspaceId) =>
      withWorkspace(world.db, workspaceId, (tx) =>
        createApiKey(tx, { workspaceId, createdBy: null, name: 'bench', scopes: ['write'] }),
      ),
    ),
  )
  const agent = new Agent({ keepAlive: true, maxSockets: FEW })
  return (ids: string[]): Act =>
    (_client, n) =>
      post(
        agent,
        keys[n % MANY]?.key ?? '',
        JSON.stringify({ listing_ids: [ids[n]], on_unavailable: 'fail' }),
      )
}

function post(agent: Agent, key: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      Authorization: `Bearer ${key}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': randomUUID(),
    }
    const sent = request(
      `${app.url}/api/marketplace/orders`,
      { method: 'POST', agent, headers },
      (answer) => {
        answer
          .resume()
          .on('end', () =>
            answer.statusCode === 201 ? resolve() : reject(new Error(`HTTP ${answer.statusCode}`)),
          )
      },
    )
    sent.on('error', reject).end(body)
  })
}

/** Rounds of ours and of the limit in turn, so that a busy moment of the machine meets both; medians are compared. */
async function compare(name: string, atLeast: number, ours: Side, limit: Side) {
  const rates: [number[], number[]] = [[], []]
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [n, [connections, make]] of [ours, limit].entries()) {
      const count = round === 0 ? connections * 4 : PER_ROUND // the first one lets every connection plan
      const rate = await measure(connections, count, make(make.length === 0 ? [] : sales.take(count)))
      if (round > 0) rates[n]?.push(rate)
    }
  }
  const [mine, bare] = [median(rates[0]), median(rates[1])]
  const ratio = mine / bare
  console.log(
    `  ${name}, ${ours[0]} connections: ${format(mine)}/s, limit ${format(bare)}/s, ratio ${ratio.toFixed(2)} (at least ${atLeast})`,
  )
  if (ratio < atLeast) process.exitCode = 1
}

async function measure(connections: number, count: number, act: Act): Promise<number> {
  let next = 0
  const start = performance.now()
  await Promise.all(
    clients.slice(0, connections).map(async (client) => {
      for (let n = next++; n < count; n = next++) await act(client, n)
    }),
  )
  return (count / (performance.now() - start)) * 1000
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function format(value: number): string {
  return Math.round(value).toLocaleString('en')
}
