import pg from 'pg'
import type { BenchWorld } from './bench-world.ts'
import { LEADS } from './fill-leads.ts'
import { TRADE } from './fill-trade.ts'
import { PIXELS, SESSIONS, VISITORS } from './fill-visits.ts'

const WORKERS = 3
const SLICE_LEADS = 50_000
const SLICE_SESSIONS = 12_500
const EVENTS_OF_SESSION = 8

/** What a large workspace has, as rows; of pixels also the figures. No figure reads what leads are searched by: none is made. */
export async function fillAnalytics(
  { owner, db }: BenchWorld,
  workspaceId: string,
  size: { leads: number; events: number; purchases: number },
): Promise<void> {
  const clients = await Promise.all(
    Array.from({ length: WORKERS }, async () => {
      const client = new pg.Client({ connectionString: db.ownerUrl })
      await client.connect()
      await client.query('set synchronous_commit = off; set session_replication_role = replica')
      return client
    }),
  )
  const [first] = clients as [pg.Client]
  await withoutSearch(owner)
  await inSlices(clients, size.leads, SLICE_LEADS, (client, from, to) =>
    client.query(LEADS, [workspaceId, size.leads, from, to]),
  )
  const sessions = Math.ceil(size.events / EVENTS_OF_SESSION)
  const visits = [workspaceId, new Date().toISOString(), sessions, Math.ceil(sessions / 3)]
  await owner.query(`select make_pixel_partitions((now() - interval '62 days')::date, now()::date)`)
  await owner.query(PIXELS, [workspaceId])
  await first.query(VISITORS, visits)
  await inSlices(clients, sessions, SLICE_SESSIONS, (client, from, to) =>
    client.query(SESSIONS, [...visits, from, to]),
  )
  for (const statement of TRADE)
    await first.query(
      statement.replaceAll('$1', `'${workspaceId}'::uuid`).replaceAll('$2', `${size.purchases}`),
    )
  await Promise.all(clients.map((client) => client.end()))
  await owner.query('analyze')
}

async function withoutSearch(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select indexname as name from pg_indexes where tablename = 'leads' and indexname not in ('leads_pkey', 'leads_identity')`,
  )
  for (const { name } of rows) await owner.query(`drop index ${name}`)
  await owner.query(
    `create or replace function lead_search(name_key text, full_name text, company_name text, job_title text, email text)
     returns tsvector language sql immutable parallel safe as $$ select ''::tsvector $$`,
  )
}

/** Has several connections do a piece at a time. */
async function inSlices(
  clients: pg.Client[],
  count: number,
  slice: number,
  work: (client: pg.Client, from: number, to: number) => Promise<unknown>,
): Promise<void> {
  let next = 1
  await Promise.all(
    clients.map(async (client) => {
      for (let from = next; from <= count; from = next) {
        next += slice
        await work(client, from, Math.min(count, from + slice - 1))
      }
    }),
  )
}
