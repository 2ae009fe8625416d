// Builds the pages into dist/web, as vite.config.ts says.
import { build } from 'vite'
import { root } from './root.mjs'

await build({ configFile: `${root}/vite.config.ts`, logLevel: 'warn' })
