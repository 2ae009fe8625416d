import { build } from '../../scripts/build.mjs'
import { installOnce } from './install-once.ts'

/** Journeys run the built server and pages, so they must be of these sources. */
export default async function setup() {
  await build()
  return installOnce(['demo', 'none'])
}
