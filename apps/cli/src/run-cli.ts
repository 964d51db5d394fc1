import { Command, CommanderError, Option } from 'commander'
import { type ExitCode, exitCodes } from './exit-code.ts'
import type { Io } from './io.ts'

/** Runs the command that the arguments name. Never throws and never ends the process. */
export async function runCli(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.ok
  const program = new Command('toride').exitOverride().configureOutput({
    writeOut: (text) => io.stdout.write(text),
    writeErr: (text) => io.stderr.write(text),
  })
  const scan = program.command('scan')
  scan
    .command('manifests')
    .argument('<path...>')
    .addOption(new Option('--profile <profile>').choices(['toride', 'defender']).default('toride'))
    .addOption(new Option('--format <format>').choices(['json']).default('json'))
    .addOption(new Option('--fail-on <severity>').default('low'))
    .addOption(new Option('--locale <locale>').choices(['en', 'ja']).default('en'))
    .option('--namespace <name>')
    .action(async (paths, options) => {
      const { scanManifests } = await import('./commands/scan-manifests.ts')
      exitCode = await scanManifests(paths, options, io)
    })
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    throw error
  }
  return exitCode
}
