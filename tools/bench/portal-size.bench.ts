/**
 * The portal's first load: all scripts, styles and the words of one language that the browser fetches until the data of
 * the overview shows, compressed as the server sends them.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Bench, Measurement } from '../bench.ts'
import { buildPortal } from '../build-portal.ts'

type Chunk = { readonly file: string; readonly imports?: readonly string[]; readonly css?: readonly string[] }

const dist = join(import.meta.dirname, '../../apps/portal/dist')
const languages = ['english', 'japanese']

export const run: Bench = async () => {
  await buildPortal(join(import.meta.dirname, '../..'))
  const page = readFileSync(join(dist, 'index.html'), 'utf8')
  const named = [...page.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, file = '']) => file)
  if (!named.some((file) => file.endsWith('.js'))) throw new Error('The page of the portal names no script')
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
  return languages.map((language): Measurement => {
    const words = Object.keys(manifest).find((key) => key.endsWith(`words/${language}.ts`))
    if (words === undefined) throw new Error(`The build of the portal has no words in ${language}`)
    const files = new Set(['index.html', ...named])
    collect(manifest, words, files)
    const bytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 6 }).length, 0)
    return { what: `portal, first load in ${language}, ${files.size} files, gzip`, figure: bytes / 1024, budget: 350, unit: 'KB' }
  })
}

/** The files of a chunk and of everything that it imports at once. */
function collect(manifest: Readonly<Record<string, Chunk>>, key: string, files: Set<string>): void {
  const chunk = manifest[key]
  if (chunk === undefined || files.has(chunk.file)) return
  files.add(chunk.file)
  for (const style of chunk.css ?? []) files.add(style)
  for (const imported of chunk.imports ?? []) collect(manifest, imported, files)
}
