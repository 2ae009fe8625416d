/** Headers become keys of custom fields. */
const MAX_HEADER_CHARS = 200

/**
 * Headers one can tell columns by: trimmed, empty ones named by position (`column_5`), the second of a name
 * numbered (`Email (2)`).
 */
export function nameHeaders(cells: readonly string[]): string[] {
  const given = cells.map((cell) => cell.slice(0, MAX_HEADER_CHARS).replace(/\s+/g, ' ').trim())
  const taken = new Set<string>()
  return given.map((name, i) => {
    const wanted = name === '' ? `column_${i + 1}` : name
    let header = wanted
    for (let n = 2; taken.has(header) || (n > 2 && given.includes(header)); n++) header = `${wanted} (${n})`
    taken.add(header)
    return header
  })
}
