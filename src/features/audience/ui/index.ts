/** For whoever shows people without names and pulls them. */
export type { Pull } from '../pulls/schema.ts'
export type { Preview as AudiencePreview } from '../search/schema.ts'
/** For whoever shows a lead. */
export { LeadEnrichment } from './enrichment/lead-enrichment.tsx'
/** For whoever builds a filter: one editor for each part of it, and the filter in plain words. */
export {
  describeFilter,
  describePart,
  type FilterPart,
  filterParts,
  isPartSet,
  PartEditor,
  type PartInfo,
  partInfo,
  withFields,
  withoutPart,
} from './filter-editor/index.ts'
export { endWords, statusWords as pullStatusWords } from './pull/pull.ts'
export { PullDialog } from './pull/pull-dialog.tsx'
export { pullEvents } from './pull/pull-query.ts'
export { personName, sampleColumns } from './search/sample-columns.tsx'
export type { SampleRow } from './search/use-preview.ts'
