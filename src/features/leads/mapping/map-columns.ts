import type { LeadField } from './fields.ts'
import { guessByValues, judgeMatch } from './judge-values.ts'
import { type HeaderMatch, matchHeader } from './match-header.ts'
import { resolveNames } from './resolve-names.ts'
import { simplifyHeader } from './simplify-header.ts'
import { profileValues } from './value-profile.ts'

/** What a column of the file becomes. */
export interface MappedColumn {
  /** From 0. */
  index: number
  header: string
  /** null: kept as a custom field under its header, unless ignored. */
  field: LeadField | null
  /** Left out, because the person said so. */
  ignored: boolean
  /** `known` by its header, a `guess` by its values or a misspelt header, or `none`. */
  certainty: 'known' | 'guess' | 'none'
  /** Up to three values that occur in it. */
  samples: string[]
}

/** Rows looked at for what values look like. */
const SAMPLE_ROWS = 200
const SAMPLE_CHARS = 120

interface Candidate {
  index: number
  words: string
  match: HeaderMatch | null
  cells: string[]
}

const PLACE: ReadonlySet<LeadField> = new Set(['city', 'state', 'postal_code', 'country'])

/**
 * Which column feeds which field, by headers known from real tools and by what the values look like. Each field
 * gets one column, the best; the rest stay custom fields.
 * @param rows the first rows of the file, for their values
 */
export function mapColumns(headers: readonly string[], rows: readonly (readonly string[])[]): MappedColumn[] {
  const sample = rows.slice(0, SAMPLE_ROWS)
  const candidates = headers.map((header, index): Candidate => {
    const words = simplifyHeader(header)
    const cells = sample.map((cells) => cells[index] ?? '')
    const profile = profileValues(cells)
    const byHeader = matchHeader(words)
    const match = (byHeader && judgeMatch(byHeader, profile)) ?? guessByValues(words, profile)
    return { index, words, match, cells }
  })
  resolveNames(candidates)
  resolveUrl(candidates)
  preferPersonsPlace(candidates)
  const chosen = chooseBest(candidates)
  return candidates.map(({ index, cells, match }) => ({
    index,
    header: headers[index] ?? '',
    field: chosen.get(index) ?? null,
    ignored: false,
    certainty: chosen.has(index) && match !== null ? match.certainty : 'none',
    samples: samplesOf(cells),
  }))
}

/** LinkedIn's own export calls the profile `URL`. */
function resolveUrl(candidates: readonly Candidate[]): void {
  const url = candidates.find(({ words, match }) => words === 'url' && match !== null)
  if (url?.match == null || url.match.field !== 'website') return
  const fromLinkedin = candidates.some(({ words }) => words === 'connected on')
  url.match = fromLinkedin ? { ...url.match, field: 'linkedin_url' } : { ...url.match, certainty: 'guess' }
}

/** A person's city and a company's country make no address: one or the other. */
function preferPersonsPlace(candidates: readonly Candidate[]): void {
  const places = candidates.filter(({ match }) => match !== null && PLACE.has(match.field))
  if (!places.some(({ match }) => match?.ofCompany === false)) return
  for (const place of places) if (place.match?.ofCompany === true) place.match = null
}

function chooseBest(candidates: readonly Candidate[]): Map<number, LeadField> {
  const ranked = candidates
    .filter(({ match }) => match !== null)
    .sort((a, b) => (a.match?.rank ?? 0) - (b.match?.rank ?? 0) || a.index - b.index)
  const chosen = new Map<number, LeadField>()
  const taken = new Set<LeadField>()
  const take = (index: number, field: LeadField) => {
    if (chosen.has(index) || taken.has(field)) return
    chosen.set(index, field)
    taken.add(field)
  }
  for (const { index, match } of ranked) if (match !== null) take(index, match.field)
  // what was second best for the first email is the best there is for the second
  for (const { index, match } of ranked) if (match?.field === 'email') take(index, 'second_email')
  return chosen
}

function samplesOf(cells: readonly string[]): string[] {
  const values = cells.map((cell) => cell.trim().slice(0, SAMPLE_CHARS)).filter((cell) => cell !== '')
  return [...new Set(values)].slice(0, 3)
}
