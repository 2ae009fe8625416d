import type { HeaderMatch } from './match-header.ts'

/** One word for a name that is the whole of it, the first or the last, depending on what stands beside it. */
const AMBIGUOUS = new Set(['name', 'nom', 'nombre', 'nome', 'naam', 'имя'])

interface NameColumn {
  words: string
  match: HeaderMatch | null
  cells: readonly string[]
}

/** Settles what `Nom`, `Name` or `Nombre` mean in this file: beside `Prénom` a last name, beside `Apellidos` a first. */
export function resolveNames(columns: readonly NameColumn[]): void {
  const ambiguous = columns.find(({ words, match }) => match?.field === 'full_name' && AMBIGUOUS.has(words))
  if (ambiguous?.match == null) return
  const first = columns.find(({ match }) => match?.field === 'first_name')
  const last = columns.find(({ match }) => match?.field === 'last_name')
  if (first === undefined && last !== undefined) ambiguous.match = { ...ambiguous.match, field: 'first_name' }
  if (first !== undefined && last === undefined && !holdsWholeName(ambiguous, first)) {
    ambiguous.match = { ...ambiguous.match, field: 'last_name' }
  }
}

/** Told by the values: whole names begin or end with the first name. Without values an English `Name` is whole. */
function holdsWholeName(name: NameColumn, first: NameColumn): boolean {
  const pairs = name.cells
    .map((cell, i) => [cell.trim().toLowerCase(), (first.cells[i] ?? '').trim().toLowerCase()] as const)
    .filter(([whole, given]) => whole !== '' && given !== '')
  if (pairs.length === 0) return name.words === 'name' && first.words !== 'vorname'
  return pairs.filter(([whole, given]) => whole.split(/\s+/).includes(given)).length > pairs.length / 2
}
