import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: `${import.meta.dirname}/src/web`,
  plugins: [react(), tailwindcss()],
  build: {
    outDir: `${import.meta.dirname}/dist/web`,
    emptyOutDir: true,
    // A font or icon inlined as a data: URI would need a hole in the content security policy.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
})
