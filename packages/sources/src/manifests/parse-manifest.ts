import { type Problem, problem } from '@toride/core/errors'
import type { Location } from '@toride/core/finding'
import { type Event, parseEvents, YAMLException } from 'js-yaml'
import { type BuildResult, buildDocuments, type DocumentFault, type TextPiece } from './build-documents.ts'
import { limits } from './limits.ts'
import { findNode, offsetOf } from './locate.ts'
import { createTape, cutTape, type NodeTape, trimTape } from './node-tape.ts'
import { readJsonDocuments } from './read-json-documents.ts'
import { positionAt, type TextSource } from './text-lines.ts'

/** One YAML document or JSON value of a file. */
export type ManifestDocument = {
  readonly source: TextSource
  readonly value: unknown
  readonly tape: NodeTape
  /** Node of the document's root on the tape. */
  readonly node: number
  readonly piece: TextPiece
}

export type ParsedManifest = { readonly documents: readonly ManifestDocument[]; readonly problems: readonly Problem[] }

/**
 * Reads the text of a YAML or JSON file: every document that can be read, and a problem with line and column for each that
 * cannot. Values are JSON as the Kubernetes API would get it. Empty documents are left out. Never throws on any text.
 */
export function parseManifest(file: string, text: string): ParsedManifest {
  const source: TextSource = { file, text }
  const tape = createTape()
  const { documents, faults } = isJson(text) ? readJsonOrYaml(file, text, tape) : readYaml(text, tape)
  trimTape(tape)
  return {
    documents: documents.filter(({ value }) => value !== null).map(({ value, node, piece }) => ({ source, value, tape, node, piece })),
    problems: namingTemplates(faults, text).map(({ code, offset, data }) => problem(code, { file, ...positionAt(source, offset) }, data)),
  }
}

/** What templates of Helm and of others alike put between double braces: `{{ .Values.image }}`, `{{- if …`, `{{ include "name" . }}`. */
const templatePattern = /\{\{-?[ \t]*(?:[.$("]|\/\*|[a-z]+\b)/

/** A template is broken in many places, of which one says enough. */
function namingTemplates(faults: readonly DocumentFault[], text: string): readonly (DocumentFault | TemplateFault)[] {
  const first = faults.find(({ code }) => code === 'yaml-syntax')
  if (first === undefined || !templatePattern.test(text)) return faults
  return [{ ...first, code: 'manifest-template' }, ...faults.filter(({ code }) => code !== 'yaml-syntax')]
}

type TemplateFault = Omit<DocumentFault, 'code'> & { readonly code: 'manifest-template' }

/** Line and column of what a pointer leads to in a document, or of the nearest ancestor that is there. */
export function locationOf(document: ManifestDocument, pointer: string): Location {
  const { source, tape, node } = document
  const { line, column } = positionAt(source, offsetOf(source.text, tape, findNode(source.text, tape, node, pointer)))
  return { file: source.file, line, column }
}

function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text.slice(0, 1000))
}

/** What starts with a bracket may be JSON or YAML in flow style; the file's name tells whose complaint to show. */
function readJsonOrYaml(file: string, text: string, tape: NodeTape): BuildResult {
  const json = readJsonDocuments(text, 0, tape)
  if (json.faults.length === 0 || json.faults[0]?.code !== 'yaml-syntax') return json
  if (/\.(?:json|ndjson|jsonl)$/i.test(file)) return json
  cutTape(tape, 0)
  return readYaml(text, tape)
}

/**
 * Reads YAML document by document, so that neither an error nor a large document touches another: `---` at the start of a
 * line ends a document wherever it stands (YAML 1.2.2 §9.1.2, c-forbidden).
 */
function readYaml(text: string, tape: NodeTape): BuildResult {
  const documents: BuildResult['documents'][number][] = []
  const faults: DocumentFault[] = []
  for (const [start, end] of splitDocuments(text)) {
    const piece = start === 0 && end === text.length ? text : text.slice(start, end)
    const events = readEvents(piece, start)
    const built = 'fault' in events ? { documents: [], faults: [events.fault] } : buildDocuments(events.events, piece, start, tape)
    for (const document of built.documents) documents.push(document)
    for (const fault of built.faults.slice(0, limits.faults)) faults.push(fault)
    if (faults.length >= limits.faults) {
      faults.push({ code: 'yaml-too-many-faults', offset: end, data: { limit: limits.faults } })
      break
    }
  }
  return { documents, faults }
}

function readEvents(piece: string, base: number): { events: readonly Event[] } | { fault: DocumentFault } {
  // The parser's events take a hundred times the memory of the shortest value, so their number is estimated first.
  if (piece.length > limits.yamlNodes && countIndicators(piece) > limits.yamlNodes) {
    return { fault: { code: 'yaml-too-many-nodes', offset: base, data: { limit: limits.yamlNodes } } }
  }
  try {
    return { events: parseEvents(piece, { maxDepth: limits.depth }) }
  } catch (error) {
    if (!(error instanceof YAMLException)) {
      return { fault: { code: 'yaml-syntax', offset: base, data: { reason: 'The document cannot be read' } } }
    }
    const offset = base + (error.mark?.position ?? 0)
    return error.reason.startsWith('nesting exceeded')
      ? { fault: { code: 'yaml-too-deep', offset, data: { limit: limits.depth } } }
      : { fault: { code: 'yaml-syntax', offset, data: { reason: sentence(error.reason) } } }
  }
}

function sentence(reason: string): string {
  return reason.charAt(0).toUpperCase() + reason.slice(1)
}

/** Each value but the first needs at least one of these before it. */
function countIndicators(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x2c: // ,
      case 0x2d: // -
      case 0x3a: // :
      case 0x3f: // ?
      case 0x5b: // [
      case 0x7b: // {
        count += 1
    }
  }
  return count
}

/** Start and end of each document; directives (`%YAML`) belong to the document after them. */
function* splitDocuments(text: string): Generator<readonly [number, number]> {
  let start = 0
  for (let from = 0; ; ) {
    const marker = text.indexOf('\n---', from)
    if (marker < 0) break
    from = marker + 4
    const after = text.charCodeAt(from)
    if (!(Number.isNaN(after) || after === 0x20 || after === 0x09 || after === 0x0a || after === 0x0d)) continue
    if (isOnlyPrologue(text, start, marker)) continue
    yield [start, marker + 1]
    start = marker + 1
  }
  yield [start, text.length]
}

function isOnlyPrologue(text: string, start: number, end: number): boolean {
  return text.charCodeAt(start) === 0x25 && /^(?:[ \t\r]*(?:[%#][^\n]*)?\n)*$/.test(text.slice(start, end + 1))
}
