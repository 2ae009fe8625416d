import type { SearchParams } from '../../../../ui/index.ts'

export const presets = [
  { value: 'today', label: 'Today', query: { days: '1' } },
  { value: '7', label: 'Last 7 days', query: { days: '7' } },
  { value: '30', label: 'Last 30 days', query: { days: '30' } },
  { value: '90', label: 'Last 90 days', query: { days: '90' } },
  { value: '365', label: 'Last 12 months', query: { days: '365' } },
  { value: 'month', label: 'This month', query: { range: 'month' } },
  { value: 'year', label: 'This year', query: { range: 'year' } },
  { value: 'all', label: 'All time', query: { range: 'all' } },
] as const
export const USUAL = '30'
export const OWN = 'own'

const dayPattern = /^\d{4}-\d{2}-\d{2}$/

export type FigureQuery = Readonly<Record<string, string>>

export interface Range {
  /** A preset, or `own` dates. */
  value: string
  /** As the API takes it. */
  query: FigureQuery
  /** Whether figures stand beside those of the days before. */
  isCompared: boolean
  /** The URL's part of it, so that another tab keeps the range. */
  search: SearchParams
}

/** What the URL asks for; what it says that is no range means the usual one. */
export function rangeOf(params: SearchParams): Range {
  const { from = '', to = '', range, compare } = params
  const kept: SearchParams = compare === 'off' ? { compare } : {}
  const isCompared = compare !== 'off'
  if (dayPattern.test(from) && dayPattern.test(to))
    return { value: OWN, query: { from, to }, isCompared, search: { from, to, ...kept } }
  const preset = presets.find(({ value }) => value === range)
  if (!preset) return { value: USUAL, query: { days: USUAL }, isCompared, search: kept }
  return { value: preset.value, query: preset.query, isCompared, search: { range: preset.value, ...kept } }
}
