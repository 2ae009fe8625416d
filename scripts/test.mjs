// npm test: everything, on a fresh clone too. Arguments go to vitest (`npm test -- src/features/leads`).
import { build } from './build.mjs'
import { fetchChromium } from './chromium.mjs'
import { install } from './install.mjs'
import { runNode } from './run.mjs'

await install()
await fetchChromium()
await build()
const results = []
const step = async (name, file, args) => results.push([name, await runNode(file, args)])
const args = process.argv.slice(2)
if (args.length === 0) await step('check', 'scripts/check.mjs', [])
await step('tests', 'node_modules/vitest/vitest.mjs', ['run', ...args])

console.log('')
for (const [name, code] of results) console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${name}`)
process.exitCode = results.every(([, code]) => code === 0) ? 0 : 1
