import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { ask, definePlugin } from '../contracts/plugin.ts'
import { choice, choiceOf, optional, text } from '../contracts/shape.ts'
import { Rehearsal } from '../testing/rehearsal.ts'
import { checkPlugin } from './manifest.ts'
import { problemsOfWords, readWords, withWords } from './words.ts'

const words = {
  en: {
    which: 'Which size?',
    small: 'Small',
    large: 'Large',
    name: 'What is your name?',
    done: { one: '{count} piece, {size}.', other: '{count} pieces, {size}.' },
  },
  de: {
    which: 'Welche Größe?',
    small: 'Klein',
    large: 'Groß',
    name: 'Wie heißt du?',
    done: { one: '{count} Stück, {size}.', other: '{count} Stücke, {size}.' },
  },
}

const shop = definePlugin({
  name: 'shop',
  words,
  intents: {
    order: {
      examples: ['order', 'I want to order', 'ich möchte bestellen'],
      slots: { size: choiceOf({ s: 'words:small', l: 'words:large' }, { ask: 'words:which' }) },
      handle: ({ words: say, slots }) => say('done', { count: slots.size === 's' ? 1 : 2, size: slots.size }),
    },
  },
  commands: {
    talk: {
      async *handle({ words: say }) {
        const name = yield* ask('words:name')
        const size = yield* ask(say('which'), choiceOf({ s: say('small'), l: say('large') }), { back: true })
        return `${name}: ${say('done', { count: 1, size })}`
      },
    },
  },
})

const wishes = definePlugin({
  name: 'wishes',
  commands: {
    ask: {
      async *handle() {
        const note = yield* ask('Any wishes?', optional(text()), { back: true })
        const size = yield* ask('What size?', optional(choice('small', 'large')), { back: true })
        return `${note ?? 'nothing'}, ${size ?? 'any'}`
      },
    },
  },
})

const shown = async (rehearsal: Rehearsal, said: string): Promise<unknown> =>
  (await rehearsal.say(said)).messages.flat()

describe('the words of a plugin', () => {
  test('are what it says, asks and offers, in the language of the person', async () => {
    const rehearsal = new Rehearsal({ plugins: [shop], language: 'de' })
    expect(await shown(rehearsal, 'ich möchte bestellen')).toEqual([
      {
        type: 'choices',
        text: 'Welche Größe?',
        options: [
          { id: 's', label: 'Klein' },
          { id: 'l', label: 'Groß' },
        ],
      },
    ])
    expect(await shown(rehearsal, 'groß')).toEqual([{ type: 'text', text: '2 Stücke, l.' }])
    expect(await shown(rehearsal, '/shop order klein')).toEqual([{ type: 'text', text: '1 Stück, s.' }])
  })

  test('follow a person who changes to another language in the middle, also after a restart', async () => {
    const rehearsal = new Rehearsal({ plugins: [shop], language: 'de' })
    expect(await shown(rehearsal, '/talk')).toEqual([{ type: 'text', text: 'Wie heißt du?' }])
    rehearsal.know({ language: 'en' })
    expect(await shown(rehearsal, 'Ann')).toMatchObject([
      { text: 'Which size?', options: [{ label: 'Small' }, {}, {}] },
    ])
    rehearsal.restart()
    rehearsal.know({ language: 'de' })
    expect(await shown(rehearsal, 'large')).toEqual([{ type: 'text', text: 'Ann: 1 Stück, l.' }])
  })
})

describe('a question that need not be answered', () => {
  test('is left out by button, by word or by number, in the language of the person, also after a restart', async () => {
    const rehearsal = new Rehearsal({ plugins: [wishes], language: 'es' })
    const options = [{ id: 'skip', label: 'Omitir' }, { id: 'back', label: 'Atrás' }] // prettier-ignore
    expect(await shown(rehearsal, '/ask')).toEqual([{ type: 'choices', text: 'Any wishes?', options }])
    expect(await shown(rehearsal, 'saltar')).toMatchObject([{ text: 'What size?', options: [{}, {}, ...options] }])
    rehearsal.restart()
    expect(await shown(rehearsal, '4')).toMatchObject([{ text: 'Any wishes?' }])
    expect(await shown(rehearsal, 'no onions')).toMatchObject([{ text: 'What size?' }])
    expect(await shown(rehearsal, '3')).toEqual([{ type: 'text', text: 'no onions, any' }])
  })
})

describe('a folder of words', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'words-'))
    await mkdir(join(folder, 'words'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))
  const write = (file: string, content: string) => writeFile(join(folder, 'words', file), content)

  test('is read by language, and belongs to a plugin that brings none itself', async () => {
    await write('en.json', '{"a": "A"}')
    await write('pt-BR.json', '{"a": "Á"}')
    await write('notes.md', '# Notes')
    expect(readWords(folder)).toEqual({ en: { a: 'A' }, 'pt-BR': { a: 'Á' } })
    expect(withWords({ name: 'x' }, folder)).toEqual({ name: 'x', words: { en: { a: 'A' }, 'pt-BR': { a: 'Á' } } })
    expect(withWords(shop, folder)).toBe(shop)
    expect(withWords(undefined, folder)).toBeUndefined()
  })

  test('may be missing, and a file that is no JSON is named', async () => {
    expect(readWords(join(folder, 'elsewhere'))).toBeUndefined()
    await write('en.json', '{')
    expect(() => readWords(folder)).toThrow('words/en.json is no JSON')
    await write('en.json', ' '.repeat(300_000))
    expect(() => readWords(folder)).toThrow('words/en.json is longer than')
  })
})

describe('words are checked before anybody is spoken to', () => {
  test.each<readonly [string, unknown, string]>([
    ['no record', 'Hello', 'is a record by language'],
    ['no English', { de: { a: 'A' } }, 'has no English'],
    ['a file that is no language', { en: {}, 'not a tag': {} }, 'words.not a tag: is no language tag'],
    ['a language that is a list', { en: [] }, 'has no English'],
    ['a sentence that is a number', { en: { a: 1 } }, 'words.en.a: is a sentence, a list of sentences'],
    ['an empty list', { en: { a: [] } }, 'words.en.a: is a sentence, a list'],
    ['a key that English lacks', { en: {}, de: { a: 'A' } }, 'words.de.a: is not in English'],
    ['a key that is no name', { en: { 'a b': 'A' } }, 'words.en.a b: has a key that is no name'],
    [
      'a plural form that is missing',
      { en: { a: { one: '{count}', other: '{count}' } }, pl: { a: { one: '{count}', other: '{count}' } } },
      'words.pl.a: has no form for many, few; its language needs many, one, few, other',
    ],
    ['a place of its own', { en: { a: 'A {b}' }, de: { a: 'A {c}' } }, 'words.de.a: names {c}, which English does not'],
  ])('%s', (_, candidate, sentence) => {
    expect(
      problemsOfWords(candidate)
        .map(([path, what]) => `${path}: ${what}`)
        .join('\n'),
    ).toContain(sentence)
    expect(checkPlugin({ name: 'a', words: candidate }).plugin).toBeUndefined()
  })

  test('a slot that names a key of nobody', () => {
    const slots = { a: text({ ask: 'words:nobody' }) }
    expect(checkPlugin({ name: 'a', commands: { b: { slots, handle: () => 'ok' } } }).problems).toEqual([
      'Plugin "a", commands.b.slots.a: names the words "nobody", which English does not have.',
    ])
  })

  test('anything is either words or sentences, never a throw', () => {
    const language = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.anything()))
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.record({ en: language, pl: language })), (candidate) => {
        expect(Array.isArray(problemsOfWords(candidate))).toBe(true)
      }),
    )
  })
})
