import type { FlatFilter } from '../../schema.ts'

export interface EditorProps {
  filter: FlatFilter
  onChange: (filter: FlatFilter) => void
  /** How many people each value would leave, where somebody counted. */
  counts?: ReadonlyMap<string, number> | undefined
}
