import { lazy, Suspense } from 'react'
import { SkeletonLines } from '../../../../ui/index.ts'
import { ChoiceEditor, PlaceEditor } from './choice-editors.tsx'
import type { EditorProps } from './editor-props.ts'
import type { FilterPart } from './fields.ts'
import { FreshnessEditor, NetNewEditor, VerifiedEditor } from './simple-editors.tsx'
import { WordsEditor } from './words-editor.tsx'

// What is behind a closed heading, or brings the list of all industries, comes when it is reached for.
const IndustryPicker = lazy(() =>
  import('./industry-picker.tsx').then(({ IndustryPicker }) => ({ default: IndustryPicker })),
)
const ListEditor = lazy(() => import('./list-editor.tsx').then(({ ListEditor }) => ({ default: ListEditor })))
const NearEditor = lazy(() => import('./near-editor.tsx').then(({ NearEditor }) => ({ default: NearEditor })))
const RevenueEditor = lazy(() =>
  import('./range-editors.tsx').then(({ RevenueEditor }) => ({ default: RevenueEditor })),
)
const ScoreEditor = lazy(() =>
  import('./range-editors.tsx').then(({ ScoreEditor }) => ({ default: ScoreEditor })),
)

interface PartEditorProps extends EditorProps {
  part: FilterPart
}

/**
 * Chooses one part of a flat filter; the rest of it stays as it is.
 * `<PartEditor part="industries" filter={filter} onChange={setFilter} counts={counts} />`
 */
export function PartEditor(props: PartEditorProps) {
  return (
    <Suspense fallback={<SkeletonLines lines={props.part === 'industries' ? 5 : 2} />}>
      <Editor {...props} />
    </Suspense>
  )
}

function Editor({ part, ...props }: PartEditorProps) {
  switch (part) {
    case 'industries':
      return <IndustryPicker {...props} />
    case 'seniorities':
    case 'departments':
    case 'company_sizes':
    case 'has':
    case 'statuses':
    case 'sources':
      return <ChoiceEditor part={part} {...props} />
    case 'countries':
    case 'states':
      return <PlaceEditor part={part} {...props} />
    case 'job_titles':
    case 'job_titles_exclude':
    case 'cities':
    case 'tags':
      return <WordsEditor part={part} {...props} />
    case 'company_names':
    case 'company_names_exclude':
    case 'company_domains':
    case 'company_domains_exclude':
    case 'postal_codes':
    case 'naics':
      return <ListEditor part={part} {...props} />
    case 'revenue':
      return <RevenueEditor {...props} />
    case 'score':
      return <ScoreEditor {...props} />
    case 'near':
      return <NearEditor {...props} />
    case 'verified':
      return <VerifiedEditor {...props} />
    case 'seen_within_days':
      return <FreshnessEditor {...props} />
    case 'net_new':
      return <NetNewEditor {...props} />
  }
}
