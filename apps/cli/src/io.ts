/** What a command talks to: results go to `stdout`, everything else to `stderr`. */
export type Io = {
  readonly stdin: AsyncIterable<Uint8Array>
  readonly stdout: Output
  readonly stderr: Output
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly now: () => Date
}

export type Output = {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}
