import { editDistance } from './edit-distance.ts'
import { HEADER_WORDS, KNOWN_HEADERS, type KnownHeader } from './known-headers.ts'
import { compact } from './simplify-header.ts'

export interface HeaderMatch extends KnownHeader {
  certainty: 'known' | 'guess'
}

/** Words before a known header that say no more than whose it is: the person this row is about. */
const LEADING = new Set(
  'lead contact customer client person prospect subscriber user member applicant candidate buyer attendee primary main your my current default'.split(
    ' ',
  ),
)

const STRIPPED_RANK = 20
const MISSPELT_RANK = 100
const NUMBERED_RANK = 200
const MAX_CORRECTIONS = 16

/** What the header alone says; null when nothing. `words` as `simplifyHeader` gives them. */
export function matchHeader(words: string): HeaderMatch | null {
  const exact = lookUp(words)
  if (exact !== null) return exact
  const numbered = matchNumbered(words)
  if (numbered !== undefined) return numbered
  return matchMisspelt(words)
}

/** What the header was meant as, when every way to correct it means the same field. */
function matchMisspelt(words: string): HeaderMatch | null {
  let meant = ['']
  for (const word of words.split(' ')) {
    const corrections = correctWord(word)
    meant = meant
      .flatMap((start) => corrections.map((end) => `${start} ${end}`.trim()))
      .slice(0, MAX_CORRECTIONS)
  }
  const matches = meant.map((corrected) => (corrected === words ? null : lookUp(corrected)))
  const [first] = matches
  if (first == null || !matches.every((match) => match?.field === first.field)) return null
  return { ...first, rank: first.rank + MISSPELT_RANK, certainty: 'guess' }
}

function lookUp(words: string): HeaderMatch | null {
  const known = KNOWN_HEADERS.get(compact(words))
  if (known !== undefined) return { ...known, certainty: 'known' }
  const [first = '', ...rest] = words.split(' ')
  if (!LEADING.has(first) || rest.length === 0) return null
  const stripped = KNOWN_HEADERS.get(compact(rest.join(' ')))
  return stripped === undefined
    ? null
    : { ...stripped, rank: stripped.rank + STRIPPED_RANK, certainty: 'known' }
}

/** `Email 2` and the reader's `Email (2)`: a second of a kind. undefined when the header has no number. */
function matchNumbered(words: string): HeaderMatch | null | undefined {
  const [, base, digits] = /^(.*\D) ?([1-9])$/.exec(words) ?? []
  if (base === undefined) return undefined
  const match = lookUp(base.trim())
  if (match === null || Number(digits) === 1) return match
  const rank = NUMBERED_RANK + match.rank + Number(digits)
  if (match.field === 'email') return { ...match, field: 'second_email', rank, certainty: 'known' }
  // the second number of a person is more often a mobile than not
  if (match.field === 'phone') return { ...match, field: 'mobile', rank, certainty: 'guess' }
  return null
}

/** The known words that a misspelt one may have been meant as, all as near; itself where none is near. */
function correctWord(word: string): string[] {
  if (word.length < 4 || HEADER_WORDS.has(word)) return [word]
  let best: string[] = []
  let least = Number.POSITIVE_INFINITY
  for (const known of HEADER_WORDS) {
    if (Math.abs(known.length - word.length) > 2 || known.length < 4 || !sameBeginning(word, known)) continue
    const distance = editDistance(word, known)
    if (distance > allowance(word, known) || distance > least) continue
    best = distance === least ? [...best, known] : [known]
    least = distance
  }
  return best.length === 0 ? [word] : best
}

/** Few people mistype the first letter, and few words share it by chance. */
function sameBeginning(word: string, known: string): boolean {
  return word[0] === known[0] || (word[0] === known[1] && word[1] === known[0])
}

function allowance(word: string, known: string): number {
  const letters = Math.max(word.length, known.length)
  // of four letters only swapped ones: "game" is not "name"
  if (letters === 4) return [...word].sort().join('') === [...known].sort().join('') ? 1 : 0
  return letters < 8 ? 1 : 2
}
