import type { Answer, World } from '../world.ts'
import type { Params } from './params.ts'

export interface Call {
  params: Params
  /** The `:id` of the path. */
  id: string
  /** The second id of the path, where there is one. */
  innerId: string
  /** The connected account the request speaks for. */
  account: string | null
}

export interface Route {
  method: 'get' | 'post'
  path: string
  /** Names of parameters, besides `expand`; those that change nothing here are known too. */
  takes?: readonly string[]
  run(world: World, call: Call): Answer
}

/** Every list knows these. */
export const PAGING = ['limit', 'starting_after', 'ending_before', 'created'] as const
