import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, relative, sep } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { freePort } from '../parts/ports.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const made = ['node_modules', '.git', 'data', join('widget', 'dist'), join('widget', 'package')]

let clone = ''
beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), 'colloquy-clone-'))
  await cp(root, clone, { recursive: true, filter: (path) => !made.includes(relative(root, path)) })
})
afterAll(() => rm(clone, { recursive: true, force: true }))

test('a command installs what is missing before it begins, and keeps what npm says out of what it prints', async () => {
  const bin = await mkdtemp(join(tmpdir(), 'colloquy-bin-'))
  await writeFile(join(bin, 'npm'), '#!/bin/sh\necho "asked: $*"\nexit 7\n', { mode: 0o755 })
  const { PATH = '', ...env } = newcomer(0)
  const command = spawn('node', ['bin/colloquy.js', 'tenant', 'list', '--json'], {
    cwd: clone,
    env: { ...env, PATH: `${bin}${delimiter}${PATH}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [printed, said, code] = await Promise.all([
    text(command.stdout),
    text(command.stderr),
    new Promise((resolve) => command.once('exit', resolve)),
  ])
  expect({ printed, code }).toEqual({ printed: '', code: 7 })
  expect(said).toContain('asked: ci')
  await rm(bin, { recursive: true })
})

test('quickstart serves the demo from a clone in which nothing is installed, and stops when told', async () => {
  const port = await freePort()
  const npm = spawn('npm', ['run', 'quickstart'], {
    cwd: clone,
    env: newcomer(port),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => npm.once('exit', resolve))
  let said = ''
  const ready = new Promise<void>((resolve) => {
    const hear = (text: Buffer) => {
      said += text.toString()
      if (said.includes('"ready"')) resolve()
    }
    npm.stdout.on('data', hear)
    npm.stderr.on('data', hear)
  })
  const early = ended.then((code) => {
    throw new Error(`It ended with ${code}:\n${said.slice(-4000)}`)
  })
  await Promise.race([ready, early])
  const [demo, loader] = await Promise.all(
    ['demo', 'widget.js'].map((page) => fetch(`http://127.0.0.1:${port}/${page}`)),
  )
  expect(await demo?.text()).toContain('/widget.js')
  expect(loader?.headers.get('content-type')).toMatch(/javascript/)
  npm.kill('SIGTERM')
  expect(await ended).toBe(0)
}, 400_000)

/** Whose shell knows the machine's Node alone, and nothing of npm's that runs this test. */
function newcomer(port: number): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|JEST_)/.test(name))
  const { PATH = '', ...env } = Object.fromEntries(inherited)
  const path = PATH.split(delimiter).filter((folder) => !folder.includes(`${sep}node_modules${sep}`))
  return { ...env, PATH: path.join(delimiter), PORT: String(port), LOG_LEVEL: 'info' }
}
