import { closeSync, openSync, writeSync } from 'node:fs'
import { reasonOf } from '@toride/sources/manifests/read-text'
import type { Io } from './io.ts'
import { usageError } from './refusal.ts'

const chunkCharacters = 256 * 1024

/** Writes a result to a file, or to the standard output. Throws a refusal when the file cannot be written. */
export function writeOutput(pieces: Iterable<string>, file: string | undefined, io: Io): void {
  if (file === undefined || file === '-') {
    for (const chunk of inChunks(pieces)) io.stdout.write(chunk)
    return
  }
  let descriptor: number | undefined
  try {
    descriptor = openSync(file, 'w')
    for (const chunk of inChunks(pieces)) writeSync(descriptor, chunk)
  } catch (error) {
    throw usageError(`The result could not be written to ${file}: ${reasonOf(error)}`)
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

function* inChunks(pieces: Iterable<string>): Generator<string> {
  let chunk: string[] = []
  let length = 0
  for (const piece of pieces) {
    chunk.push(piece)
    length += piece.length
    if (length < chunkCharacters) continue
    yield chunk.join('')
    chunk = []
    length = 0
  }
  if (length > 0) yield chunk.join('')
}
