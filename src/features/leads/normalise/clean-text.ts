/** Ways to write "nothing", lower-case. */
export const NOTHING: readonly string[] = [
  'n/a',
  '#n/a',
  'n.a.',
  'n.a',
  'na',
  'nan',
  'null',
  'nil',
  'none',
  'unknown',
  'undefined',
  'not available',
  'not provided',
  'not specified',
  'no data',
  'tbd',
  '#ref!',
  '#value!',
  '(blank)',
  '(none)',
  '[blank]',
  '{}',
  '[]',
  '?',
  '??',
  '-',
  '--',
  '---',
  '–',
  '—',
  '.',
  '..',
  '...',
  '_',
  '/',
  '\\',
]
const nothings = new Set(NOTHING)

const LONGEST_NOTHING = 13
/** First letters of the words above: a look at one character spares most values the set. */
const MAY_BE_NOTHING = /^[nu#t([{?\-–—._/\\]/i

/** What stands where nobody is expected to be called "Na" or live in Namibia. */
export function isNothing(text: string): boolean {
  return (
    text === '' ||
    (text.length <= LONGEST_NOTHING && MAY_BE_NOTHING.test(text) && nothings.has(text.toLowerCase()))
  )
}

/**
 * One line of text: NFC, without control and invisible characters, single spaces, none at the ends. Plain ASCII
 * that is clean already comes back as it is. Spreadsheets' `="…"` is taken off.
 */
export function cleanLine(given: string): string {
  if (isCleanAscii(given)) return given.charCodeAt(0) === 61 ? unwrapFormula(given) : given
  const text = given
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .normalize('NFC')
    .trim()
  return unwrapFormula(toWellFormed(text))
}

/** Text of several lines, such as notes: like `cleanLine`, but line breaks stay, as LF. */
export function cleanBlock(given: string): string {
  if (isCleanAscii(given)) return given
  const text = given
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\ufeff/gu, '')
    .normalize('NFC')
    .trim()
  return toWellFormed(text)
}

function isCleanAscii(text: string): boolean {
  let before = 32
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 126 || code < 32 || (code === 32 && before === 32)) return false
    before = code
  }
  return before !== 32 || text === ''
}

/** `="0123"`, which spreadsheets write to keep a zero, is 0123. */
function unwrapFormula(given: string): string {
  let text = given
  while (text.startsWith('="') && text.endsWith('"') && text.length > 3) text = text.slice(2, -1).trim()
  return text
}

/** Half a surrogate pair is no character, and no database takes it. */
function toWellFormed(text: string): string {
  return /[\ud800-\udfff]/.test(text) ? Buffer.from(text).toString() : text
}

/** At most `max` characters, never half of one. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const end = /[\ud800-\udbff]/.test(text[max - 1] ?? '') ? max - 1 : max
  return text.slice(0, end).trimEnd()
}

/** Lower-case without accents, for comparing words. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
}
