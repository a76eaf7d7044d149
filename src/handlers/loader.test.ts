import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { fakeLog } from '../testing/fakes.ts'
import { loadPlugins } from './loader.ts'
import { PluginRegistry } from './registry.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plugins-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function write(name: string, source: string, file = 'index.ts'): Promise<void> {
  await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, name, file), source)
}

const hello = (name: string, words: string): string =>
  `export default { name: '${name}', commands: { ${name}: { handle: () => '${words}' } } }\n`

async function load(folders = [folder]) {
  const registry = new PluginRegistry()
  const log = fakeLog()
  const loader = await loadPlugins({ registry, folders, log })
  return { registry, log, loader, names: () => registry.all().map(({ plugin }) => plugin.name) }
}

describe('plugins are loaded', () => {
  test('from each folder with an index.ts, in the order of their names', async () => {
    await write('b', hello('b', 'b'))
    await write('a', hello('a', 'a'))
    await write('notes', 'nothing', 'README.md')
    await writeFile(join(folder, 'file.ts'), '')
    const { names, log, loader } = await load([join(folder, 'missing'), folder])
    expect(names()).toEqual(['a', 'b'])
    expect(loader.problems.size).toBe(0)
    expect(log.lines.map(({ level, fields }) => [level, fields.plugin])).toEqual([
      ['info', 'a'],
      ['info', 'b'],
    ])
  })

  test('each for itself: what is wrong with one is said and harms no other', async () => {
    await write('broken', 'export default {')
    await write('empty', 'export const a = 1')
    await write('misnamed', hello('other', 'x'))
    await write('throws', "throw new Error('no')")
    await write('works', hello('works', 'x'))
    const { names, loader } = await load()
    expect(names()).toEqual(['works'])
    expect(loader.problems.get('empty')).toEqual(['A plugin file exports `definePlugin({ … })` as its default.'])
    expect(loader.problems.get('misnamed')).toEqual(['Plugin "other" lives in a folder of another name, "misnamed".'])
    expect(loader.problems.get('throws')?.[0]).toMatch(/^Plugin "throws" cannot be loaded from .*index\.ts: no$/)
    expect(loader.problems.get('broken')?.[0]).toMatch(/^Plugin "broken" cannot be loaded/)
  })
})

// Jest brings a module loader of its own; reloading is Node's, so Node runs it.
describe('plugins are loaded again', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url))

  function inNode(script: string): unknown {
    const source = `
      import { writeFileSync, rmSync } from 'node:fs'
      import { loadPlugins } from '${root}src/handlers/loader.ts'
      import { PluginRegistry } from '${root}src/handlers/registry.ts'
      const folder = ${JSON.stringify(folder)}
      const registry = new PluginRegistry()
      const lines = []
      const log = { debug() {}, error() {}, info: (message, fields) => lines.push([message, fields]), warn: (message, fields) => lines.push([message, fields]) }
      const save = (file, text) => writeFileSync(folder + '/' + file, text)
      const say = (name) => registry.get(name)?.handlers.get('command:' + name).handle()
      const until = async (condition) => { for (let waited = 0; waited < 10_000 && !condition(); waited += 20) await new Promise((done) => setTimeout(done, 20)) }
      ${script}`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
      encoding: 'utf8',
      cwd: root,
    })
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout)
  }

  test('with the files they import, while the last good version stays until the new one is good', async () => {
    await write(
      'a',
      `import { words } from './words.ts'\nexport default { name: 'a', commands: { a: { handle: () => words } } }`,
    )
    await write('a', `export const words = 'one'`, 'words.ts')
    const seen = inNode(`
      const loader = await loadPlugins({ registry, folders: [folder], log })
      const seen = [say('a'), registry.version]
      save('a/words.ts', "export const words = 'two'")
      await loader.reload('a')
      seen.push(say('a'), registry.version)
      save('a/words.ts', 'export const words = ')
      await loader.reload('a')
      seen.push(say('a'), registry.version, loader.problems.get('a').length)
      save('a/words.ts', "export const words = 'three'")
      await Promise.all([loader.reload('a'), loader.reload('a')])
      seen.push(say('a'), loader.problems.size)
      rmSync(folder + '/a', { recursive: true })
      await loader.reload('a')
      seen.push(say('a') ?? 'gone')
      console.log(JSON.stringify(seen))`)
    expect(seen).toEqual(['one', 2, 'two', 3, 'two', 3, 1, 'three', 0, 'gone'])
  })

  test('on save, and the SDK they import stays the one there is', async () => {
    await write(
      'a',
      `import { Busy } from '${root}src/sdk.ts'\nexport default { name: 'a', commands: { a: { handle: () => { throw new Busy('one') } } } }`,
    )
    const seen = inNode(`
      import { Busy } from '${root}src/sdk.ts'
      const loader = await loadPlugins({ registry, folders: [folder], watch: true, log })
      const thrown = () => { try { say('a') } catch (error) { return [error instanceof Busy, error.message] } }
      const seen = [thrown()]
      await new Promise((done) => setTimeout(done, 100))
      save('a/index.ts', "import { Busy } from '${root}src/sdk.ts'\\nexport default { name: 'a', commands: { a: { handle: () => { throw new Busy('two') } } } }")
      await until(() => thrown()[1] === 'two')
      seen.push(thrown())
      loader.close()
      console.log(JSON.stringify(seen))`)
    expect(seen).toEqual([
      [true, 'one'],
      [true, 'two'],
    ])
  })
})
