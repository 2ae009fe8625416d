// npm run traffic:sample -- --events N [--url ORIGIN] [--key KEY] …: a made-up day of visits, sent to a running app.
import './root.mjs'
import { install } from './install.mjs'

await install()
await import('./sources.mjs')
const { trafficCommand } = await import('../src/app/traffic-sample.ts')
process.exitCode = await trafficCommand(process.argv.slice(2))
