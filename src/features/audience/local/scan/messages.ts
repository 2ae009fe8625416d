import type { FacetRequest } from './facets.ts'
import type { KeyedPlan } from './plan.ts'

/** What a thread can be asked, and what it answers. */
export interface Questions {
  count: { ask: { wanted: KeyedPlan; owned: Uint32Array | null }; answer: { count: number; fresh: number } }
  facets: { ask: FacetRequest; answer: Uint32Array[] }
  rowsAt: { ask: { wanted: KeyedPlan; places: number[] }; answer: number[] }
}
export type Question = keyof Questions

export interface Asked<Q extends Question = Question> {
  id: number
  question: Q
  ask: Questions[Q]['ask']
  /** Shared: not 0 once nobody waits for the answer. */
  stop: Int32Array
}

export type Answered =
  | { id: number; answer: unknown }
  | { id: number; failure: string }
  | { id: number; stopped: true }
