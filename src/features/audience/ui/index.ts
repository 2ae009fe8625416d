export type { Preview as AudiencePreview } from '../search/schema.ts'
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
/** For whoever shows a lead. */
export { LeadEnrichment } from './enrichment/lead-enrichment.tsx'
/** For whoever shows people without names and pulls them. */
export { PullDialog } from './pull/pull-dialog.tsx'
export { personName, sampleColumns } from './search/sample-columns.tsx'
export type { SampleRow } from './search/use-preview.ts'
