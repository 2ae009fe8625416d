// npm run db:generate: writes db/schema.sql and db/types.gen.ts from the migrations; --check only compares.
import './root.mjs'
import { install } from './install.mjs'

await install()
await import('./sources.mjs')
const { generateFiles } = await import('../src/platform/db/generate-files.ts')
const stale = await generateFiles({ isCheck: process.argv.includes('--check') })
for (const file of stale) console.error(`${file} is stale: run npm run db:generate and commit it`)
process.exitCode = stale.length === 0 ? 0 : 1
