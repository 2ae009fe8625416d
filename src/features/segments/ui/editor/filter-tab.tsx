import { useDeferredValue } from 'react'
import { describeFilter } from '../../../audience/ui/index.ts'
import { FilterBuilder } from '../builder/builder.tsx'
import { Sums } from '../builder/sums.tsx'
import { useCounts } from '../builder/use-counts.ts'
import { useTerms } from '../builder/use-terms.ts'
import { DetailsFields } from './details-fields.tsx'
import { RestoredNote } from './restored-note.tsx'
import type { DraftState } from './use-draft.ts'

interface FilterTabProps {
  state: DraftState
  wrong: Record<string, string>
}

/** The segment being edited: its name, its rules, and what they find. */
export function FilterTab({ state, wrong }: FilterTabProps) {
  const { builder, draft, isRestored, restart } = state
  const counts = useCounts(builder.history.present, draft.target)
  const terms = useTerms(draft.filters, draft.target)
  const words = useDeferredValue(describeFilter(draft.filters, draft.target))
  return (
    <div className="px-5 max-sm:px-4">
      {isRestored ? <RestoredNote onDiscard={() => restart()} /> : null}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_17rem]">
        <div className="min-w-0 max-lg:order-last">
          <DetailsFields state={state} wrong={wrong} />
          <FilterBuilder builder={builder} counts={counts} target={draft.target} />
        </div>
        <Sums target={draft.target} counts={counts} terms={terms} words={words} />
      </div>
    </div>
  )
}
