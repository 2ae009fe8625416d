import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const outDir = `${import.meta.dirname}/dist/web`

/** Leaves a .br and a .gz beside every text file, so that the server never compresses while answering. */
function compressed(): Plugin {
  return {
    name: 'assay-compressed',
    apply: 'build',
    closeBundle() {
      for (const name of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|html|svg|csv)$/.test(name)) continue
        const file = join(outDir, name)
        const content = readFileSync(file)
        if (content.length < 1024) continue
        writeFileSync(`${file}.br`, brotliCompressSync(content))
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
      }
    },
  }
}

export default defineConfig({
  root: `${import.meta.dirname}/src/web`,
  plugins: [react(), tailwindcss(), compressed()],
  resolve: { alias: { 'react-remove-scroll': `${import.meta.dirname}/src/ui/no-scroll-lock.tsx` } },
  build: {
    outDir,
    emptyOutDir: true,
    // A font or icon inlined as a data: URI would need a hole in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 560,
    rolldownOptions: {
      // The kit's index names every component; without this its first user would load them all.
      treeshake: { moduleSideEffects: (id) => !/\/src\/(ui|features)\/.*\.tsx?$/.test(id) },
    },
  },
})
