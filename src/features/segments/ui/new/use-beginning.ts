import type { SearchParams } from '../../../../ui/search-codec.ts'
import type { SegmentTemplate } from '../../schema.ts'
import { type Draft, emptyDraft, readFilter } from '../editor/draft.ts'
import { useTemplates } from './use-templates.ts'

interface Beginning {
  /** Another one is another segment. */
  key: string
  draft: Draft | null
  /** Why the address says nothing that can be begun with. */
  problem: string | null
}

/** What a new segment begins with, as the address says: a template, whose people, or a filter. */
export function useBeginning(params: SearchParams) {
  const templates = useTemplates()
  const isWaiting = params.template !== undefined && templates.isPending
  return {
    ...beginningOf(params, templates.data?.data ?? []),
    templates: templates.data?.data,
    isWaiting,
    error: templates.error,
    retry: () => void templates.refetch(),
  }
}

function beginningOf(params: SearchParams, templates: readonly SegmentTemplate[]): Beginning {
  const { template, target, filters } = params
  if (template !== undefined) {
    const found = templates.find(({ id }) => id === template)
    const draft = found
      ? { ...emptyDraft, name: found.name, target: found.target, filters: found.filters }
      : null
    return { key: `template ${template}`, draft, problem: found ? null : 'There is no such template.' }
  }
  if (filters !== undefined) {
    const filter = readFilter(filters)
    const draft = filter && {
      ...emptyDraft,
      target: target === 'leads' ? ('leads' as const) : ('audience' as const),
      filters: filter,
    }
    return { key: `filters ${filters}`, draft, problem: filter ? null : 'The address holds no whole filter.' }
  }
  if (target === 'audience' || target === 'leads')
    return { key: `target ${target}`, draft: { ...emptyDraft, target }, problem: null }
  return { key: 'nothing', draft: null, problem: null }
}
