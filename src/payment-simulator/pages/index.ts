import { Hono } from 'hono'
import type { Logger } from '../../platform/log.ts'
import type { World } from '../world.ts'

export function pages(_world: World, _log: Logger) {
  return new Hono()
}
