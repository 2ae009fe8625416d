// npm run audience:load -- FILE …: loads people from CSV and Parquet files, beside a running app or without one.
import './root.mjs'
import { install } from './install.mjs'

const from = process.env.INIT_CWD ?? process.cwd()
await install()
await import('./sources.mjs')
const { loadAudienceCommand } = await import('../src/app/audience-load.ts')
process.exitCode = await loadAudienceCommand(process.argv.slice(2), from)
