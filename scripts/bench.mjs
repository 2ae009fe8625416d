// npm run bench [name …]: each file of bench/ prints what we reach, what the machine can do, and the ratio.
import { readdirSync } from 'node:fs'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { root } from './root.mjs'
import { runNode } from './run.mjs'

await install()
await build()
const wanted = process.argv.slice(2)
const names = readdirSync(`${root}/bench`, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => entry.name.slice(0, -3))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
let failed = 0
for (const name of names) {
  console.log(`\n${name}`)
  // A process of its own for each, so that one's memory and caches do not flatter or burden the next.
  if ((await runNode('--import', ['tsx', `bench/${name}.ts`])) !== 0) failed++
}
process.exitCode = failed === 0 && names.length > 0 ? 0 : 1
