import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import type { Plugin } from '../contracts/plugin.ts'
import type { Shape } from '../contracts/shape.ts'
import type { Question } from '../handlers/answers.ts'
import { readAnswer } from '../handlers/answers.ts'
import { checkShape } from '../handlers/check.ts'
import { checkPlugin } from '../handlers/manifest.ts'
import { normalWord } from '../handlers/sentences.ts'
import { examplesOf } from '../handlers/registry.ts'
import { exampleText } from '../handlers/slots.ts'
import { withWords } from '../handlers/words.ts'
import { reader } from '../language/entities.ts'
import { sampleOf } from './fakes.ts'
import { Rehearsal } from './rehearsal.ts'
import type { Crash, Heard, RehearsalOptions } from './rehearsal.ts'
import { talk } from './talk.ts'

export interface TestPluginOptions extends Pick<RehearsalOptions, 'language' | 'timeZone' | 'name'> {
  /** The plugin's folder: it has a README.md, and its talks are played. `new URL('.', import.meta.url)` */
  readonly folder?: string | URL
  /** Settings to test with; samples that fit otherwise. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** Answers to the plugin's questions where a sample that fits would not do, by question. */
  readonly answers?: Readonly<Record<string, string>>
  /** Prepares a conversation before its first turn: what HTTP answers. */
  readonly prepare?: (rehearsal: Rehearsal) => void
}

/** The promises of a plugin. Every plugin passes the same suite. */
export function testPlugin(plugin: Plugin, options: TestPluginOptions = {}): void {
  const name = typeof plugin.name === 'string' ? plugin.name : '?'
  describe(`the plugin ${name}`, () => {
    test('has a manifest without problems', () => {
      expect(checkPlugin(options.folder === undefined ? plugin : withWords(plugin, options.folder)).problems).toEqual(
        [],
      )
    })

    test('has settings that can be filled in', () => {
      expect(checkShape(plugin.settings ?? {}, settingsFor(plugin, options))).toMatchObject({ fits: true })
    })

    test('has examples that belong to one intent each', () => {
      const intents = Object.entries(plugin.intents ?? {})
      const owners = intents.flatMap(([intent, { examples }]) =>
        examplesOf(examples).map(({ text }) => [normalWord(exampleText(text)), intent] as const),
      )
      const shared = owners.filter(([text, intent]) =>
        owners.some(([other, owner]) => other === text && owner !== intent),
      )
      expect(shared).toEqual([])
    })

    testAnswers(plugin, options)
    if (options.folder !== undefined) testFolder(plugin, folderOf(options.folder), options)
  })
}

function settingsFor(plugin: Plugin, { settings }: TestPluginOptions): Readonly<Record<string, unknown>> {
  return settings ?? (sampleOf(plugin.settings ?? {}) as Readonly<Record<string, unknown>>) // of a shape it is a record
}

function folderOf(folder: string | URL): string {
  return folder instanceof URL ? fileURLToPath(folder) : folder
}

// ── What it answers ──────────────────────────────────────────────────────────────────────────────────────────────

function testAnswers(plugin: Plugin, options: TestPluginOptions): void {
  const openings = openingsOf(plugin)
  if (openings.length === 0) return

  test.each(openings)('answers to "%s"', async (opening) => {
    const told = await converse(plugin, options, opening)
    expect(told.turns.length).toBeGreaterThan(0)
  })

  // One opening for each handler is enough: what follows does not depend on how it was put.
  const ways = openings.filter(
    (opening, index) =>
      openings.findIndex((other) => handlerOf(plugin, other) === handlerOf(plugin, opening)) === index,
  )
  test.each(ways)('survives the end of the process anywhere in "%s"', async (opening) => {
    const told = await converse(plugin, options, opening)
    for (let turn = 0; turn < told.turns.length; turn++) {
      const moments: Crash[] = ['before the commit']
      for (let records = 0; records < (told.records[turn] ?? 0); records++) moments.push({ afterRecords: records })
      for (const crash of moments) {
        const again = await converse(plugin, options, opening, { turn, crash })
        expect({ turn, crash, said: again.turns }).toEqual({ turn, crash, said: told.turns })
        expect({ turn, crash, calls: new Set(again.keys) }).toEqual({ turn, crash, calls: new Set(told.keys) })
        // A call whose result was written down is not made again; one that was cut off is, under the same key.
        const cutOff = crash === 'before the commit' ? 0 : 1
        expect(again.keys.length).toBeLessThanOrEqual(told.keys.length + cutOff)
      }
    }
  })
}

/** One text per English example and per command: each is the beginning of a conversation. */
function openingsOf(plugin: Plugin): readonly string[] {
  const examples = Object.values(plugin.intents ?? {}).flatMap(({ examples: given, slots }) =>
    examplesOf(given).flatMap(({ text, language = 'en' }) => (language === 'en' ? [slotsFilled(text, slots)] : [])),
  )
  return [...examples, ...Object.keys(plugin.commands ?? {}).map((command) => `/${command}`)]
}

function handlerOf(plugin: Plugin, opening: string): string {
  if (opening.startsWith('/')) return opening
  const found = Object.entries(plugin.intents ?? {}).find(([, { examples, slots }]) =>
    examplesOf(examples).some(({ text }) => slotsFilled(text, slots) === opening),
  )
  return found?.[0] ?? opening
}

function slotsFilled(text: string, slots: Shape | undefined): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, slot: string) =>
    String(slots?.[slot] === undefined ? slot : sampleOf(slots[slot])),
  )
}

interface Told {
  readonly turns: readonly Pick<Heard, 'outcome' | 'messages'>[]
  /** Calls that were written down, by turn. */
  readonly records: readonly number[]
  /** Idempotency keys of the calls that were made. */
  readonly keys: readonly string[]
}

/** Answers after which a dialogue goes on forever. */
const patience = 50

/** Begins with the opening and gives every question an answer that fits, until nothing is asked any more. */
async function converse(
  plugin: Plugin,
  options: TestPluginOptions,
  opening: string,
  accident?: { readonly turn: number; readonly crash: Crash },
): Promise<Told> {
  const { folder, language, timeZone, name } = options
  const rehearsal = new Rehearsal({
    plugins: [plugin],
    ...(folder !== undefined && { folder }),
    settings: { [plugin.name]: settingsFor(plugin, options) },
    ...(language !== undefined && { language }),
    ...(timeZone !== undefined && { timeZone }),
    ...(name !== undefined && { name }),
  })
  options.prepare?.(rehearsal)
  const turns: Pick<Heard, 'outcome' | 'messages'>[] = []
  const records: number[] = []
  for (let text: string | undefined = opening; text !== undefined; text = nextAnswer(rehearsal, options)) {
    if (turns.length > patience) throw new Error(`After ${patience} answers "${opening}" still asks for more.`)
    const { outcome, messages, recorded } = await rehearsal.say(
      text,
      accident?.turn === turns.length ? accident.crash : undefined,
    )
    turns.push({ outcome, messages })
    records.push(recorded)
  }
  return { turns, records, keys: rehearsal.http.calls.map(({ idempotencyKey }) => idempotencyKey) }
}

/** Undefined: nothing is asked. */
function nextAnswer(rehearsal: Rehearsal, { answers = {} }: TestPluginOptions): string | undefined {
  const { dialogue } = rehearsal.state
  if (dialogue === undefined) return undefined
  const { question, field } = dialogue.question as Question // written by the host
  const given = Object.hasOwn(answers, question) ? answers[question] : undefined
  if (given !== undefined) return given
  const sample = sampleOf(field)
  const text = Array.isArray(sample) ? sample.join(', ') : sample === true ? 'yes' : String(sample)
  const reading = readAnswer(field, { text, now: rehearsal.clock.now(), language: 'en' }, reader)
  if ('problem' in reading) throw new Error(`No sample answers "${question}"; name one in the option \`answers\`.`)
  return text
}

// ── Its folder ───────────────────────────────────────────────────────────────────────────────────────────────────

function testFolder(plugin: Plugin, folder: string, options: TestPluginOptions): void {
  test('tells in its README.md what it does and what it is set up with', () => {
    const file = join(folder, 'README.md')
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    expect(text.length).toBeGreaterThan(100)
    expect(Object.keys(plugin.settings ?? {}).filter((setting) => !text.includes(setting))).toEqual([])
  })

  test('says everything in every language of its words/', () => {
    const { words: { en = {}, ...others } = {} } = withWords(plugin, folder) as Plugin // the same plugin with one member more
    const missing = Object.entries(others).flatMap(([language, words]) =>
      Object.keys(en).flatMap((key) => (Object.hasOwn(words, key) ? [] : [`${language}: ${key}`])),
    )
    expect(missing).toEqual([])
  })

  const talks = join(folder, 'talks')
  const files = existsSync(talks) ? readdirSync(talks).filter((file) => file.endsWith('.txt')) : []
  test('has conversations in talks/ that show what it does', () => {
    expect(files).not.toEqual([])
  })
  for (const file of files)
    test(`speaks as written in talks/${file}`, async () => {
      const { language, timeZone, name, settings } = options
      await talk(join(talks, file), plugin, {
        settings: { [plugin.name]: settings ?? settingsFor(plugin, options) },
        ...(language !== undefined && { language }),
        ...(timeZone !== undefined && { timeZone }),
        ...(name !== undefined && { name }),
      })
    })
}
