import { cleanLine, isNothing } from './clean-text.ts'
import { memo } from './memo.ts'

/** Family names begin with these: Ludwig | van Beethoven. */
const PARTICLES = new Set(
  'van von vom zu zum zur der den de del della delle dello di da das do dos du des la le los las el al bin ibn ben ter ten op af av st santa mac'.split(
    ' ',
  ),
)
const HONORIFIC =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|rev|hon|herr|frau|mme|mlle|sr|sra|srta|dott|ing|eng|capt|col)\.?\s+(?=\S)/i
const SUFFIX = /,?\s+(?:jr|sr|ii|iii|iv|phd|ph\.d|md|m\.d|mba|cpa|esq|dds|rn|pe|pmp|cfa)\.?$/i
const PICTURES =
  /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u{1f1e6}-\u{1f1ff}]|\ufe0f|\u200d|\u20e3)+/u
/** Scripts that write names without blanks, family name first. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u

/** A name to show: one clean line without emoji; '' for none. "Na" is a name, "NA" is none. */
export function cleanName(given: string): string {
  const line = cleanLine(given)
  const name = PICTURES.test(line) ? cleanLine(line.split(PICTURES).join(' ')) : line
  return isNothing(name) && name !== 'Na' ? '' : name
}

/** First and last name of a full one. A single word is a first name, except in scripts without blanks. */
export function splitName(full: string): { first: string; last: string } {
  if (!/[ ,]/.test(full)) return { first: UNSPACED.test(full) ? '' : full, last: '' }
  const plain = cleanLine(full.replace(HONORIFIC, '').replace(SUFFIX, '').replaceAll(',', ' '))
  const words = plain.split(' ')
  if (words.length === 1) return { first: '', last: plain }
  let last = words.length - 1
  while (last > 1 && PARTICLES.has((words[last - 1] ?? '').toLowerCase())) last--
  return { first: words.slice(0, last).join(' '), last: words.slice(last).join(' ') }
}

/** `Doe, Jane` is Jane Doe; a comma before a title or a suffix is none of that. */
export function unswapName(full: string): string {
  const comma = full.indexOf(', ')
  if (comma < 1 || full.indexOf(',', comma + 1) >= 0 || SUFFIX.test(full)) return full
  return `${full.slice(comma + 2)} ${full.slice(0, comma)}`
}

/** Letters that do not come apart into a plain one and an accent. */
const PLAIN_LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
}

/** A name for telling people apart: without case, accents, punctuation and double blanks; '' for none. */
export function foldName(name: string): string {
  const lower = name.toLowerCase()
  if (/^[a-z]+(?: [a-z]+)*$/.test(lower)) return lower
  return lower.split(' ').map(foldWord).join(' ').replace(/ +/g, ' ').trim()
}

const foldWord = memo(20_000, (word) =>
  word
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replace(/[ßæœøđðþłı]/g, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .replace(/['’‘`´]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim(),
)

/** Who a phone number and a name together mean; null unless both are there: a switchboard has many people. */
export function personNameKey(phone: string | null, nameKey: string): string | null {
  return phone === null || nameKey === '' ? null : `${phone.replace(/\D/g, '')} ${nameKey}`
}
