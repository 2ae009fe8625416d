import { buildServer } from '../../scripts/build.mjs'

/** Fault tests run the built server, so it must be of these sources. */
export default buildServer
