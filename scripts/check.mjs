// npm run check: types, lint and format, unused code, generated files. Nothing is changed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
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

// Side by side: each keeps only one core busy for most of its time.
const answers = CHECKS.map(([, ...args]) => answerOf(args))
for (const [n, [name]] of CHECKS.entries()) {
  const { code, output } = await answers[n]
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`)
  if (code === 0) continue
  console.log(output)
  process.exitCode = 1
}

async function answerOf(args) {
  let output = ''
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  const [code] = await once(child, 'close')
  return { code, output }
}
