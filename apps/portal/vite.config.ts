import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `vite` (development only) finds a running server: `TORIDE_API=http://127.0.0.1:7070 npx vite apps/portal`. */
const api = process.env.TORIDE_API ?? 'http://127.0.0.1:7070'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { host: '127.0.0.1', proxy: { '/api': { target: api, changeOrigin: false } } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      // Fluent marks its modules "use client", which means nothing outside a server renderer.
      checks: { moduleLevelDirective: false } as never,
      output: {
        // One file per language: the first load fetches the words of one language in one request.
        advancedChunks: {
          groups: [
            { name: 'words-en', test: /src[\\/]locales[\\/]en[\\/]/ },
            { name: 'words-ja', test: /src[\\/]locales[\\/]ja[\\/]/ },
          ],
        },
      },
    },
  },
})
