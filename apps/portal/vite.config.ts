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
    // tools/bench reads from it what the first load fetches.
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      // Fluent marks its modules "use client", which means nothing outside a server renderer.
      checks: { moduleLevelDirective: false },
      output: {
        codeSplitting: {
          groups: [
            // What every page needs, in one request instead of dozens.
            { name: 'frame', tags: ['$initial'], priority: 1 },
            // What several pages besides the overview need: lists, forms, panes.
            { name: 'parts', minShareCount: 2, test: (id) => !/score-chart|locales/.test(id) },
          ],
        },
      },
    },
  },
})
