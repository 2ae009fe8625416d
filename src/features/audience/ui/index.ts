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
