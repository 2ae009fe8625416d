/** What is true of how many leads of a source, by the names of `lead_fact_names()`. */
export interface SourceFacts {
  source: string
  facts: Record<string, number>
}

export function ofFact(sources: SourceFacts[], name: string): number {
  return sources.reduce((sum, { facts }) => sum + (facts[name] ?? 0), 0)
}

export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000
}
