import type { Tx } from '../../platform/db/index.ts'
import { askFigures } from './ask-figures.ts'
import { type Table, tableOf } from './csv.ts'
import { ofFact, ratio, type SourceFacts } from './facts.ts'
import { readPeriod } from './period.ts'
import { FIELDS, type LeadQuality, type RangeQuery, STATES } from './schema.ts'

interface Report {
  sources: SourceFacts[]
  scores: Record<string, number>
  industries: { industry: string; leads: number }[]
}

const SCORES = Array.from({ length: 101 }, (_, score) => score)

/** How good the leads are: scores, what is filled in, what is verified, and the industries with most of them. */
export async function readLeadQuality(tx: Tx, query: RangeQuery): Promise<LeadQuality> {
  const asked = await readPeriod(tx, query)
  const [{ now, before }] = await askFigures<[Report]>(tx, asked, 'quality_report')
  const leads = ofFact(now.sources, 'leads')
  const share = (part: number) => ratio(part, leads) ?? 0
  const states = (of: 'email' | 'phone') =>
    STATES.map((state) => ({ state, leads: ofFact(now.sources, `${of}_${state}`) }))
  return {
    period: asked.period,
    ...averageOf(now),
    before: before && averageOf(before),
    scores: SCORES.map((score) => ({ score, leads: now.scores[score] ?? 0 })),
    fields: FIELDS.map((field) => {
      const filled = ofFact(now.sources, `has_${field}`)
      return { field, leads: filled, share: share(filled) }
    }),
    email: states('email'),
    phone: states('phone'),
    industries: now.industries.map((row) => ({ ...row, share: share(row.leads) })),
  }
}

function averageOf({ sources, scores }: Report) {
  const leads = ofFact(sources, 'leads')
  const sum = Object.entries(scores).reduce((total, [score, count]) => total + Number(score) * count, 0)
  return {
    leads,
    usable: ofFact(sources, 'usable'),
    mean_score: leads === 0 ? null : Math.round((sum / leads) * 10) / 10,
  }
}

export type QualityTable = 'fields' | 'scores' | 'industries' | 'verification'

export function leadQualityTable(quality: LeadQuality, table: QualityTable): Table {
  switch (table) {
    case 'fields':
      return tableOf('lead-fields', ['field', 'leads', 'share'], quality.fields)
    case 'scores':
      return tableOf('lead-scores', ['score', 'leads'], quality.scores)
    case 'industries':
      return tableOf('lead-industries', ['industry', 'leads', 'share'], quality.industries)
    case 'verification': {
      const rows = (['email', 'phone'] as const).flatMap((of) =>
        quality[of].map((row) => ({ contact: of, ...row })),
      )
      return tableOf('lead-verification', ['contact', 'state', 'leads'], rows)
    }
  }
}
