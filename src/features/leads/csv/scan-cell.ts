import { restoreCell } from './neutralise-cell.ts'

export const LF = 10
export const CR = 13
export const SPACE = 32
export const QUOTE = 34
export const APOSTROPHE = 39

/** What a scan answers instead of a position. */
export const NEEDS_MORE = -1
export const NEVER_CLOSED = -2

/** What scans read: the text that has arrived, and whether nothing follows it. */
export interface Scanned {
  text: string
  last: boolean
  /** Character code of the delimiter. */
  delimiter: number
  maxCellChars: number
}

function isTerminator(code: number, delimiter: number): boolean {
  return code === delimiter || code === LF || code === CR
}

/** Where the unquoted cell that goes on at `at` ends. */
export function endOfPlainCell(text: string, at: number, delimiter: number): number {
  let end = at
  while (end < text.length && !isTerminator(text.charCodeAt(end), delimiter)) end++
  return end
}

/** The position after the line break at `at`, which may be the end of the file. */
export function afterLineBreak({ text, last }: Scanned, at: number): number {
  if (at >= text.length) return last ? at : NEEDS_MORE
  if (text.charCodeAt(at) === LF) return at + 1
  if (at + 1 >= text.length && !last) return NEEDS_MORE
  return text.charCodeAt(at + 1) === LF ? at + 2 : at + 1
}

/**
 * Where the quote that opened at `open` closes. A quote inside closes only before a delimiter, a line break or
 * the end, blanks between allowed: `"the "Rock" group"` is one cell.
 */
export function findClosingQuote(scanned: Scanned, open: number): number {
  const { text, last } = scanned
  const limit = open + 1 + scanned.maxCellChars
  let at = text.indexOf('"', open + 1)
  while (at >= 0 && at < limit) {
    if (text.charCodeAt(at + 1) === QUOTE) at++
    else {
      const end = endAfterQuote(scanned, at + 1)
      if (end !== NEVER_CLOSED) return end === NEEDS_MORE ? NEEDS_MORE : at
    }
    at = text.indexOf('"', at + 1)
  }
  return text.length <= limit && !last ? NEEDS_MORE : NEVER_CLOSED
}

/** Where the cell ends when the quote before `at` is its closing one, which it need not be. */
export function endAfterQuote({ text, last, delimiter }: Scanned, at: number): number {
  let end = at
  while (text.charCodeAt(end) === SPACE) end++
  if (end >= text.length) return last ? end : NEEDS_MORE
  return isTerminator(text.charCodeAt(end), delimiter) ? end : NEVER_CLOSED
}

/** The value of what stands between two quotes. */
export function unquote(inside: string): string {
  return restoreCell(inside.includes('"') ? inside.replaceAll('""', '"') : inside)
}

export function countLineBreaks(cell: string): number {
  let count = 0
  for (let at = 0; at < cell.length; at++) {
    const code = cell.charCodeAt(at)
    if (code === LF || (code === CR && cell.charCodeAt(at + 1) !== LF)) count++
  }
  return count
}
