export { describeFilter } from './describe-filter.ts'
export { describePart } from './describe-part.ts'
export {
  type FilterPart,
  filterParts,
  isPartSet,
  type PartInfo,
  partInfo,
  withFields,
  withoutPart,
} from './fields.ts'
export { PartEditor } from './part-editor.tsx'
