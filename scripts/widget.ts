import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/**
 * Builds `widget/dist/` of `widget/`, and only when something changed: a fresh clone has it after its first command.
 * Without the packages for development (an image made for production) what is there is used as it is.
 */
const root = fileURLToPath(new URL('../', import.meta.url))
const widget = join(root, 'widget')
const dist = join(widget, 'dist')
/** Text shrinks; pictures have shrunk already. */
const shrinks = /\.(?:js|css|svg|wasm)$/

export async function buildWidget(): Promise<void> {
  if (!existsSync(join(root, 'node_modules/vite'))) return
  const stamp = await stampOf()
  if ((await readFile(join(dist, 'stamp'), 'utf8').catch(() => '')) === stamp) return
  // Made beside it, because another process may be reading the old one, or making the same.
  const making = await mkdtemp(join(widget, '.dist-'))
  try {
    await make(making)
    await writeFile(join(making, 'stamp'), stamp)
    await rm(dist, { recursive: true, force: true })
    await rename(making, dist)
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

async function make(folder: string): Promise<void> {
  const { build } = await import('vite')
  const { loaderBuild, panelBuild } = await import('../widget/vite.config.ts')
  await build(loaderBuild(folder))
  await build(panelBuild(join(folder, 'files')))
  // The pages are no files of the kind: the gateway completes them for each chatbot.
  for (const file of ['panel.html', 'states.html', 'demo.html', 'manifest.json'])
    await rename(join(folder, 'files', file), join(folder, file))
  const served = [join(folder, 'widget.js'), ...(await filesIn(join(folder, 'files')))]
  for (const file of served) if (shrinks.test(file)) await shrink(file)
}

/** Once and well, so that no request waits for it. */
async function shrink(file: string): Promise<void> {
  const body = await readFile(file)
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
  await writeFile(`${file}.br`, await promisify(brotliCompress)(body, best))
  await writeFile(`${file}.gz`, await promisify(gzip)(body, { level: constants.Z_BEST_COMPRESSION }))
}

/** Changes when a source of the widget does, or a package it may be made of. */
async function stampOf(): Promise<string> {
  const hash = createHash('sha256')
  const sources = (await filesIn(widget)).filter(
    (file) => !/^(?:dist|\.dist-)|\.test\.ts$/.test(relative(widget, file)),
  )
  for (const file of [...sources.sort(), join(root, 'package-lock.json')]) {
    hash
      .update(relative(root, file))
      .update('\0')
      .update(await readFile(file))
  }
  return hash.digest('hex')
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWidget()
