import { Agent, request } from 'node:http'
import type pg from 'pg'
import type * as shapes from '../../src/features/analytics/schema.ts'
import { backendsClock } from './processor.ts'

export const ENDPOINTS = [
  ...(['workspace-stats', 'credit-usage', 'lead-quality', 'segments', 'pixels'] as const),
  ...(['funnel', 'sources', 'calibration', 'marketplace'] as const),
] as const
export type Endpoint = (typeof ENDPOINTS)[number]
export interface Answers extends Record<Endpoint, unknown> {
  'workspace-stats': shapes.WorkspaceStats
  'credit-usage': shapes.CreditUsage
  'lead-quality': shapes.LeadQuality
  segments: shapes.Segments
  pixels: shapes.Pixels
  funnel: shapes.Funnel
  sources: shapes.Sources
  calibration: shapes.Calibration
  marketplace: shapes.Market
}

export interface Asker {
  ask: <N extends Endpoint>(name: N, query: string) => Promise<Answers[N]>
  close: () => void
}

/** Asks the running app over one connection, as a program with a key does. */
export function askAnalytics(origin: string, key: string): Asker {
  const agent = new Agent({ keepAlive: true })
  return {
    ask: (name, query) =>
      new Promise((resolve, reject) => {
        const headers = { Authorization: `Bearer ${key}` }
        request(`${origin}/api/analytics/${name}?${query}`, { agent, headers }, (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.on('end', () => {
            const body = Buffer.concat(parts).toString()
            if (answer.statusCode === 200) resolve(JSON.parse(body))
            else reject(new Error(`${name}: ${answer.statusCode} ${body}`))
          })
        })
          .on('error', reject)
          .end()
      }),
    close: () => agent.destroy(),
  }
}

/** From a day to all there is, and a stretch that begins and ends within a month. */
function ranges(): string[] {
  const day = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
  return [
    ...[1, 7, 30, 90, 365].map((days) => `days=${days}`),
    ...[`from=${day(500)}&to=${day(140)}`, 'range=all'],
  ]
}

/** How long an endpoint takes over all ranges: waited for, and worked on by the database. */
export async function timeEndpoint(owner: pg.Client, { ask }: Asker, name: Endpoint, tries: number) {
  const queries = ranges()
  for (const query of queries) await ask(name, query)
  const clock = await backendsClock(owner)
  const waits: number[] = []
  const works: number[] = []
  for (let n = 0; n < tries; n++) {
    const [start, begun] = [performance.now(), clock()]
    await ask(name, queries[n % queries.length] as string)
    waits.push(performance.now() - start)
    works.push(clock() - begun)
  }
  return { wait: spread(waits), work: spread(works) }
}

function spread(times: number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}
