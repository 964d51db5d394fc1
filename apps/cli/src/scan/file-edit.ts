import type { Finding } from '@toride/core/finding'
import { editDocumentText } from '@toride/sources/manifests/edit-document-text'
import type { ManifestObject } from '@toride/sources/manifests/manifest-objects'
import { positionAt } from '@toride/sources/manifests/text-lines'
import type { FileEdit } from '../formats/format.ts'

/** Editing reads the document anew each time; so many fixes are enough for people to click on. */
const limitEdits = 500

/** Turns fixes into changes of their files, for formats that carry them. */
export function fileEditor(originOf: (finding: Finding) => ManifestObject | undefined): (finding: Finding) => FileEdit | undefined {
  let edits = 0
  return (finding) => {
    const origin = finding.fix === undefined ? undefined : originOf(finding)
    if (finding.fix === undefined || origin === undefined || origin.locate !== undefined || edits >= limitEdits) return undefined
    edits += 1
    const { source, piece } = origin.document
    const before = source.text.slice(piece.start, piece.end)
    const edited = editDocumentText(before, piece.index, origin.pointer, finding.fix)
    if (!edited.ok) return undefined
    const start = commonStart(before, edited.text)
    const end = commonEnd(before, edited.text, start)
    return {
      start: positionAt(source, piece.start + start),
      end: positionAt(source, piece.start + before.length - end),
      text: edited.text.slice(start, edited.text.length - end),
    }
  }
}

function commonStart(a: string, b: string): number {
  let length = 0
  while (length < a.length && length < b.length && a.charCodeAt(length) === b.charCodeAt(length)) length += 1
  // A change begins with the line, so that a line is replaced or added whole.
  return a.lastIndexOf('\n', length - 1) + 1
}

function commonEnd(a: string, b: string, start: number): number {
  let length = 0
  while (
    length < a.length - start &&
    length < b.length - start &&
    a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)
  ) {
    length += 1
  }
  const lineEnd = a.indexOf('\n', a.length - length)
  return lineEnd < 0 ? 0 : Math.min(length, a.length - lineEnd - 1)
}
