import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { check, resolveConfig } from 'prettier'
import ts from 'typescript'
import { newChannel } from '../../src/cli/new-channel.ts'
import { Conflict, Invalid } from '../../src/contracts/errors.ts'

const root = path.resolve(import.meta.dirname, '../..')
const guide = readFileSync(path.join(root, 'docs/guides/write-a-channel.md'), 'utf8')
const steps = [...guide.matchAll(/^```(?:ts|json) (\S+)\n(.*?)^```$/gms)].map(([, file = '', content = '']) => ({
  file,
  content,
}))

let workplace: string
let files: readonly string[]

/** A copy of the gateway, so that what is made stands where it would. */
beforeAll(async () => {
  workplace = await mkdtemp(path.join(tmpdir(), 'new-channel-'))
  for (const shared of ['node_modules', 'package.json', 'tsconfig.json'])
    await symlink(path.join(root, shared), path.join(workplace, shared))
  for (const folder of ['src', 'migrations'])
    await cp(path.join(root, folder), path.join(workplace, folder), { recursive: true })
  const config = (await import(path.join(root, 'jest.config.js'))) as {
    readonly default: { readonly globalSetup: string }
  }
  const { globalSetup: _, ...shared } = config.default
  const own = { ...shared, rootDir: workplace, reporters: ['default'], watchPathIgnorePatterns: [] }
  await writeFile(path.join(workplace, 'jest.config.json'), JSON.stringify(own))
  files = await newChannel('line', path.join(workplace, 'src/channels'))
})
afterAll(() => rm(workplace, { recursive: true, force: true }))

interface Assertion {
  readonly title: string
  readonly status: string
  readonly failureMessages: readonly string[]
}

function runSuite(): readonly Assertion[] {
  const result = path.join(workplace, 'result.json')
  const jest = path.join(root, 'node_modules/jest/bin/jest.js')
  const args = ['--experimental-vm-modules', jest, '--config', 'jest.config.json', '--json', '--outputFile', result]
  const { status, stderr } = spawnSync(process.execPath, [...args, 'src/channels/line'], {
    cwd: workplace,
    encoding: 'utf8',
  })
  if (status === null) throw new Error(stderr)
  const { testResults } = JSON.parse(readFileSync(result, 'utf8')) as {
    readonly testResults: readonly { readonly message: string; readonly assertionResults: readonly Assertion[] }[]
  } // jest's own report
  const all = testResults.flatMap(({ assertionResults }) => assertionResults)
  if (all.length === 0) throw new Error(testResults.map(({ message }) => message).join('\n'))
  return all
}

function typeErrors(): readonly string[] {
  const { config } = ts.readConfigFile(path.join(workplace, 'tsconfig.json'), (file) => ts.sys.readFile(file))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, workplace)
  const own = files.filter((file) => file.endsWith('.ts'))
  const program = ts.createProgram([...own], { ...options, typeRoots: [path.join(root, 'node_modules/@types')] })
  return own.flatMap((file) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(file))
      .map(({ messageText }) => `${path.basename(file)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`),
  )
}

describe('a new channel', () => {
  test('has the files that every adapter has, and compiles', () => {
    const folder = path.join(workplace, 'src/channels/line')
    expect(files.map((file) => path.relative(folder, file)).toSorted()).toEqual([
      'abilities.ts',
      'connect.ts',
      'fixtures/text.json',
      'index.ts',
      'line.test.ts',
      'parse.ts',
      'receive.ts',
      'render.ts',
      'send.ts',
    ])
    expect(typeErrors()).toEqual([])
  }, 60_000)

  test('fails its suite in the right places, and each failure says what to write', () => {
    const failed = runSuite().filter(({ status }) => status === 'failed')
    const said = failed.map(({ failureMessages }) => failureMessages.join('\n'))
    for (const place of ['receive.ts', 'parse.ts', 'render.ts', 'line.test.ts']) {
      expect(said.filter((message) => message.includes(`${place}: `))).not.toEqual([])
    }
    const isClear =
      /(receive|parse|render|send|line\.test)\.ts: (make|check|start|verify|POST)|has no source|by a text message as Line sends it/
    expect(said.filter((message) => !isClear.test(message))).toEqual([])
  }, 60_000)

  test('is formatted as everything here, and so is what the guide writes', async () => {
    const config = await resolveConfig(path.join(root, '.prettierrc.json'), {
      config: path.join(root, '.prettierrc.json'),
    })
    const made = files.map((file) => ({ file, content: readFileSync(file, 'utf8') }))
    for (const { file, content } of [...made, ...steps].filter((one) => one.file.endsWith('.ts'))) {
      expect([file, await check(content, { ...config, filepath: file })]).toEqual([file, true])
    }
  })

  test('is finished by the steps of the guide', async () => {
    for (const { file, content } of steps) await writeFile(path.join(workplace, file), content)
    const written = new Set([...steps.map(({ file }) => path.join(workplace, file))])
    expect(files.filter((file) => !written.has(file))).toEqual([path.join(workplace, 'src/channels/line/index.ts')])
    expect(typeErrors()).toEqual([])
    const suite = runSuite()
    expect(suite.filter(({ status }) => status !== 'passed')).toEqual([])
    expect(suite.length).toBeGreaterThan(15)
  }, 60_000)

  test('is a platform by a line in the list', async () => {
    const list = path.join(workplace, 'src/channels/index.ts')
    const before = await readFile(list, 'utf8')
    await writeFile(
      list,
      `import { line } from './line/index.ts'\n${before.replace('[telegram, ', '[telegram, line, ')}`,
    )
    const script = `const { createAdapters } = await import(${JSON.stringify(list)}); console.log([...createAdapters({}).keys()].join())`
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
    expect(stdout.split(',').slice(0, 2)).toEqual(['telegram', 'line'])
  }, 60_000)

  test('needs a name that a platform may have, and overwrites nothing', async () => {
    for (const name of ['Line', '../escape', 'a--b', '', 'a'.repeat(21), 'line2'])
      await expect(newChannel(name, workplace)).rejects.toThrow(Invalid)
    await expect(newChannel('line', path.join(workplace, 'src/channels'))).rejects.toThrow(Conflict)
  })
})
