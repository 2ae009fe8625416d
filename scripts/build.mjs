import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { root } from './root.mjs'

const BOTH = ['package-lock.json', 'scripts/build.mjs']
const WEB = [...BOTH, 'vite.config.ts', 'src/ui', 'src/web', 'src/features']
const COMMONJS = [
  ...['@fastify/busboy', 'graphile-worker', 'iconv-lite', 'jschardet', 'nodemailer', 'pg', 'pg-copy-streams'],
  ...['pino', 'prom-client', 'rate-limiter-flexible', 'swagger-ui-dist', 'vite'],
]
const SERVER = [...BOTH, 'src/main.ts', 'src/app', 'src/platform', 'src/features']

/** Builds what changed since the last build: the pages into dist/web, the server into dist/server. */
export async function build() {
  await Promise.all([buildPages(), buildServer()])
}

export function buildPages() {
  return buildOnce('web', WEB, makePages)
}

export function buildServer() {
  return buildOnce('server', SERVER, makeServer)
}

async function buildOnce(name, sources, make) {
  const stamp = `${root}/dist/.${name}-sources`
  const wanted = fingerprint(sources)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log(`Building the ${name}…`)
  await make()
  mkdirSync(`${root}/dist`, { recursive: true })
  writeFileSync(stamp, wanted)
}

async function makePages() {
  const { build } = await import('vite')
  await build({ configFile: `${root}/vite.config.ts`, logLevel: 'warn' })
}

async function makeServer() {
  const { build } = await import('vite')
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    // One file instead of a thousand: the start reads and compiles less than half. CommonJS packages stay
    // outside, they gain little, and some find their own files by place.
    ssr: { noExternal: true, external: COMMONJS },
    build: {
      ssr: true,
      target: 'node20',
      outDir: 'dist/server.next',
      emptyOutDir: true,
      sourcemap: true,
      minify: false,
      rollupOptions: {
        input: 'src/main.ts',
        output: { codeSplitting: false, sourcemapExcludeSources: true },
      },
    },
  })
  // One rename each, so that a start beside this build finds the old program or the new one.
  mkdirSync(`${root}/dist/server`, { recursive: true })
  for (const file of ['main.js.map', 'main.js']) {
    renameSync(`${root}/dist/server.next/${file}`, `${root}/dist/server/${file}`)
  }
  rmSync(`${root}/dist/server.next`, { recursive: true, force: true })
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
