import { expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../parts/ports.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const made = ['node_modules', '.git', 'data', join('widget', 'dist'), join('widget', 'package')]

test('quickstart serves the demo from a clone in which nothing is installed, and stops when told', async () => {
  const clone = await mkdtemp(join(tmpdir(), 'colloquy-clone-'))
  const port = await freePort()
  try {
    await cp(root, clone, { recursive: true, filter: (path) => !made.includes(relative(root, path)) })
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
  } finally {
    await rm(clone, { recursive: true, force: true })
  }
}, 400_000)

/** Whose shell knows the machine's Node alone, and nothing of npm's that runs this test. */
function newcomer(port: number): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|JEST_)/.test(name))
  const { PATH = '', ...env } = Object.fromEntries(inherited)
  const path = PATH.split(delimiter).filter((folder) => !folder.includes(`${sep}node_modules${sep}`))
  return { ...env, PATH: path.join(delimiter), PORT: String(port), LOG_LEVEL: 'info' }
}
