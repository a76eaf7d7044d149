// Brings node_modules to what package-lock.json names, and does nothing (in some milliseconds) when it is there already.
// It is the first thing a fresh clone runs, so it is plain JavaScript for whatever Node the machine has, and imports
// nothing that would have to be installed.

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

// An image made with `npm ci --omit=dev` is complete as it is: completing it would be a surprise.
const developing = process.env.NODE_ENV !== 'production'

/**
 * @typedef {{ version?: string, integrity?: string, dev?: boolean, optional?: boolean, peer?: boolean, link?: boolean }} Entry
 * @param {string} file
 * @returns {Record<string, Entry> | undefined}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages
  } catch {
    return undefined
  }
}

/** @returns {string | undefined} what is missing, in words; undefined when nothing is */
function missing() {
  const wanted = lockedPackages('package-lock.json')
  if (!wanted) return undefined
  // npm writes this file last, so an interrupted install has none.
  const present = lockedPackages('node_modules/.package-lock.json')
  if (!present) return 'nothing is installed yet'
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.link) continue
    const installed = present[path]
    // Which optional packages belong on this machine is npm's to say; that those it chose are the right ones is ours.
    const required = !entry.optional && (developing || !entry.dev)
    if (!installed || !existsSync(join(root, path))) {
      if (required) return `${path} is not installed`
    } else if (installed.version !== entry.version || installed.integrity !== entry.integrity) {
      return `${path} is at ${installed.version}, not ${entry.version}`
    }
  }
  return undefined
}

const reason = missing()
if (reason) {
  console.error(`Installing packages: ${reason}.`)
  // The quiet level: under an older Node, npm would warn about every package that asks for Node 24, which this brings.
  const args = ['ci', '--loglevel=error', '--no-audit', '--no-fund']
  const npm = process.env.npm_execpath
  const done = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  process.exitCode = done.status ?? 1
  if (done.status === 0) compile()
}

/** Strips the types and compiles everything once, so that no start has to: the cache is the server's own. */
function compile() {
  const env = { ...process.env, NODE_COMPILE_CACHE: join('node_modules', '.cache', 'colloquy') }
  const node = join(root, 'node_modules', '.bin', 'node')
  spawnSync(existsSync(node) ? node : process.execPath, ['-e', "import('./src/app.ts')"], { cwd: root, env })
}
