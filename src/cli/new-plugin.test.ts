import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Conflict, Invalid } from '../contracts/errors.ts'
import { newPlugin } from './new-plugin.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
let workplace: string

/** A package of the same name and exports, so that what is generated imports the SDK as it does in place. */
beforeAll(async () => {
  workplace = await mkdtemp(join(tmpdir(), 'new-plugin-'))
  for (const shared of ['src', 'node_modules', 'package.json', 'tsconfig.json'])
    await symlink(join(root, shared), join(workplace, shared))
  const config = (await import(join(root, 'jest.config.js'))) as { readonly default: { readonly globalSetup: string } }
  const { globalSetup: _, ...shared } = config.default
  const own = { ...shared, rootDir: workplace, reporters: ['default'], watchPathIgnorePatterns: [] }
  await writeFile(join(workplace, 'jest.config.json'), JSON.stringify(own))
  await mkdir(join(workplace, 'plugins'))
})
afterAll(() => rm(workplace, { recursive: true, force: true }))

interface Suite {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly message: string
    readonly assertionResults: readonly {
      readonly title: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

function runSuite(name: string): Suite {
  const result = join(workplace, `${name}.json`)
  const jest = join(root, 'node_modules/jest/bin/jest.js')
  const args = [
    '--experimental-vm-modules',
    jest,
    '--config',
    'jest.config.json',
    '--json',
    '--outputFile',
    result,
    name,
  ]
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: workplace, encoding: 'utf8' })
  if (status === null) throw new Error(stderr)
  return JSON.parse(readFileSync(result, 'utf8')) as Suite // jest's own report
}

describe('a new plugin', () => {
  test('fails its suite in one place, which says what to edit, and passes after that edit', async () => {
    const folder = join(workplace, 'plugins')
    const files = await newPlugin('tea-time', folder)
    expect(files.map((file) => file.slice(folder.length + 1)).sort()).toEqual([
      'tea-time/README.md',
      'tea-time/index.ts',
      'tea-time/talks/hello.txt',
      'tea-time/tea-time.test.ts',
    ])

    const before = runSuite('tea-time')
    const failed = before.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'failed')
    expect(failed.map(({ title }) => title)).toEqual(['speaks as written in talks/hello.txt'])
    expect(failed[0]?.failureMessages[0]).toContain('Here stands what tea time should say.')

    const talk = join(folder, 'tea-time/talks/hello.txt')
    const text = await readFile(talk, 'utf8')
    await writeFile(talk, text.replace('Here stands what tea time should say.', 'Hello from tea time.'))
    expect(runSuite('tea-time')).toMatchObject({ numFailedTests: 0, numPassedTests: before.numPassedTests + 1 })
  }, 60_000)

  test('needs a name that a plugin may have', async () => {
    await expect(newPlugin('Tea Time', workplace)).rejects.toThrow(Invalid)
    await expect(newPlugin('../escape', workplace)).rejects.toThrow(Invalid)
    await expect(newPlugin('cancel', workplace)).rejects.toThrow('reserved')
  })

  test('overwrites nothing', async () => {
    await newPlugin('twice', workplace)
    await expect(newPlugin('twice', workplace)).rejects.toThrow(Conflict)
  })
})
