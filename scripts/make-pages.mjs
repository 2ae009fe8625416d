// Builds the pages into dist/web, as vite.config.ts says.
import { build } from 'vite'
import { root } from './root.mjs'

// Tests build too, in an environment of their own: without this they would leave React's development half in dist.
process.env.NODE_ENV = 'production'
await build({ configFile: `${root}/vite.config.ts`, logLevel: 'warn' })
