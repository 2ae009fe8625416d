// Builds the browser script of pixels into dist/pixel/script.js: one function that runs at once, with a place for the
// settings of a pixel.
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { build } from 'vite'
import { root } from './root.mjs'

await build({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  build: {
    target: 'es2020',
    outDir: 'dist/pixel.next',
    emptyOutDir: true,
    rolldownOptions: {
      input: 'src/features/pixels/script/browser/main.ts',
      output: { format: 'iife', entryFileNames: 'script.js' },
    },
  },
})
// A rename, so that a server that starts beside this build finds the old script or the new one.
mkdirSync(`${root}/dist/pixel`, { recursive: true })
renameSync(`${root}/dist/pixel.next/script.js`, `${root}/dist/pixel/script.js`)
rmSync(`${root}/dist/pixel.next`, { recursive: true, force: true })
