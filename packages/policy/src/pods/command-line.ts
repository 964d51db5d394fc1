import type { Container, Handler } from '../model/pod.ts'

/**
 * The place of the first text that a container would run and that matches: a pointer below the container such as
 * `/args/1`; undefined when there is none. Looks at command, arguments, lifecycle hooks and probes.
 */
export function findInCommands(container: Container, matches: (text: string) => boolean): string | undefined {
  return (
    findInTexts(container.command, '/command', matches) ??
    findInTexts(container.args, '/args', matches) ??
    findInHandler(container.lifecycle?.postStart, '/lifecycle/postStart', matches) ??
    findInHandler(container.lifecycle?.preStop, '/lifecycle/preStop', matches) ??
    findInHandler(container.livenessProbe, '/livenessProbe', matches) ??
    findInHandler(container.readinessProbe, '/readinessProbe', matches) ??
    findInHandler(container.startupProbe, '/startupProbe', matches)
  )
}

function findInHandler(handler: Handler | undefined, pointer: string, matches: (text: string) => boolean): string | undefined {
  const command = handler?.exec?.command
  return command === undefined ? undefined : findInTexts(command, `${pointer}/exec/command`, matches)
}

function findInTexts(texts: readonly string[] | undefined, pointer: string, matches: (text: string) => boolean): string | undefined {
  if (texts === undefined) return undefined
  for (let index = 0; index < texts.length; index += 1) if (matches(texts[index] as string)) return `${pointer}/${index}`
  return undefined
}

/** Whether a shell text calls a program by its bare name or its path: `sudo` in `/usr/bin/sudo id`, not in `/etc/sudoers`. */
export function callsProgram(text: string, program: string): boolean {
  return callOf(text, program, 0) >= 0
}

/** Whether a shell text calls a program with a word among its arguments: `apt-get -y install`. */
export function callsProgramWith(text: string, program: string, words: readonly string[]): boolean {
  for (let start = callOf(text, program, 0); start >= 0; start = callOf(text, program, start + program.length)) {
    let end = start + program.length
    while (end < text.length && !endsCommand(text.charCodeAt(end))) end += 1
    const call = text.slice(start + program.length, end)
    if (words.some((word) => callsProgram(call, word))) return true
  }
  return false
}

function callOf(text: string, program: string, from: number): number {
  for (let start = text.indexOf(program, from); start >= 0; start = text.indexOf(program, start + program.length)) {
    const before = start === 0 ? 32 : text.charCodeAt(start - 1)
    const end = start + program.length
    const after = end === text.length ? 32 : text.charCodeAt(end)
    if ((before === 47 || separatesWords(before)) && separatesWords(after)) return start
  }
  return -1
}

/** White space, quotes, and what begins or ends a command in a shell. */
function separatesWords(code: number): boolean {
  return code <= 32 || code === 34 || code === 39 || code === 96 || code === 40 || code === 41 || endsCommand(code)
}

function endsCommand(code: number): boolean {
  return code === 59 || code === 38 || code === 124 || code === 10
}
