#!/usr/bin/env node
// Plain JavaScript, because the Node that a machine finds first may be too old to run the TypeScript of `src/`.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

if (Number.parseInt(process.versions.node, 10) >= 24) {
  // Types are stripped and code is compiled once, not for every command: that is half of its time.
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/colloquy', import.meta.url)))
  await import('../src/cli/index.ts')
} else {
  const inPackage = process.platform === 'win32' ? '../node_modules/node/bin/node.exe' : '../node_modules/node/bin/node'
  const node24 = fileURLToPath(new URL(inPackage, import.meta.url))
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
