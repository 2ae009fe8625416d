import { withIndustriesBelow } from '../../audience/index.ts'
import { parseIndustry } from '../../leads/index.ts'

/** How leads may say one of these industries, or one below them, in lower case: as given or as they are normalised. */
export function industryNames(labels: readonly string[]): string[] {
  const wanted = labels.flatMap(withIndustriesBelow)
  return [...new Set(wanted.flatMap((label) => [label.toLowerCase(), parseIndustry(label).toLowerCase()]))]
}
