import type { AudienceFilter } from '../../../audience/schema.ts'
import type { Segment, SegmentTarget } from '../../schema.ts'
import { SEGMENT_TARGETS } from '../../values.ts'
import { filterOf, treeOf } from '../builder/tree.ts'

/** What is edited of a segment and not saved yet. */
export interface Draft {
  name: string
  description: string
  folder: string
  target: SegmentTarget
  filters: AudienceFilter
}

export const emptyDraft: Draft = { name: '', description: '', folder: '', target: 'audience', filters: {} }

export function draftOf(segment: Segment): Draft {
  const { name, description, folder, target, filters } = segment
  return { name, description: description ?? '', folder: folder ?? '', target, filters }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const keys = Object.keys(value).sort()
  return Object.fromEntries(keys.map((key) => [key, sorted((value as Record<string, unknown>)[key])]))
}

/** Whether both would be saved as the same segment, whatever order things are said in. */
export function isSameDraft(one: Draft, other: Draft): boolean {
  const canonical = (draft: Draft) =>
    JSON.stringify([
      ...[draft.name.trim(), draft.description.trim(), draft.folder.trim(), draft.target],
      sorted(filterOf(treeOf(draft.filters))),
    ])
  return canonical(one) === canonical(other)
}

/** A draft from wherever text comes from: kept by the browser or somebody's URL; null when it is none. */
export function readDraft(text: string | null): Draft | null {
  if (!text) return null
  try {
    const { name, description, folder, target, filters } = JSON.parse(text) as Partial<Draft>
    if (![name, description, folder].every((part) => typeof part === 'string')) return null
    if (!target || !SEGMENT_TARGETS.includes(target)) return null
    const filter = readFilter(JSON.stringify(filters))
    return filter && ({ name, description, folder, target, filters: filter } as Draft)
  } catch {
    return null
  }
}

/** The shape only: the server refuses what is wrong in it, and says what. */
export function readFilter(text: string | undefined): AudienceFilter | null {
  if (!text) return null
  try {
    const filter = JSON.parse(text) as AudienceFilter
    if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) return null
    // Whatever is no filter at all stops here instead of in the page.
    filterOf(treeOf(filter))
    return filter
  } catch {
    return null
  }
}
