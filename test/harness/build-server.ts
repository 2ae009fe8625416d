import { buildServer } from '../../scripts/build.mjs'
import { installOnce } from './install-once.ts'

/** Fault tests run the built server, so it must be of these sources. */
export default async function setup() {
  await buildServer()
  return installOnce(['none'])
}
