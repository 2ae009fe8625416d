// Builds the server into dist/server: main.js, and a file for each thread it starts.
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { build } from 'vite'
import { root } from './root.mjs'

const COMMONJS = [
  ...[
    '@duckdb/node-api',
    '@duckdb/node-bindings',
    '@fastify/busboy',
    'graphile-worker',
    'iconv-lite',
    'jschardet',
    'nodemailer',
    'pg',
  ],
  ...['pdfkit', 'pg-copy-streams', 'pino', 'swagger-ui-dist', 'vite'],
]
const PROGRAMS = {
  'audience-thread': 'src/features/audience/local/scan/thread.ts',
  main: 'src/main.ts',
}

for (const [name, source] of Object.entries(PROGRAMS)) {
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
        input: { [name]: source },
        output: { codeSplitting: false, sourcemapExcludeSources: true },
      },
    },
  })
  // One rename each, so that a start beside this build finds the old program or the new one.
  mkdirSync(`${root}/dist/server`, { recursive: true })
  for (const file of [`${name}.js.map`, `${name}.js`]) {
    renameSync(`${root}/dist/server.next/${file}`, `${root}/dist/server/${file}`)
  }
  rmSync(`${root}/dist/server.next`, { recursive: true, force: true })
}
