import { exitCodes } from './exit-code.ts'
import { runCli } from './run-cli.ts'

// Whoever reads the output may have seen enough (`| head`); that is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(process.exitCode ?? 0)
  })
}

// Left to itself the program would end with 1, which means findings.
process.on('uncaughtException', (error: unknown) => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`error: Toride has failed; please report this with what you ran\n${text}\n`)
  process.exit(exitCodes.partial)
})

process.exitCode = await runCli(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  now: () => new Date(),
})
