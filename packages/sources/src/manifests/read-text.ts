import { isAscii, isUtf8 } from 'node:buffer'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { type Problem, problem } from '@toride/core/errors'
import { limits } from './limits.ts'

export type ReadText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: Problem }

/**
 * The text of a file. `file` is how the user named it. A file that is too large is refused before it is read, however its
 * size is told: regular files by their size, pipes as soon as they have said too much.
 */
export function readTextFile(path: string, file: string): ReadText {
  let descriptor: number | undefined
  try {
    descriptor = openSync(path, 'r')
    const stat = fstatSync(descriptor)
    if (stat.isDirectory()) return refuse(problem('manifest-unreadable', { file }, { reason: 'it is a folder' }))
    if (stat.size > limits.fileBytes) return refuse(tooLarge(file))
    const bytes = readAll(descriptor, stat.size)
    return bytes === undefined ? refuse(tooLarge(file)) : decodeText(bytes, file)
  } catch (error) {
    return refuse(problem('manifest-unreadable', { file }, { reason: reasonOf(error) }))
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

/** The text that a stream brings, at most as much as a file may have. */
export async function readTextStream(stream: AsyncIterable<Uint8Array>, file: string): Promise<ReadText> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of stream) {
      length += chunk.length
      if (length > limits.fileBytes) return refuse(tooLarge(file))
      chunks.push(chunk)
    }
  } catch (error) {
    return refuse(problem('manifest-unreadable', { file }, { reason: reasonOf(error) }))
  }
  return decodeText(Buffer.concat(chunks), file)
}

/** Bytes as text: UTF-8 with or without byte order mark; anything else is refused. */
export function decodeText(bytes: Buffer, file: string): ReadText {
  if (isAscii(bytes) && !bytes.includes(0)) return { ok: true, text: bytes.toString('latin1') }
  const start = bytes.subarray(0, 8192)
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (start.includes(0) && !isUtf16) return refuse(problem('manifest-binary', { file }))
  if (!isUtf8(bytes)) {
    if (isUtf16) return refuse(problem('manifest-not-utf8', { file }))
    return refuse(
      looksLikeText(start) ? problem('manifest-not-utf8', { file, ...firstBrokenPlace(bytes) }) : problem('manifest-binary', { file }),
    )
  }
  const text = bytes.toString('utf8')
  return { ok: true, text: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text }
}

/** Where the first bytes stand that are not UTF-8. */
function firstBrokenPlace(bytes: Buffer): { line: number; column: number } {
  let line = 1
  let start = 0
  for (;;) {
    const newline = bytes.indexOf(0x0a, start)
    const end = newline < 0 ? bytes.length : newline
    const text = bytes.subarray(start, end)
    if (newline < 0 || !isUtf8(text)) return { line, column: text.toString('utf8').indexOf('\ufffd') + 1 }
    line += 1
    start = end + 1
  }
}

/** Text in another encoding has few control characters, compressed data and programs many. */
function looksLikeText(bytes: Buffer): boolean {
  let controls = 0
  for (const byte of bytes) if (byte < 0x09 || (byte > 0x0d && byte < 0x20)) controls += 1
  return controls * 50 <= bytes.length
}

function readAll(descriptor: number, expected: number): Buffer | undefined {
  let bytes = Buffer.allocUnsafe(Math.max(expected + 1, 64 * 1024))
  let length = 0
  for (;;) {
    const read = readSync(descriptor, bytes, length, bytes.length - length, null)
    if (read === 0) return bytes.subarray(0, length)
    length += read
    if (length > limits.fileBytes) return undefined
    if (length === bytes.length) {
      const larger = Buffer.allocUnsafe(bytes.length * 2)
      bytes.copy(larger)
      bytes = larger
    }
  }
}

function tooLarge(file: string): Problem {
  return problem('manifest-too-large', { file }, { limitMebibytes: limits.fileBytes / 1024 / 1024 })
}

function refuse(refusal: Problem): ReadText {
  return { ok: false, problem: refusal }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a symbolic link to itself',
  ENOTDIR: 'a part of the path is not a folder',
  ENAMETOOLONG: 'its name is too long',
}

/** A system error in words for people. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  return (code !== undefined && reasons[code]) || (error instanceof Error ? error.message : String(error))
}
