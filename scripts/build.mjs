import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { root } from './root.mjs'
import { runNode } from './run.mjs'

const BOTH = ['package-lock.json', 'scripts/build.mjs']
const WEB = [...BOTH, 'scripts/make-pages.mjs', 'vite.config.ts', 'src/ui', 'src/web', 'src/features']
const SERVER = [
  ...BOTH,
  'scripts/make-server.mjs',
  'src/main.ts',
  'src/app',
  'src/platform',
  'src/features',
  'src/payment-simulator',
]
const PIXEL_SCRIPT = [...BOTH, 'scripts/make-pixel-script.mjs', 'src/features/pixels/script/browser']

/** Builds what changed since the last build: the pages into dist/web, the server into dist/server, the pixels' script into dist/pixel. */
export async function build() {
  await Promise.all([buildPages(), buildServer(), buildPixelScript()])
}

export function buildPages() {
  return buildOnce('web', WEB, 'scripts/make-pages.mjs')
}

export function buildServer() {
  return buildOnce('server', SERVER, 'scripts/make-server.mjs')
}

export function buildPixelScript() {
  return buildOnce('pixel', PIXEL_SCRIPT, 'scripts/make-pixel-script.mjs')
}

async function buildOnce(name, sources, maker) {
  const stamp = `${root}/dist/.${name}-sources`
  const wanted = fingerprint(sources)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log(`Building the ${name}…`)
  // In a process of its own: the server that starts next would keep the bundler's memory.
  if ((await runNode(maker, [])) !== 0) process.exit(1)
  mkdirSync(`${root}/dist`, { recursive: true })
  writeFileSync(stamp, wanted)
}

function fingerprint(sources) {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, source)
  return hash.digest('hex')
}

function addTo(hash, path) {
  const info = statSync(`${root}/${path}`, { throwIfNoEntry: false })
  if (!info) return
  if (info.isDirectory()) {
    for (const name of readdirSync(`${root}/${path}`).sort()) addTo(hash, `${path}/${name}`)
  } else if (!path.endsWith('.test.ts')) {
    hash.update(path).update(readFileSync(`${root}/${path}`))
  }
}
