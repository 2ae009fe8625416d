import { lazy, Suspense } from 'react'
import { SkeletonLines } from '../../../../ui/index.ts'
import { ChoiceEditor, PlaceEditor } from './choice-editors.tsx'
import type { EditorProps } from './editor-props.ts'
import type { FilterPart } from './fields.ts'
import { ListEditor } from './list-editor.tsx'
import { NearEditor } from './near-editor.tsx'
import { RevenueEditor, ScoreEditor } from './range-editors.tsx'
import { FreshnessEditor, NetNewEditor, VerifiedEditor } from './simple-editors.tsx'
import { WordsEditor } from './words-editor.tsx'

// With the list of all industries, which only this one needs.
const IndustryPicker = lazy(() =>
  import('./industry-picker.tsx').then(({ IndustryPicker }) => ({ default: IndustryPicker })),
)

/**
 * Chooses one part of a flat filter; the rest of it stays as it is.
 * `<PartEditor part="industries" filter={filter} onChange={setFilter} counts={counts} />`
 */
export function PartEditor({ part, ...props }: EditorProps & { part: FilterPart }) {
  switch (part) {
    case 'industries':
      return (
        <Suspense fallback={<SkeletonLines lines={5} />}>
          <IndustryPicker {...props} />
        </Suspense>
      )
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
