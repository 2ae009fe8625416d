import { isDeepStrictEqual } from 'node:util'
import type { Answers, Endpoint } from './ask-analytics.ts'
import { type Counted, countedOf } from './count-rows.ts'

/** A part of an answer, and what the rows say it has to be. */
type Pieces<T> = [(answer: T) => unknown, unknown][]

const STATES = ['valid', 'risky', 'invalid', 'unknown', 'unverified']
const SPENT = ['purchase', 'pull', 'enrichment']
const credits = (hundredths: number) => hundredths / 100
const sorted = (rows: unknown[][]) => rows.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
const some = (rows: [string | number, number][]) =>
  Object.fromEntries(rows.filter(([, count]) => count !== 0))

function ofLeads(counted: Counted) {
  const { sum, by } = countedOf(counted)
  const reached = (stage: string) => sum('leads', (group) => Number(group[stage]) === 1)
  const states = (column: string) => STATES.map((state) => sum('leads', (group) => group[column] === state))
  const stats: Pieces<Answers['workspace-stats']> = [
    [
      ({ leads: l }) => [l.leads, l.usable, l.returned, l.bounced, l.engaged],
      ['leads', 'usable', 'returned', 'bounced', 'engaged'].map((column) => sum(column)),
    ],
    [(a) => some(a.by_status.map((row) => [row.status, row.leads])), by('status')],
    [(a) => some(a.by_source.map((row) => [row.source, row.leads])), by('source')],
    [(a) => a.times.reduce((total, time) => total + time.leads, 0), sum('leads')],
  ]
  const quality: Pieces<Answers['lead-quality']> = [
    [(a) => some(a.scores.map((row) => [row.score, row.leads])), by('score')],
    [
      (a) => Object.fromEntries(a.fields.map((row) => [`has_${row.field}`, row.leads])),
      Object.fromEntries(counted.fields.map((name) => [name, sum(name)])),
    ],
    [(a) => a.email.map((row) => row.leads), states('email_state')],
    [(a) => a.phone.map((row) => row.leads), states('phone_state')],
    [(a) => some(a.industries.map((row) => [row.industry, row.leads])), by('industry')],
  ]
  const funnel: Pieces<Answers['funnel']> = [
    [
      (a) => a.stages.map((row) => row.leads),
      [sum('leads'), reached('contacted'), reached('qualified'), reached('won')],
    ],
    [(a) => a.lost, reached('lost')],
  ]
  const calibration: Pieces<Answers['calibration']> = [
    [
      (a) => a.deciles.map((row) => [row.leads, row.bounced, row.returned, row.engaged, row.won]),
      Array.from({ length: 10 }, (_, decile) => {
        const columns = ['leads', 'bounced', 'returned', 'engaged'].map((column) =>
          sum(column, (group) => Number(group.decile) === decile),
        )
        return [
          ...columns,
          sum('leads', (group) => Number(group.decile) === decile && Number(group.won) === 1),
        ]
      }),
    ],
  ]
  return { 'workspace-stats': stats, 'lead-quality': quality, funnel, calibration }
}

function ofTrade(counted: Counted) {
  const { by, moved, transfers } = countedOf(counted)
  const { pulls, sales, pixels: seen } = counted
  const usage: Pieces<Answers['credit-usage']> = [
    [
      ({ totals: t }) => [t.spent, t.bought, t.granted, t.refunded],
      [-moved(...SPENT), moved('checkout'), moved('grant'), moved('return')].map(credits),
    ],
    [
      (a) => a.purposes.map((row) => [row.credits, row.transfers]),
      SPENT.map((kind) => [credits(0 - moved(kind)), transfers(kind)]),
    ],
  ]
  const segments: Pieces<Answers['segments']> = [
    [
      (a) => sorted(a.segments.map((row) => [row.segment_id, row.pulls, row.leads, row.usable, row.spent])),
      sorted(
        pulls.map((row) => [
          row.segment_id,
          ...[row.pulls, row.leads, row.usable].map(Number),
          credits(Number(row.spent)),
        ]),
      ),
    ],
  ]
  const pixels: Pieces<Answers['pixels']> = [
    [
      (a) =>
        sorted(
          a.pixels.map((row) => [row.pixel_id, row.page_views, row.sessions, row.visitors, row.identified]),
        ),
      sorted(
        seen.map((row) => [
          row.id,
          ...[row.page_views, row.sessions, row.visitors, row.identified].map(Number),
        ]),
      ).filter((row) => row.slice(1).some((count) => count !== 0)),
    ],
  ]
  const sources: Pieces<Answers['sources']> = [
    [(a) => some(a.sources.map((row) => [row.name, row.leads])), by('source')],
    [(a) => some(a.sources.map((row) => [row.name, row.usable])), by('source', 'usable')],
    [
      (a) => Math.round(a.sources.reduce((total, row) => total + row.spent * 100, 0)),
      -moved('purchase', 'pull'),
    ],
  ]
  const marketplace: Pieces<Answers['marketplace']> = [
    [
      ({ totals: t }) => [t.listed, t.listed_sold, t.sold, t.returned],
      [sales.listed, sales.listed_sold, sales.sold, sales.returned].map(Number),
    ],
    [
      ({ totals: t }) => [t.paid, t.earned, t.earned_returned],
      [sales.paid, sales.earned, sales.earned_returned].map((sum) => credits(Number(sum))),
    ],
  ]
  return { 'credit-usage': usage, segments, pixels, sources, marketplace }
}

/** Of how many pieces the answer of an endpoint was compared, and those that are not what the rows say. */
export function differences<N extends Endpoint>(name: N, answer: Answers[N], counted: Counted) {
  const all: { [E in Endpoint]: Pieces<Answers[E]> } = { ...ofLeads(counted), ...ofTrade(counted) }
  const pieces = all[name].map(([cut, expected]) => ({ answered: cut(answer), expected }))
  const wrong = pieces.filter(({ answered, expected }) => !isDeepStrictEqual(answered, expected))
  return { count: pieces.length, wrong }
}
