import { readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { OwnIntent } from '../contracts/intent.ts'
import type { Option, Part } from '../contracts/message.ts'
import type { Plugin } from '../contracts/plugin.ts'
import type { FakeDocument } from './fake-knowledge.ts'
import type { FakeModelAnswer } from './fake-models.ts'
import { Rehearsal } from './rehearsal.ts'
import type { Heard, RehearsalOptions } from './rehearsal.ts'

/**
 * Written conversations as tests (of a plugin in `<plugin>/talks/`, with the words beside them), one line per thing said:
 *
 * ```text
 * # A comment
 * > where is my order?               the person writes (`/name text` is a command)
 * < Which order number?              the bot says exactly this; each `<` is one message
 * > [Large]                          the person presses the button of this label or id
 * < What size? [small] [large]       buttons stand behind the text
 * < Order … is …                     `…` stands for anything
 * < /Order \d+ .+/                   a pattern of the whole message
 *   and a second line of it          two spaces go on with the line before; empty lines do not count
 * <                                  the bot says nothing
 * @ now 2026-01-02T09:00Z            the clock is set; what is due until then is handled
 * @ after 2 days                     time passes: minutes, hours, days, weeks
 * ! restart                          a new process, with nothing but what is durable
 * ! crash                            the process ends in the next turn, before it is committed
 * ! settings orders {"shop": "https://shop.example"}     before the first turn
 * ! settings orders @../examples/shop.json               the same, in a file beside the talk
 * ! teach {"name": "hours", "utterances": {"en": ["opening hours"]}, "answer": {"say": {"en": ["From nine."]}}}     before the first turn
 * ! http GET https://shop.example/* 200 {"status": "on its way"}
 * ! knows {"title": "Opening hours", "text": "We open at nine.", "url": "https://shop.example/hours"}
 * ! model Translate* "Guten Tag"                           a language model's answer, or {"values": …}, {"calls": […]}
 * ! model acts                       the model is offered the intents where nobody else understands
 * ! person {"name": "Ada", "language": "de", "timeZone": "Europe/Berlin"}
 * ! event {"kind": "membership", "change": "joined"}
 * ```
 */
export async function talk(
  /** The conversation itself, or the path or URL of a `.txt` file with it. */
  source: string | URL,
  plugins: Plugin | readonly Plugin[],
  options: Omit<RehearsalOptions, 'plugins'> = {},
): Promise<void> {
  const isFile = source instanceof URL || (source.endsWith('.txt') && !source.includes('\n'))
  const steps = stepsOf(isFile ? readFileSync(source, 'utf8') : source, isFile ? `${source.toString()}:` : 'line ')
  const settings = { ...options.settings }
  for (const step of steps)
    if (step.kind === '!' && step.text.startsWith('settings '))
      Object.assign(settings, settingsIn(step, isFile ? pathToFileURL(fileOf(source)) : undefined))
  const all = Array.isArray(plugins) ? (plugins as readonly Plugin[]) : [plugins as Plugin] // Array.isArray forgets readonly arrays
  const folder = options.folder ?? (isFile ? new URL('..', pathToFileURL(fileOf(source))) : undefined)
  const intents = [...(options.intents ?? []), ...steps.flatMap(taughtIn)]
  const stage = new Stage(new Rehearsal({ ...options, plugins: all, settings, intents, ...(folder && { folder }) }))
  for (const step of steps) await stage.play(step)
  stage.nothingLeft()
}

/** A talk lies in `<plugin>/talks/`. */
function fileOf(source: string | URL): string {
  return source instanceof URL ? fileURLToPath(source) : source
}

/** One line of a talk. */
export interface Step {
  readonly kind: '>' | '<' | '@' | '!'
  readonly text: string
  /** For sentences: `talks/hello.txt:3`. */
  readonly where: string
}

export class TalkFailed extends Error {
  override readonly name = 'TalkFailed'
}

/** Throws TalkFailed for a line that is none. `prefix` begins what names a line. */
export function stepsOf(text: string, prefix: string): readonly Step[] {
  const steps: Step[] = []
  text.split(/\r?\n/).forEach((line, index) => {
    const where = `${prefix}${index + 1}`
    if (line.trim() === '' || line.startsWith('#')) return
    const last = steps.at(-1)
    const [, kind, rest = ''] = /^\s{0,1}([<>@!])(?:\s(.*))?$/su.exec(line) ?? []
    if (kind === '>' || kind === '<' || kind === '@' || kind === '!') steps.push({ kind, text: rest.trim(), where })
    else if (last !== undefined && /^\s{2}/.test(line))
      steps.splice(-1, 1, { ...last, text: `${last.text}\n${line.trim()}` })
    else throw new TalkFailed(`${where} begins with none of > < @ ! #: "${line}"`)
  })
  return steps
}

const units: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
}

/** The moment that an `@` names, milliseconds since 1970. */
export function timeIn(text: string, where: string, now: number): number {
  const [, moment] = /^now\s+(\S+)$/u.exec(text) ?? []
  const [, count, unit] = /^after\s+(\d+)\s+(second|minute|hour|day|week)s?$/u.exec(text) ?? []
  const time = moment === undefined ? now + Number(count) * (units[unit ?? ''] ?? NaN) : Date.parse(moment)
  if (Number.isNaN(time))
    throw new TalkFailed(`${where}: "@ ${text}" is no time; write "@ now 2026-01-02T09:00Z" or "@ after 2 days"`)
  return time
}

class Stage {
  readonly #rehearsal: Rehearsal
  /** Said and not yet expected. */
  #heard: (readonly Part[])[] = []
  /** The buttons that can be pressed. */
  #buttons: readonly Option[] = []
  #crash = false
  #before: Step | undefined

  constructor(rehearsal: Rehearsal) {
    this.#rehearsal = rehearsal
  }

  async play(step: Step): Promise<void> {
    if (step.kind === '<') {
      this.#expect(step)
      return
    }
    this.nothingLeft()
    this.#before = step
    for (const { messages } of await this.#act(step)) {
      this.#heard.push(...messages)
      const offered = messages.flat().flatMap((part) => ('options' in part ? (part.options ?? []) : []))
      if (offered.length > 0) this.#buttons = offered
    }
  }

  nothingLeft(): void {
    const [unexpected] = this.#heard
    if (unexpected !== undefined)
      throw new TalkFailed(`${this.#before?.where ?? ''}: nobody expected the bot to say\n  < ${shown(unexpected)}`)
  }

  async #act({ kind, text, where }: Step): Promise<readonly Heard[]> {
    if (kind === '@') return this.#rehearsal.passTime(timeIn(text, where, this.#rehearsal.clock.now()))
    if (kind === '!') return this.#direct(text, where)
    const crash = this.#crash ? ('before the commit' as const) : undefined
    this.#crash = false
    const pressed = /^\[(.+)\]$/su.exec(text)?.[1]
    if (pressed === undefined) return [await this.#rehearsal.say(text, crash)]
    const button = this.#buttons.find(({ id, label }) => id === pressed || label === pressed)
    if (button === undefined) throw new TalkFailed(`${where}: there is no button [${pressed}] to press`)
    return [await this.#rehearsal.press(button.id, button.label, crash)]
  }

  async #direct(text: string, where: string): Promise<readonly Heard[]> {
    const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/su.exec(text) ?? []
    switch (word) {
      case 'settings':
      case 'teach':
        return []
      case 'restart':
        this.#rehearsal.restart()
        return []
      case 'crash':
        this.#crash = true
        return []
      case 'http': {
        const [, method = '', url = '', status = '', body = ''] = /^(\S+)\s+(\S+)\s+(\d{3})\s*(.*)$/su.exec(rest) ?? []
        if (method === '') throw new TalkFailed(`${where}: write "! http GET https://shop.example/* 200 {…}"`)
        this.#rehearsal.http.answer(method, url, {
          status: Number(status),
          ...(body === '' ? {} : { body: jsonIn(body, where) }),
        })
        return []
      }
      case 'knows':
        this.#rehearsal.knowledge.teach(jsonIn(rest, where) as FakeDocument) // the author's own, in a test
        return []
      case 'model': {
        if (rest === 'acts') {
          this.#rehearsal.models.act()
          return []
        }
        const [, prompt, answer = ''] = /^(.+?)\s+(["{].*)$/su.exec(rest) ?? []
        if (prompt === undefined) throw new TalkFailed(`${where}: write "! model Translate* \"Guten Tag\""`)
        this.#rehearsal.models.answer(prompt, jsonIn(answer, where) as string | FakeModelAnswer) // the author's own, in a test
        return []
      }
      case 'person':
        this.#rehearsal.know(jsonIn(rest, where) as Parameters<Rehearsal['know']>[0]) // the author's own, in a test
        return []
      case 'event':
        return [await this.#rehearsal.event(jsonIn(rest, where) as Parameters<Rehearsal['event']>[0])] // the author's own, in a test
      default:
        throw new TalkFailed(`${where}: there is no "! ${word}"`)
    }
  }

  #expect({ text, where }: Step): void {
    const said = this.#heard.shift()
    if (text === '') {
      if (said !== undefined)
        throw new TalkFailed(`${where}: the bot was expected to say nothing, but said\n  < ${shown(said)}`)
      return
    }
    if (said === undefined) throw new TalkFailed(`${where}: the bot said nothing, instead of\n  < ${text}`)
    if (!patternOf(text).test(shown(said)))
      throw new TalkFailed(`${where}: the bot was expected to say\n  < ${text}\nbut said\n  < ${shown(said)}`)
  }
}

/** An intent as a tenant writes it: its id and version are given to it. */
function taughtIn({ kind, text, where }: Step, index: number): readonly OwnIntent[] {
  if (kind !== '!' || !text.startsWith('teach ')) return []
  const written = jsonIn(text.slice('teach '.length), where) as Omit<OwnIntent, 'id' | 'version'> // the author's own, in a test
  return [{ ...written, id: `in_talk${index}`, version: 1 }]
}

/** Written out, or (`@../examples/shop.json`) in a file beside the talk. */
export function settingsIn({ text, where }: Step, talk: URL | undefined): Readonly<Record<string, unknown>> {
  const [, plugin = '', json = ''] = /^settings\s+(\S+)\s+(.*)$/su.exec(text) ?? []
  if (!json.startsWith('@')) return { [plugin]: jsonIn(json, where) }
  if (talk === undefined) throw new TalkFailed(`${where}: only a talk in a file has files beside it`)
  return { [plugin]: jsonIn(readFileSync(new URL(json.slice(1), talk), 'utf8'), where) }
}

export function jsonIn(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new TalkFailed(`${where}: this is no JSON: ${text}`, { cause: error })
  }
}

/** What a message must look like. */
export function patternOf(expected: string): RegExp {
  const source = /^\/(.+)\/$/su.exec(expected)?.[1] ?? expected.split('…').map(RegExp.escape).join('.*?')
  return new RegExp(`^(?:${source})$`, 'su')
}

/** A message as it stands in a talk: without empty lines. */
export function shown(parts: readonly Part[]): string {
  const lines = parts.flatMap((part) => shownPart(part).split('\n'))
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}

function shownPart(part: Part): string {
  const buttons = 'options' in part ? (part.options ?? []).map(({ label }) => ` [${label}]`).join('') : ''
  switch (part.type) {
    case 'text':
      return part.text.trim()
    case 'choices':
      return part.text.trim() + buttons
    case 'chosen':
      return `[${part.label ?? part.id}]`
    case 'card':
      return [part.title, part.text ?? '', part.imageUrl ?? ''].filter((line) => line !== '').join('\n') + buttons
    case 'location':
      return `(location ${part.latitude}, ${part.longitude})`
    case 'contact':
      return `(contact ${part.name})`
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return `(${part.type} ${part.name ?? part.url ?? part.mediaId ?? part.mime})${part.caption === undefined ? '' : ` ${part.caption}`}`
  }
}
