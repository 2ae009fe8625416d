// npm start: installs and builds what changed, then becomes the server.
import './root.mjs'
import { build } from './build.mjs'
import { install } from './install.mjs'

await install()
await build()
process.setSourceMapsEnabled(true)
await import('../dist/server/main.js')
