import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type pg from 'pg'
import { groupCommit } from '../../src/features/pixels/ingest/group-commit.ts'
import { type Batch, parseBatch } from '../../src/features/pixels/ingest/parse-batch.ts'

/** The least that takes in the same: Node's server, our validation and group commit, one insert into one table. */
export async function openBareIngest(pool: pg.Pool): Promise<{ server: Server; port: number }> {
  const store = groupCommit<Batch, number>({
    store: (group) => insertBatches(pool, group),
    isFaultOfOne: () => false,
    weightOf: ({ events }) => events.length,
    maxGroupWeight: 2_000,
    maxWaitingWeight: 20_000,
    gapMs: 10,
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
  const rows = group.flatMap(({ visitorId, sessionId, events }) =>
    events.map(({ id, type, url, title, detail }) => ({
      i: id,
      v: visitorId,
      s: sessionId,
      n: type,
      u: url,
      l: title,
      d: detail,
    })),
  )
  await pool.query({
    name: 'bare_ingest',
    text: `insert into bare_events (workspace_id, id, pixel_id, visitor_id, session_id, type, url, title, detail)
      select '00000000-0000-7000-8000-000000000001', i, '00000000-0000-7000-8000-000000000002', v, s, n, u, l, d
      from jsonb_to_recordset($1) as e(i uuid, v uuid, s uuid, n text, u text, l text, d jsonb)
      on conflict do nothing`,
    values: [JSON.stringify(rows)],
  })
  return group.map(({ events }) => events.length)
}
