import { useSearchParams } from '../../../../ui/index.ts'
import { type Range, rangeOf } from './range.ts'

/** The days that the URL asks for. */
export function useRange(): Range {
  return rangeOf(useSearchParams()[0])
}
