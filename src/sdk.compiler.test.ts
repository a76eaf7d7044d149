// `sdk.types.test.ts` says that wrong plugins do not compile; this says that they are refused for the right reason.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from '@jest/globals'
import ts from 'typescript'

const here = fileURLToPath(new URL('.', import.meta.url))
const file = `${here}snippet.ts`

/** Each is the body of a `definePlugin`; `refused` is what the compiler says. */
const snippets: readonly { readonly what: string; readonly body: string; readonly refused?: RegExp }[] = [
  {
    what: 'a capability that was asked for',
    body: `needs: ['http'], commands: { a: { async handle({ http }) { return String(await http.json('https://a.example')) } } }`,
  },
  {
    what: 'a capability that was not asked for',
    body: `commands: { a: { handle: ({ http }) => String(http) } }`,
    refused: /Property 'http' does not exist/,
  },
  {
    what: 'one capability in place of another',
    body: `needs: ['store'], commands: { a: { handle: ({ schedule }) => String(schedule) } }`,
    refused: /Property 'schedule' does not exist/,
  },
  {
    what: 'a capability that there is not',
    body: `needs: ['htp']`,
    refused: /Type '"htp"' is not assignable.*Did you mean '"http"'/s,
  },
  {
    what: 'an unknown slot',
    body: `intents: { a: { examples: ['a'], slots: { order: text() }, handle: ({ slots }) => slots.oder } }`,
    refused: /Property 'oder' does not exist/,
  },
  {
    what: 'an unknown setting',
    body: `settings: { shop: url() }, commands: { a: { handle: ({ settings }) => settings.shopp } }`,
    refused: /Property 'shopp' does not exist/,
  },
  {
    what: 'an optional setting as if it were there',
    body: `settings: { shop: optional(url()) }, commands: { a: { handle: ({ settings }) => settings.shop.trim() } }`,
    refused: /'settings.shop' is possibly 'undefined'/,
  },
  {
    what: 'a forgotten return',
    body: `commands: { a: { async handle() { await Promise.resolve() } } }`,
    refused: /Promise<void>.*is not assignable/s,
  },
  {
    what: 'a forgotten return of a handler that reads its context',
    body: `commands: { a: { handle({ text }) { text.trim() } } }`,
    refused: /=> void' is not assignable/,
  },
  {
    what: 'a forgotten return of a handler that comes due',
    body: `due: { a: { async handle({ text }) { text.trim() } } }`,
    refused: /Promise<void>.*is not assignable/s,
  },
  {
    what: 'a dialogue without an end',
    body: `commands: { a: { async *handle() { yield* ask('Who?') } } }`,
    refused: /AsyncGenerator<Ask, void, unknown>.*is not assignable/s,
  },
  {
    what: 'something yielded that is neither ask nor say',
    body: `commands: { a: { async *handle() { yield 7; return 'a' } } }`,
    refused: /is not assignable/,
  },
  {
    what: 'an answer compared with what was not offered',
    body: `commands: { a: { async *handle() { const size = yield* ask('?', choice('small', 'large')); return size === 'medium' ? 'a' : 'b' } } }`,
    refused: /types '"small" \\| "large"' and '"medium"' have no overlap/,
  },
  {
    what: 'a jump to a handler that there is not',
    body: `commands: { a: { handle: () => goto('b') } }`,
    refused: /GotoReply<"b", undefined>' is not assignable/,
  },
  {
    what: 'a jump with a slot of another type',
    body: `intents: { a: { examples: ['a'], slots: { n: number() }, handle: () => 'a' } }, commands: { b: { handle: () => goto('a', { n: 'x' }) } }`,
    refused: /Type 'string' is not assignable to type 'number'/,
  },
  {
    what: 'a jump with a slot that there is not',
    body: `commands: { a: { slots: { n: number() }, handle: ({ slots }) => String(slots.n) }, b: { handle: ({ text }) => goto('a', { m: text }) } }`,
    refused: /no properties in common/,
  },
  {
    what: 'a schedule for nobody',
    body: `needs: ['schedule'], commands: { a: { handle: ({ schedule }) => schedule.at('b', 0, {}) } }, due: { c: { handle: () => 'c' } }`,
    refused: /Argument of type '"b"' is not assignable to parameter of type '"c"'/,
  },
  {
    what: 'a schedule for a handler without a payload',
    body: `needs: ['schedule'], commands: { a: { handle: ({ schedule }) => schedule.at('b', 0, {}) } }, due: { b: { handle: ({ text }) => text } }`,
  },
  {
    what: 'a schedule for nobody among handlers without payloads',
    body: `needs: ['schedule'], commands: { a: { handle: ({ schedule }) => schedule.at('c', 0, {}) } }, due: { b: { handle: ({ text }) => text } }`,
    refused: /Argument of type '"c"' is not assignable to parameter of type '"b"'/,
  },
  {
    what: 'a schedule where nothing is ever due',
    body: `needs: ['schedule'], commands: { a: { handle: ({ schedule }) => schedule.at('c', 0, {}) } }`,
    refused: /Argument of type '"c"' is not assignable to parameter of type 'never'/,
  },
  {
    what: 'a jump between handlers that read their context',
    body: `commands: { a: { handle: ({ text }) => text }, b: { handle: ({ text }) => (text === '' ? goto('a') : text) } }`,
  },
  {
    what: 'a jump to nobody between handlers that read their context',
    body: `commands: { a: { handle: ({ text }) => text }, b: { handle: ({ text }) => (text === '' ? goto('c') : text) } }`,
    refused: /GotoReply<"c", undefined>' is not assignable/,
  },
  {
    what: 'an answer of HTTP that is of another shape',
    body: `needs: ['http'], commands: { a: { async handle({ http }) { return (await http.json('https://a.example', { id: text() })).name } } }`,
    refused: /Property 'name' does not exist/,
  },
  {
    what: 'an answer of HTTP that nobody described',
    body: `needs: ['http'], commands: { a: { async handle({ http }) { return (await http.json('https://a.example')).name } } }`,
    refused: /is of type 'unknown'/,
  },
]

function sourceOf(): string {
  const head = `import { ask, choice, definePlugin, goto, number, optional, text, url } from './sdk.ts'\n`
  const plugins = snippets.map(
    ({ body }, index) => `export const plugin${index} = definePlugin({ name: 'snippet', ${body} })`,
  )
  return `${head + plugins.join('\n')}\nvoid [ask, choice, goto, number, optional, text, url]\n`
}

function errorsByLine(): ReadonlyMap<number, string> {
  const { options } = ts.convertCompilerOptionsFromJson(
    (
      ts.readConfigFile(`${here}../tsconfig.json`, (path) => readFileSync(path, 'utf8')).config as {
        compilerOptions: object
      }
    ).compilerOptions,
    `${here}..`,
  )
  const host = ts.createCompilerHost({ ...options, types: [] })
  const { getSourceFile, fileExists } = host
  host.fileExists = (path) => path === file || fileExists(path)
  host.getSourceFile = (path, target, ...rest) =>
    path === file ? ts.createSourceFile(path, sourceOf(), target) : getSourceFile(path, target, ...rest)
  const program = ts.createProgram([file], { ...options, types: [] }, host)
  const lines = new Map<number, string>()
  for (const diagnostic of ts.getPreEmitDiagnostics(program, program.getSourceFile(file))) {
    const line = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? -1
    lines.set(line, `${lines.get(line) ?? ''}${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}\n`)
  }
  return lines
}

describe('the compiler', () => {
  let errors: ReadonlyMap<number, string>
  beforeAll(() => {
    errors = errorsByLine()
  }, 60_000)

  test.each(
    snippets.map((snippet, index) => ({ ...snippet, line: index + 1, verb: snippet.refused ? 'refuses' : 'takes' })),
  )('$verb $what', ({ line, refused }) => {
    if (refused === undefined) expect(errors.get(line)).toBeUndefined()
    else expect(errors.get(line)).toMatch(refused)
  })
})
