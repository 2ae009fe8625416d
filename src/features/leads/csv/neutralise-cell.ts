const TAB = 9
const CR = 13
const PLUS = 43
const MINUS = 45
const APOSTROPHE = 39
const EQUALS = 61
const AT = 64

/**
 * Whether a spreadsheet might run the cell, or the cell would be mistaken for a neutralised one: any number of
 * apostrophes, then = + - @ tab or CR. One apostrophe more on the way out and one less on the way in is then
 * unambiguous: `=x` <-> `'=x`, `'=x` <-> `''=x`, and `'x` is left alone both ways.
 */
function isFormulaLike(value: string): boolean {
  let at = 0
  while (value.charCodeAt(at) === APOSTROPHE) at++
  const code = value.charCodeAt(at)
  return code === EQUALS || code === PLUS || code === MINUS || code === AT || code === TAB || code === CR
}

/** A cell no spreadsheet runs as a formula. */
export function neutraliseCell(value: string): string {
  return isFormulaLike(value) ? `'${value}` : value
}

/** The cell before `neutraliseCell`. Also right for the apostrophe people type to force text, as in `'+1 555`. */
export function restoreCell(value: string): string {
  return value.charCodeAt(0) === APOSTROPHE && isFormulaLike(value) ? value.slice(1) : value
}
