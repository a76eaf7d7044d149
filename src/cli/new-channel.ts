import { readdir, readFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Conflict, Invalid } from '../contracts/errors.ts'
import type { Terminal } from './terminal.ts'

const templates = fileURLToPath(new URL('channel-template', import.meta.url))
const adapters = fileURLToPath(new URL('../channels', import.meta.url))

export async function makeChannel(
  terminal: Terminal,
  name: string,
  { dir = adapters }: { readonly dir?: string },
): Promise<void> {
  await newChannel(name, resolve(dir))
  const { identifier } = namesOf(name)
  terminal.out(`The adapter is in ${join(resolve(dir), name)}: its test fails, and each failure says what to write.
When it passes, add it to src/channels/index.ts:

  import { ${identifier} } from './${name}/index.ts'

and to the list in createAdapters: ${identifier}. The guide: docs/guides/write-a-channel.md.`)
}

/**
 * Writes a new adapter into `<directory>/<name>`: the files that every adapter has, which compile, and the conformance
 * suite, which fails until they are written. Gives the files' paths. Throws Invalid for a name that no platform may have
 * and Conflict when the folder is there already.
 */
export async function newChannel(name: string, directory: string): Promise<readonly string[]> {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name) || name.length > longestName) {
    throw new Invalid(`A platform's name is at most ${longestName} lower-case letters, with hyphens between.`, 'name')
  }
  const folder = join(directory, name)
  await mkdir(directory, { recursive: true })
  await mkdir(folder).catch((error: unknown) => {
    throw new Conflict(`There is a folder ${folder} already; choose another name or remove it.`, { cause: error })
  })
  const files = await readdir(templates, { recursive: true })
  const written: string[] = []
  for (const file of files.filter((one) => one.endsWith('.txt')).toSorted()) {
    const path = join(folder, file === 'test.ts.txt' ? `${name}.test.ts` : file.slice(0, -'.txt'.length))
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, filled(await readFile(join(templates, file), 'utf8'), namesOf(name)), { flag: 'wx' })
    written.push(path)
  }
  return written
}

/** What a channel's row holds. */
const longestName = 20

interface Names {
  readonly name: string
  /** In code. */
  readonly identifier: string
  /** In prose. */
  readonly title: string
}

function namesOf(name: string): Names {
  const words = name.split('-').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
  const camel = words.join('')
  return { name, identifier: camel.slice(0, 1).toLowerCase() + camel.slice(1), title: words.join(' ') }
}

function filled(template: string, names: Names): string {
  return template.replaceAll(/\{\{(name|identifier|title)\}\}/g, (_, key: keyof Names) => names[key])
}
