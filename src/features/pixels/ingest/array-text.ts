/** An array as Postgres reads it, of elements that are plain or quoted already; the driver's own way is much slower. */
export function listOf(elements: (string | number)[]): string {
  return `{${elements.join(',')}}`
}

/** An element of any text. */
export function quoted(text: string | null | undefined): string {
  return text === null || text === undefined ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`
}
