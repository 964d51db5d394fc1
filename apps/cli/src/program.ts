import { type Locale, locales } from '@toride/core/locale'
import { nearest } from '@toride/policy/read-document'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { failOnValues, isNamespaceName } from './configuration/configuration.ts'
import type { ExitCode } from './exit-code.ts'
import { formats } from './formats/format.ts'
import type { Io } from './io.ts'
import { version } from './version.ts'

/**
 * Every command with its options and help. What a command does is loaded when it is called, so that asking for help costs
 * next to nothing. `onExit` is told how the command has ended.
 */
export function createProgram(io: Io, onExit: (code: ExitCode) => void): Command {
  const program = new Command('toride')
    .description('Finds and mends what is insecure in Kubernetes manifests, clusters and images.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureHelp({ showGlobalOptions: false, sortSubcommands: false })
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing at or above --fail-on, 1 findings, 2 bad usage or nothing readable, 3 something could not be looked at.',
    )
  addUp(program, io, onExit)
  addScan(program, io, onExit)
  addFix(program, io, onExit)
  addChecks(program, io, onExit)
  addCluster(program, io, onExit)
  return program
}

function addUp(program: Command, io: Io, onExit: (code: ExitCode) => void): void {
  program
    .command('up')
    .description('start the server: portal, API and database on one address, until it is stopped')
    .option('--demo', 'add an environment with sample data')
    .addOption(new Option('--port <number>', 'port to listen on; 0 takes a free one (default: 7070)').argParser(portOf))
    .option('--host <address>', 'address to listen on (default: 127.0.0.1, this machine alone)')
    .option('--data <folder>', 'folder of the database and of everything else that is kept')
    .action(async (options) => {
      const { up } = await import('./commands/up.ts')
      onExit(await up(options, io))
    })
}

function portOf(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return port
}

function addScan(program: Command, io: Io, onExit: (code: ExitCode) => void): void {
  const scan = program.command('scan').description('look for what is insecure; changes nothing')
  scanOptions(
    scan
      .command('manifests')
      .description('scan Kubernetes manifests: YAML and JSON files, folders, Helm charts, kustomizations')
      .argument('<path...>', 'files, folders, or - for the standard input')
      .addOption(namespaceOption('namespace of objects that name none')),
  ).action(async (paths: string[], options) => {
    const { scanManifests } = await import('./commands/scan-manifests.ts')
    onExit(await scanManifests(paths, options, io))
  })
  scanOptions(
    connectionOptions(scan.command('cluster').description('scan a live cluster, read-only, with the connection that kubectl would use')),
  ).action(async (options) => {
    const { scanCluster } = await import('./commands/scan-cluster.ts')
    onExit(await scanCluster(options, io))
  })
}

function addCluster(program: Command, io: Io, onExit: (code: ExitCode) => void): void {
  const cluster = program.command('cluster').description('prepare a cluster for Toride')
  connectionOptions(
    cluster
      .command('role')
      .description('print the service account and role by which Toride may read a cluster, without the content of Secrets')
      .option('--with-write', 'also allow to apply and roll back fixes')
      .option('--with-token', 'also make a token that does not expire, for a stored kubeconfig')
      .addOption(namespaceOption('namespace of the service account (default: toride)'))
      .option('--discover', 'name the kinds of extensions that a running cluster serves'),
  ).action(async (options) => {
    const { clusterRole } = await import('./commands/cluster-role.ts')
    onExit(await clusterRole(options, io))
  })
}

function connectionOptions(command: Command): Command {
  return command
    .option('--context <name>', 'context of the kubeconfig (default: its current one)')
    .option('--kubeconfig <file>', 'kubeconfig (default: KUBECONFIG, ~/.kube/config, or the pod that this runs in)')
}

function addFix(program: Command, io: Io, onExit: (code: ExitCode) => void): void {
  const fix = program.command('fix').description('mend what a scan finds')
  const manifests = fix
    .command('manifests')
    .description('print the fixes of Kubernetes manifests as a diff, or write them; comments, order and layout stay')
    .argument('<path...>', 'files, folders, or - for the standard input')
    .option('--write', 'change the files instead of printing a diff')
    .option('--rule <id...>', 'only the fixes of these checks')
    .addOption(namespaceOption('namespace of objects that name none'))
  policyOptions(manifests).action(async (paths: string[], options) => {
    const { fixManifests } = await import('./commands/fix-manifests.ts')
    onExit(await fixManifests(paths, options, io))
  })
}

function addChecks(program: Command, io: Io, onExit: (code: ExitCode) => void): void {
  const checks = program.command('checks').description('what Toride looks at')
  checks
    .command('list')
    .description('list every check')
    .addOption(profileOption())
    .addOption(oneOf(new Option('--format <format>', 'how to print'), ['table', 'json']).default('table'))
    .addOption(localeOption())
    .action(async (options) => {
      const { listChecks } = await import('./commands/checks.ts')
      onExit(listChecks(options, io))
    })
  checks
    .command('show')
    .description('explain one check: what it looks at, why, how to mend it, its parameters')
    .addArgument(new Argument('<id>', 'id of the check'))
    .addOption(oneOf(new Option('--format <format>', 'how to print'), ['table', 'json']).default('table'))
    .addOption(localeOption())
    .action(async (id: string, options) => {
      const { showCheck } = await import('./commands/checks.ts')
      onExit(showCheck(id, options, io))
    })
}

/** The options of every scan. Defaults stand in `prepareScan`, since a file of settings comes between. */
function scanOptions(command: Command): Command {
  return policyOptions(command)
    .addOption(oneOf(new Option('--format <format>', 'how to print the result (default: table)'), formats))
    .option('--output <file>', 'write the result to a file')
    .addOption(
      new Option(
        '--fail-on <severity>',
        'least severity that ends with exit code 1: critical, high, medium, low, informational or none (default: low)',
      ).argParser(choiceOf(failOnValues)),
    )
    .option('--baseline <file>', 'leave out the findings that this file knows')
    .option('--write-baseline', 'write all findings to the file of --baseline')
    .option('--verbose', 'name what was skipped')
}

/** The options that decide what holds. */
function policyOptions(command: Command): Command {
  return command
    .addOption(profileOption())
    .option('--policy <path>', 'policy assignments, a file or folder (repeatable)', collect)
    .option('--parameters <file>', 'parameter values of checks')
    .option('--standard <name@version>', 'judge by a standard instead, like pod-security/restricted@v1.31 (repeatable)', collect)
    .option('--exemptions <file>', 'findings that are not to be mended, with reason and expiry')
    .option('--target-version <version>', 'version of Kubernetes that the manifests are for, like 1.31')
    .option('--config <file>', 'settings instead of the .toride.yaml that is found')
    .option('--no-config', 'use no .toride.yaml')
    .addOption(localeOption())
}

function profileOption(): Option {
  return oneOf(new Option('--profile <profile>', 'how checks read manifests (default: toride)'), ['toride', 'defender'])
}

function localeOption(): Option {
  return new Option('--locale <locale>', 'language of texts (default: en)').argParser((value): Locale => {
    const locale = locales.find((known) => known === value)
    if (locale === undefined) throw new InvalidArgumentError(`Known are ${locales.join(', ')}.`)
    return locale
  })
}

/** An option with a few values, in capitals too, as people read some of them. */
function oneOf(option: Option, values: readonly string[]): Option {
  return option.choices(values).argParser(choiceOf(values))
}

function choiceOf<T extends string>(values: readonly T[]): (text: string) => T {
  return (text) => {
    const value = values.find((known) => known === text.toLowerCase())
    if (value !== undefined) return value
    const meant = nearest(text, values)
    throw new InvalidArgumentError(`Allowed choices are ${values.join(', ')}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`)
  }
}

function namespaceOption(description: string): Option {
  return new Option('--namespace <name>', description).argParser((text) => {
    if (!isNamespaceName(text)) throw new InvalidArgumentError('A namespace has lower-case letters, digits and dashes, at most 63.')
    return text
  })
}

function collect(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value]
}
