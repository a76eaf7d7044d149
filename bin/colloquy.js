#!/usr/bin/env node
// Plain JavaScript, because the Node that a machine finds first may be too old to run the TypeScript of `src/`.

import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

/** @param {string} path from the project's root */
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

// A clone in which nothing is installed yet; a package that npm installed has no lock. What a command prints is its own.
if (!existsSync(at('node_modules')) && existsSync(at('package-lock.json'))) {
  const { status } = spawnSync(process.execPath, [at('scripts/install-if-missing.js')], { stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(status ?? 1)
}

if (Number.parseInt(process.versions.node, 10) >= 24) {
  // Types are stripped and code is compiled once, not for every command: that is half of its time.
  module.enableCompileCache(at('node_modules/.cache/colloquy'))
  await import('../src/cli/index.ts')
} else {
  const node24 = at(process.platform === 'win32' ? 'node_modules/node/bin/node.exe' : 'node_modules/node/bin/node')
  if (existsSync(node24)) {
    runWith(node24)
  } else {
    console.error(`Colloquy needs Node 24 or newer, and this is Node ${process.versions.node}.`)
    process.exitCode = 1
  }
}

/** @param {string} node */
function runWith(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  // A terminal sends Ctrl-C to both processes; a supervisor signals only this one.
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal))
  process.on('SIGINT', () => undefined)
  child.on('error', (error) => {
    console.error(`Colloquy could not start Node 24: ${error.message}`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
