/** Some rows by id, or every row that matches the filters except some. */
export type Selection = { all: false; ids: ReadonlySet<string> } | { all: true; except: ReadonlySet<string> }

export const nothing: Selection = { all: false, ids: new Set() }

export function isSelected(selection: Selection, id: string): boolean {
  return selection.all ? !selection.except.has(id) : selection.ids.has(id)
}

export function withRows(selection: Selection, ids: Iterable<string>, on: boolean): Selection {
  const next = new Set(selection.all ? selection.except : selection.ids)
  for (const id of ids) {
    // In "all except", selecting a row takes it out of the exceptions.
    if (on !== selection.all) next.add(id)
    else next.delete(id)
  }
  return selection.all ? { all: true, except: next } : { all: false, ids: next }
}

/** How many rows it means; null when all are meant and nobody counted them. */
export function countSelected(selection: Selection, total: number | undefined): number | null {
  if (!selection.all) return selection.ids.size
  return total === undefined ? null : Math.max(0, total - selection.except.size)
}

/** The ids between two rows as listed, both included. */
export function between(ids: readonly string[], from: string | null, to: string): string[] {
  const start = from === null ? -1 : ids.indexOf(from)
  const end = ids.indexOf(to)
  if (start < 0 || end < 0) return [to]
  return ids.slice(Math.min(start, end), Math.max(start, end) + 1)
}
