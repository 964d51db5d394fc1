import { copyFile, open, stat, truncate } from 'node:fs/promises'

const largestLogBytes = 5 * 1024 * 1024

/**
 * Keeps the server's log within bounds: at most two files of about 5 MB. The server holds the file open and appends, so it
 * is copied and emptied, not renamed.
 */
export async function boundLog(file: string, limitBytes = largestLogBytes): Promise<void> {
  if ((await sizeOf(file)) <= limitBytes) return
  await copyFile(file, `${file}.1`)
  await truncate(file)
}

/** The size of a file in bytes; 0 when it does not exist. */
export async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  )
}

/** Why the server ended, in its own words: the last fatal message that it wrote after `fromByte`. */
export async function lastFatalMessage(file: string, fromByte: number): Promise<string | undefined> {
  const handle = await open(file, 'r')
  try {
    const size = (await handle.stat()).size
    const start = Math.max(Math.min(fromByte, size), size - 16_384)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start)
    return fatalMessageIn(buffer.toString('utf8', 0, bytesRead))
  } finally {
    await handle.close()
  }
}

/** The last `FATAL:` or `PANIC:` message in a text of log lines, else its last line. */
export function fatalMessageIn(log: string): string | undefined {
  const lines = log.split('\n').filter((line) => line.trim() !== '')
  for (const line of lines.toReversed()) {
    for (const severity of ['FATAL:', 'PANIC:']) {
      const at = line.indexOf(severity)
      if (at >= 0) return line.slice(at + severity.length).trim()
    }
  }
  return lines.at(-1)?.trim()
}
