import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { root } from './root.mjs'
import { run, runNode } from './run.mjs'

const STAMP = `${root}/node_modules/.assay-installed`
const MIN_NODE = [20, 19]

/** Installs the dependencies when the lock, Node or the platform changed since the last time. */
export async function install() {
  refuseOldNode()
  const wanted = fingerprint()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  console.log('Installing dependencies…')
  // Not `npm ci`: it refuses the lock where the registry lacks another platform's optional package.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  const code = npm?.endsWith('.js')
    ? await runNode(npm, args)
    : await run('npm', args, { shell: process.platform === 'win32' })
  if (code !== 0) {
    console.error('npm install failed')
    process.exit(code)
  }
  writeFileSync(STAMP, wanted)
}

function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(`${root}/package-lock.json`))
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(`${root}/package.json`, 'utf8'),
  )
  hash.update(JSON.stringify([dependencies, devDependencies, optionalDependencies]))
  return hash.update(`${process.version} ${process.platform} ${process.arch}`).digest('hex')
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return
  console.error(`Assay needs Node ${MIN_NODE.join('.')} or newer; this is ${process.version}`)
  process.exit(1)
}
