import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startOwn, type OwnServer } from './own-server.ts'

export interface OwnChroma extends OwnServer {
  readonly url: string
}

/**
 * The server comes as a library of 400 MB, beside a client of 2: only tests want it, so it is kept beside the packages
 * and not among them. Later versions want a newer C library than a stable Debian has.
 */
const library = {
  version: '1.0.5',
  folder: fileURLToPath(new URL('../../node_modules/.cache/chroma', import.meta.url)),
}

/** Throws where there is no Chroma for this kind of machine. */
export async function startChroma(): Promise<OwnChroma> {
  const binding = await installed()
  const server = await startOwn({
    name: 'chroma',
    command: process.execPath,
    args(folder, port) {
      const options = ['run', '--path', folder, '--host', '127.0.0.1', '--port', String(port)]
      return ['--eval', `require(${JSON.stringify(binding)}).cli(${JSON.stringify(['chroma', ...options])})`]
    },
    isUp: (port) =>
      fetch(`${urlOf(port)}/api/v2/heartbeat`).then(
        ({ ok }) => ok,
        () => false,
      ),
  })
  return { ...server, url: urlOf(server.port) }
}

const urlOf = (port: number): string => `http://127.0.0.1:${port}`

async function installed(): Promise<string> {
  const name = `chromadb-js-bindings-${process.platform}-${process.arch}${process.platform === 'linux' ? '-gnu' : ''}`
  const binding = join(library.folder, 'node_modules', name)
  if (!existsSync(binding)) {
    const options = ['--prefix', library.folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts']
    await promisify(execFile)('npm', ['install', ...options, `${name}@${library.version}`])
  }
  return binding
}
