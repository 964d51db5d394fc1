import { lstat, readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { PatchOperation } from '@toride/core/json-patch'
import { resourceKey } from '@toride/core/kubernetes-object'
import { editDocumentText } from '@toride/sources/manifests/edit-document-text'
import { objectsOf } from '@toride/sources/manifests/manifest-objects'
import { parseManifest } from '@toride/sources/manifests/parse-manifest'

export type EditedFile =
  | { readonly ok: true; readonly before: string; readonly text: string }
  | { readonly ok: false; readonly reason: string }

/** Texts of files that were edited already, by path: several fixes of one file go into one text. */
export type FileTexts = Map<string, string>

const mostBytes = 16 * 1024 * 1024

/** Makes a patch of one object in the text of its file, with layout and comments kept. The file itself is not written. */
export async function editFile(
  folder: string,
  file: string,
  key: string,
  patch: readonly PatchOperation[],
  texts: FileTexts,
): Promise<EditedFile> {
  const before = texts.get(file) ?? (await readText(folder, file))
  if (before === undefined) return { ok: false, reason: 'the file cannot be read any more' }
  for (const document of parseManifest(file, before).documents) {
    const found = objectsOf(document).objects.find(({ object }) => keyOf(object) === key)
    if (found === undefined) continue
    const { piece } = document
    const edited = editDocumentText(before.slice(piece.start, piece.end), piece.index, found.pointer, patch)
    if (!edited.ok) return edited
    const text = before.slice(0, piece.start) + edited.text + before.slice(piece.end)
    texts.set(file, text)
    return { ok: true, before, text }
  }
  return { ok: false, reason: 'the file no longer holds it' }
}

type Keyed = {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata?: { readonly namespace?: unknown; readonly name?: unknown; readonly generateName?: unknown }
}

function keyOf({ apiVersion, kind, metadata }: Keyed): string {
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const name = text(metadata?.name) || text(metadata?.generateName)
  return resourceKey({ apiVersion, kind, namespace: text(metadata?.namespace), name })
}

async function readText(folder: string, file: string): Promise<string | undefined> {
  const path = join(folder, file)
  try {
    const [real, root] = [await realpath(path), await realpath(folder)]
    if (!real.startsWith(root + sep) || (await lstat(real)).size > mostBytes) return undefined
    return (await readFile(real, 'utf8')).replace(/^\uFEFF/, '')
  } catch {
    return undefined
  }
}
