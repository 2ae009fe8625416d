// npm run check: types, lint and format, unused code, generated files. Nothing is changed.
import { spawnSync } from 'node:child_process'
import { install } from './install.mjs'
import { root } from './root.mjs'

await install()
const bin = (path) => ['node_modules', path].join('/')
const CHECKS = [
  ['types of the server', bin('typescript/bin/tsc'), '-p', 'tsconfig.json'],
  ['types of the pages', bin('typescript/bin/tsc'), '-p', 'tsconfig.web.json'],
  ['lint and format', bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '--error-on-warnings', '.'],
  ['unused code', bin('knip/bin/knip.js')],
  ['generated files', 'scripts/db-generate.mjs', '--check'],
]

let failed = 0
for (const [name, ...args] of CHECKS) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}`)
  if (status === 0) continue
  failed++
  console.log(`${stdout}${stderr}`)
}
process.exitCode = failed === 0 ? 0 : 1
