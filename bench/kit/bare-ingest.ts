import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type pg from 'pg'
import { listOf, quoted } from '../../src/features/pixels/ingest/array-text.ts'
import { groupCommit } from '../../src/features/pixels/ingest/group-commit.ts'
import { type Batch, parseBatch } from '../../src/features/pixels/ingest/parse-batch.ts'

/** The least that takes in the same: Node's server, our validation and group commit, one insert into one table, by columns as ours. */
export async function openBareIngest(pool: pg.Pool): Promise<{ server: Server; port: number }> {
  const store = groupCommit<Batch, number>({
    store: (group) => insertBatches(pool, group),
    isFaultOfOne: () => false,
    weightOf: ({ events }) => events.length,
    maxGroupWeight: 2_000,
    maxWaitingWeight: 20_000,
    gapMs: 20,
  })
  const server = createServer((incoming, outgoing) => {
    let body = ''
    incoming.setEncoding('utf8')
    incoming.on('data', (piece) => {
      body += piece
    })
    incoming.on('end', async () => {
      const accepted = await store(parseBatch(body))
      const answer = JSON.stringify({ accepted, dropped: 0 })
      outgoing.writeHead(202, { 'Content-Type': 'application/json', 'Content-Length': answer.length })
      outgoing.end(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port }
}

async function insertBatches(pool: pg.Pool, group: Batch[]): Promise<number[]> {
  const events = group.flatMap(({ visitorId, sessionId, events }) =>
    events.map((event) => ({ visitorId, sessionId, ...event })),
  )
  await pool.query({
    name: 'bare_ingest',
    text: `insert into bare_events (workspace_id, id, pixel_id, visitor_id, session_id, type, url, title, detail)
      select '00000000-0000-7000-8000-000000000001', i, '00000000-0000-7000-8000-000000000002', v, s, n, u, l, d
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::jsonb[]) as e(i, v, s, n, u, l, d)
      on conflict do nothing`,
    values: [
      listOf(events.map(({ id }) => id)),
      listOf(events.map(({ visitorId }) => visitorId ?? 'NULL')),
      listOf(events.map(({ sessionId }) => sessionId ?? 'NULL')),
      listOf(events.map(({ type }) => type)),
      listOf(events.map(({ url }) => quoted(url))),
      listOf(events.map(({ title }) => quoted(title))),
      listOf(events.map(({ detail }) => quoted(detail && JSON.stringify(detail)))),
    ],
  })
  return group.map(({ events }) => events.length)
}
