import { problem, TorideError } from '@toride/core/errors'
import { type Command, CommanderError } from 'commander'
import { type ExitCode, exitCodes } from './exit-code.ts'
import type { Io } from './io.ts'
import { printProblems } from './print-problems.ts'
import { createProgram } from './program.ts'
import { Refusal } from './refusal.ts'
import { paintFor } from './terminal/colours.ts'

/** Runs the command that the arguments name. Bad usage is explained on stderr; only bugs are thrown. */
export async function runCli(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.ok
  const program = createProgram(io, (code) => {
    exitCode = code
  })
  prepare(program, io)
  try {
    await program.parseAsync(untilUnknown(program, args), { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    const problems =
      error instanceof Refusal ? error.problems : error instanceof TorideError ? [problem(error.code, {}, error.data)] : undefined
    if (problems === undefined) throw error
    printProblems(problems, 'error', io.stderr, paintFor(io.stderr, io.environment))
    return exitCodes.usage
  }
}

/** Commands inherit these settings only from a parent that had them before; these come last, so each gets its own. */
function prepare(command: Command, io: Io): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => io.stdout.write(text),
    writeErr: (text) => io.stderr.write(text),
    getOutHelpWidth: () => io.stdout.columns ?? 100,
    getErrHelpWidth: () => io.stderr.columns ?? 100,
    outputError(text, write) {
      const [message = '', ...suggestion] = text
        .trim()
        .replace(/^error: /, '')
        .split('\n')
      const { hint } = problem('bad-usage', {}, {})
      write(`error: ${[message, ...suggestion].join(' ')}\nUsage: ${commandPath(command)} ${command.usage()}\n  ${hint}\n`)
    },
  })
  for (const inner of command.commands) prepare(inner, io)
}

/** What follows an unknown command is left out: `--help` behind it would help with another one. */
function untilUnknown(program: Command, args: readonly string[]): readonly string[] {
  let command = program
  for (const [index, name] of args.entries()) {
    if (name.startsWith('-') || name === 'help' || command.commands.length === 0) break
    const inner = command.commands.find((each) => each.name() === name)
    if (inner === undefined) return args.slice(0, index + 1)
    command = inner
  }
  return args
}

function commandPath(command: Command): string {
  return command.parent === null ? command.name() : `${commandPath(command.parent)} ${command.name()}`
}
