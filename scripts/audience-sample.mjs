// npm run audience:sample -- --rows N [--out FILE] [--seed N] [--until DAY]: made-up people to try an audience with.
import './root.mjs'
import { install } from './install.mjs'

await install()
await import('./sources.mjs')
const { sampleCommand } = await import('../src/app/audience-sample.ts')
process.exitCode = await sampleCommand(process.argv.slice(2))
