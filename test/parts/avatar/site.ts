import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html', '.png': 'image/png' }

/**
 * A page with the avatar's code as a website gets it, and the avatars beside it. `policy` is its Content-Security-Policy;
 * `models` a folder of other avatars, under `/models/`.
 */
export async function openAvatarSite({ models = root, policy = '' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'avatar-'))
  // In a process of its own: its parts in machine code do not live in Jest's.
  await promisify(execFile)(process.execPath, [fileURLToPath(new URL('build.ts', import.meta.url)), folder])
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
    const file = path.startsWith('/avatars/')
      ? join(root, 'assets', path)
      : path.startsWith('/models/')
        ? join(models, path.slice('/models'.length))
        : join(folder, path)
    if (policy !== '' && path.endsWith('.html')) response.setHeader('content-security-policy', policy)
    readFile(file).then(
      (content) => response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream').end(content),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/page.html`, // listens on a port
    async close() {
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true })
    },
  }
}
