/** What share of a column's values looks like what, 0 to 1. All 0 for a column without values. */
export interface ValueProfile {
  /** Values that are not blank. */
  values: number
  email: number
  /** In international form or with the punctuation of a number; bare digits may be anything. */
  phone: number
  /** At least five digits and nothing a number has not. */
  digits: number
  linkedinPerson: number
  linkedin: number
  dialCode: number
  url: number
}

const TESTS: Record<Exclude<keyof ValueProfile, 'values'>, RegExp> = {
  email: /^<?(mailto:)?[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]{2,}$/i,
  phone:
    /^(p:)?(\+\d[\d ().-]{7,18}|\(\d{2,4}\) ?\d{3,4}[ -]?\d{3,4}|\d{3}[-. ]\d{3}[-. ]\d{4}|0\d( \d\d){4})$/,
  digits: /^(p:)?\+?[\d ()./-]{5,24}( ?(x|ext\.?) ?\d+)?$/i,
  linkedinPerson: /linkedin\.com\/(in|pub)\//i,
  linkedin: /linkedin\.com/i,
  dialCode: /^\+?\d{1,4}$/,
  url: /^(https?:\/\/|www\.)\S+\.\S+$/i,
}

/** Enough of a value to tell; the patterns take long over a page of text. */
const MAX_CHARS = 300

export function profileValues(cells: readonly string[]): ValueProfile {
  const values = cells.map((cell) => cell.trim().slice(0, MAX_CHARS)).filter((cell) => cell !== '')
  const share = (test: RegExp) =>
    values.length === 0 ? 0 : values.filter((v) => test.test(v)).length / values.length
  return {
    values: values.length,
    email: share(TESTS.email),
    phone: share(TESTS.phone),
    digits: share(TESTS.digits),
    linkedinPerson: share(TESTS.linkedinPerson),
    linkedin: share(TESTS.linkedin),
    dialCode: share(TESTS.dialCode),
    url: share(TESTS.url),
  }
}
