import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import ts from 'typescript'

/** Every block of TypeScript in the guides and the reference compiles as it stands, as a file of a plugin would. */
const root = path.resolve(import.meta.dirname, '../..')
const pages = ['docs/guides', 'docs/reference'].flatMap((folder) =>
  readdirSync(path.join(root, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file}`),
)

const blocks = new Map<string, { readonly code: string; readonly where: string }>()
for (const page of pages) {
  const text = readFileSync(path.join(root, page), 'utf8')
  for (const { index, 1: code = '' } of text.matchAll(/^```ts\n(.*?)^```$/gms)) {
    const line = text.slice(0, index).split('\n').length + 1
    // The file does not exist: it stands where a plugin stands, so that it may import what a plugin may.
    blocks.set(path.join(root, 'plugins', `${path.basename(page)}-${line}`, 'index.ts'), {
      code,
      where: `${page}:${line}`,
    })
  }
}

const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file))
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)

function problemsOf(files: ReadonlyMap<string, { readonly code: string; readonly where: string }>): readonly string[] {
  const host = ts.createCompilerHost(options, true)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (file) => files.has(file) || fileExists(file)
  host.readFile = (file) => files.get(file)?.code ?? readFile(file)
  host.getSourceFile = (file, language, ...rest) => {
    const own = files.get(file)
    return own === undefined
      ? getSourceFile(file, language, ...rest)
      : ts.createSourceFile(file, own.code, language, true)
  }
  const program = ts.createProgram([...files.keys()], options, host)
  return [...files].flatMap(([file, { where }]) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map(({ messageText, start = 0, file: source }) => {
      const line = source?.getLineAndCharacterOfPosition(start).line ?? 0
      return `${where} + ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
    }),
  )
}

test('every block of TypeScript in the guides compiles', () => {
  expect(blocks.size).toBeGreaterThan(5)
  expect(problemsOf(blocks)).toEqual([])
}, 60_000)

test('a block that is wrong would be found', () => {
  const wrong = new Map([
    [
      path.join(root, 'plugins/wrong/index.ts'),
      {
        code: "import { definePlugin } from 'colloquy/sdk'\nexport default definePlugin({ name: 'wrong', commands: { a: { handle() {} } } })\n",
        where: 'wrong',
      },
    ],
  ])
  expect(problemsOf(wrong).join('\n')).toMatch(/^wrong \+ 1: /)
}, 60_000)
