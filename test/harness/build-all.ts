import { build } from '../../scripts/build.mjs'

/** Journeys run the built server and pages, so they must be of these sources. */
export default build
