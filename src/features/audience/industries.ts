import { INDUSTRY_TREE } from './industry-tree.ts'

/** The industries a person of the audience may be in: a closed list. Safe for the browser. */
export interface Industry {
  label: string
  /** null: it is a sector. */
  parent: string | null
}

/** Sectors first, every industry after the one above it. */
export const INDUSTRIES: readonly Industry[] = read()

const below = new Map<string, string[]>()
for (const { label, parent } of INDUSTRIES) {
  below.set(label, [])
  if (parent !== null) below.get(parent)?.push(label)
}
const byFolded = new Map(INDUSTRIES.map(({ label }) => [label.toLowerCase(), label]))

/** The label as it is written here, whatever case it is given in; null: no industry of the list. */
export function industryOf(given: string): string | null {
  return byFolded.get(given.trim().toLowerCase()) ?? null
}

/** An industry and all below it; itself alone when it is not of the list. */
export function withIndustriesBelow(label: string): string[] {
  return [label, ...(below.get(label) ?? []).flatMap(withIndustriesBelow)]
}

function read(): Industry[] {
  const lines = INDUSTRY_TREE.trim().replaceAll(/\n +/g, ' ').split('\n')
  return lines.flatMap((line) => {
    const [parent = '', labels = ''] = line.split(/: ?/)
    return labels.split(' | ').map((label) => ({ label, parent: parent || null }))
  })
}
