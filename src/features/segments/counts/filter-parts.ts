import type { AudienceFilter, FlatFilter } from '../../audience/schema.ts'
import { partsOf } from '../fields-of.ts'

export interface FilterPart {
  /** `all.1` of a filter in a group, `all.1.countries` of one field of it, `countries` at the top. */
  path: string
  filter: AudienceFilter
  /** The whole filter as it would be without this part. */
  without: AudienceFilter
}

/** Two ends of one range are one rule. */
const RULE_OF: Record<string, string> = {
  revenue_min: 'revenue',
  revenue_max: 'revenue',
  score_min: 'score',
  score_max: 'score',
}

type Rebuild = (replacement: AudienceFilter | null) => AudienceFilter | null

/** The rules and groups of a filter, each with what the whole is without it. An emptied group is none. */
export function filterParts(filter: AudienceFilter): FilterPart[] {
  return walk(filter, '', (replacement) => replacement)
}

function walk(filter: AudienceFilter, path: string, rebuild: Rebuild): FilterPart[] {
  const self = path === '' ? [] : [{ path, filter, without: rebuild(null) ?? {} }]
  const parts = partsOf(filter)
  if (!parts) return [...self, ...rulesIn(filter as FlatFilter, path, rebuild)]
  const join = Object.keys(filter)[0] as 'all' | 'any' | 'none'
  const inside = parts.flatMap((part, n) =>
    walk(part, path === '' ? `${join}.${n}` : `${path}.${join}.${n}`, (replacement) => {
      const rest = parts.flatMap((other, m) => (m === n ? (replacement ?? []) : other))
      return rebuild(rest.length === 0 ? null : ({ [join]: rest } as AudienceFilter))
    }),
  )
  return [...self, ...inside]
}

function rulesIn(flat: FlatFilter, path: string, rebuild: Rebuild): FilterPart[] {
  const fields = Object.entries(flat).filter(([, value]) => value !== undefined)
  const rules = [...new Set(fields.map(([field]) => RULE_OF[field] ?? field))]
  // In a group a single rule is the filter that holds it.
  if (rules.length < 2 && path !== '') return []
  return rules.map((rule) => {
    const [own, rest] = [true, false].map((isOwn) =>
      fields.filter(([field]) => ((RULE_OF[field] ?? field) === rule) === isOwn),
    )
    return {
      path: path === '' ? rule : `${path}.${rule}`,
      filter: Object.fromEntries(own ?? []),
      without: rebuild(rest?.length ? Object.fromEntries(rest) : null) ?? {},
    }
  })
}
