import { handlerDefaults } from '../config/defaults.ts'
import type { Plugin } from '../contracts/plugin.ts'
import type { FieldSchema, Shape } from '../contracts/shape.ts'
import { house } from '../contracts/turn.ts'
import type { PluginEvent } from '../contracts/turn.ts'
import { checkField } from './check.ts'
import { meansBack, meansLeave, normalWord } from './sentences.ts'
import { slotsInExample } from './slots.ts'
import { missingKeys, problemsOfWords, textsOf } from './words.ts'

/** Checks what an author (or a file) gave as a plugin before anything of it runs. */

export type Checked =
  | { readonly plugin: Plugin; readonly problems: readonly [] }
  | { readonly plugin: undefined; readonly problems: readonly string[] }

const namePattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
/** Intents, commands, slots: also `camelCase`, because they are names in code. */
const wordPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*$/
const nameLength = 40
/** Telegram shows commands of this form only; the other platforms take them too. */
const commandPattern = /^[a-z0-9_]{1,32}$/

const capabilities = new Set(['http', 'store', 'schedule', 'knowledge', 'ai', 'privacy'])
const events: Readonly<Record<PluginEvent, true>> = {
  joined: true,
  left: true,
  blocked: true,
  unblocked: true,
  edited: true,
  deleted: true,
  reaction: true,
  button: true,
  handoffChanged: true,
  handoffEnded: true,
  file: true,
  conversationEnded: true,
}
const modes = new Set<unknown>(['menu', 'form', 'assessment', 'workflow'])
const members = new Set([
  'name',
  'description',
  'needs',
  'settings',
  'words',
  'check',
  'intents',
  'commands',
  'due',
  'on',
  'interrupt',
  'fallback',
  'beside',
  'teach',
  'mode',
])

/** `others`: the plugins that are there already, for what must be unique among all. Sentences name the plugin and the path. */
export function checkPlugin(candidate: unknown, others: readonly Plugin[] = []): Checked {
  const inspection = new Inspection(candidate, others)
  const problems = inspection.problems()
  // Every member was looked at.
  return problems.length === 0 ? { plugin: candidate as Plugin, problems: [] } : { plugin: undefined, problems }
}

type Entries = Readonly<Record<string, unknown>>

class Inspection {
  readonly #candidate: unknown
  readonly #others: readonly Plugin[]
  readonly #problems: string[] = []
  #name = '?'

  constructor(candidate: unknown, others: readonly Plugin[]) {
    this.#candidate = candidate
    this.#others = others
  }

  problems(): readonly string[] {
    const plugin = this.#candidate
    if (!isRecord(plugin)) return ['A plugin file exports `definePlugin({ … })` as its default.']
    this.#checkName(plugin.name)
    for (const member of Object.keys(plugin))
      if (!members.has(member)) this.#say(member, `is not known; a plugin has ${[...members].join(', ')}`)
    this.#checkNeeds(plugin.needs)
    this.#checkShape('settings', plugin.settings, false)
    if (plugin.words !== undefined) for (const [path, what] of problemsOfWords(plugin.words)) this.#say(path, what)
    this.#each('intents', plugin.intents, (path, name, intent) => this.#checkIntent(path, name, intent))
    this.#each('commands', plugin.commands, (path, name, command) => this.#checkCommand(path, name, command))
    this.#each('due', plugin.due, (path, _name, due) => this.#checkShape(`${path}.payload`, due.payload, false))
    this.#checkListeners(plugin.on)
    for (const member of ['check', 'interrupt', 'fallback', 'beside', 'teach'] as const)
      if (plugin[member] !== undefined) this.#checkFunction(member, plugin[member])
    if (plugin.mode !== undefined && !modes.has(plugin.mode)) this.#say('mode', `is one of ${[...modes].join(', ')}`)
    return this.#problems
  }

  #say(path: string, what: string): void {
    this.#problems.push(`Plugin "${this.#name}", ${path}: ${what}.`)
  }

  #checkName(name: unknown): void {
    if (typeof name === 'string') this.#name = name
    if (typeof name !== 'string' || !namePattern.test(name) || name.length > nameLength)
      this.#say('name', `is at most ${nameLength} lower-case letters, digits and hyphens, and begins with a letter`)
    else if (name === house || meansLeave(name) || meansBack(name) || name in Object.prototype)
      this.#say('name', 'is reserved')
  }

  #checkNeeds(needs: unknown): void {
    if (needs === undefined) return
    if (!Array.isArray(needs)) {
      this.#say('needs', 'is a list of capabilities')
      return
    }
    for (const need of needs as readonly unknown[])
      if (typeof need !== 'string' || !capabilities.has(need))
        this.#say(
          'needs',
          `${typeof need === 'string' ? `"${need}"` : `a ${typeof need}`} is no capability; there are ${[...capabilities].join(', ')}`,
        )
  }

  /** Each member of `intents`, `commands` or `due`: a well-named record with a `handle`. */
  #each(member: string, entries: unknown, check: (path: string, name: string, entry: Entries) => void): void {
    if (entries === undefined) return
    if (!isRecord(entries)) {
      this.#say(member, 'is a record by name')
      return
    }
    for (const [name, entry] of Object.entries(entries)) {
      const path = `${member}.${name}`
      if (!wordPattern.test(name) || name.length > nameLength) this.#say(path, 'has a name that is no word')
      if (!isRecord(entry)) this.#say(path, 'is an object with a `handle`')
      else {
        this.#checkFunction(`${path}.handle`, entry.handle)
        check(path, name, entry)
      }
    }
  }

  #checkIntent(path: string, _name: string, { examples, slots }: Entries): void {
    this.#checkShape(`${path}.slots`, slots, true)
    const lists: unknown[] = isRecord(examples) ? Object.values(examples) : [examples]
    if (lists.length === 0 || !lists.every((list) => Array.isArray(list) && list.length > 0)) {
      this.#say(`${path}.examples`, 'has at least one example')
      return
    }
    for (const list of lists) this.#checkExamples(path, list as readonly unknown[], slots) // looked at just above
  }

  #checkExamples(path: string, examples: readonly unknown[], slots: unknown): void {
    const seen = new Set<string>()
    for (const example of examples) {
      if (typeof example !== 'string' || example.trim() === '') {
        this.#say(`${path}.examples`, 'holds an empty example')
        continue
      }
      const words = normalWord(example)
      if (seen.has(words)) this.#say(`${path}.examples`, `has "${example}" twice`)
      seen.add(words)
      if (slotsInExample(example).length > handlerDefaults.templateSlots)
        this.#say(`${path}.examples`, `has more than ${handlerDefaults.templateSlots} slots in "${example}"`)
      for (const slot of slotsInExample(example))
        if (!isRecord(slots) || !Object.hasOwn(slots, slot))
          this.#say(`${path}.examples`, `names {${slot}}, which is no slot`)
    }
  }

  #checkCommand(path: string, name: string, { slots }: Entries): void {
    this.#checkShape(`${path}.slots`, slots, true)
    if (!commandPattern.test(name))
      this.#say(path, 'has a name of lower-case letters, digits and underscores, at most 32')
    if (meansLeave(name) || meansBack(name)) this.#say(path, `/${name} is reserved: it leaves dialogues`)
    const owner = this.#others.find((other) => other.name !== this.#name && Object.hasOwn(other.commands ?? {}, name))
    if (owner !== undefined) this.#say(path, `/${name} is a command of plugin "${owner.name}" already`)
  }

  #checkListeners(listeners: unknown): void {
    if (listeners === undefined) return
    if (!isRecord(listeners)) {
      this.#say('on', 'is a record by event')
      return
    }
    for (const [event, listener] of Object.entries(listeners)) {
      if (!Object.hasOwn(events, event))
        this.#say(`on.${event}`, `is no event; there are ${Object.keys(events).join(', ')}`)
      this.#checkFunction(`on.${event}`, listener)
    }
  }

  #checkFunction(path: string, candidate: unknown): void {
    if (typeof candidate !== 'function') this.#say(path, 'is a function')
  }

  /** `asked`: a person is asked for its fields. */
  #checkShape(path: string, shape: unknown, asked: boolean): void {
    if (shape === undefined) return
    if (!isRecord(shape)) {
      this.#say(path, 'is a record of fields: `{ order: text() }`')
      return
    }
    for (const [name, field] of Object.entries(shape as Shape)) {
      const at = `${path}.${name}`
      if (!wordPattern.test(name) || name in Object.prototype) this.#say(at, 'has a name that is no word')
      if (!isRecord(field) || (field.type === undefined && field.enum === undefined)) {
        this.#say(at, 'is no field; make one with text(), number(), choice(…) and their like')
        continue
      }
      this.#checkField(at, field, asked)
    }
  }

  #missingKeys(field: FieldSchema): readonly string[] {
    const { words } = this.#candidate as Pick<Plugin, 'words'> // whatever it is, missingKeys only looks
    return missingKeys(textsOf(field), words)
  }

  #checkField(path: string, field: FieldSchema, asked: boolean): void {
    if (asked && field.type === 'object') this.#say(path, 'is a record: a person cannot be asked for one')
    if (asked && field['x-secret'] === true) this.#say(path, 'is a secret: a chat is no place to ask for one')
    try {
      if (field.default !== undefined && !checkField(field, field.default).fits)
        this.#say(path, 'has a default that does not fit it')
      checkField(field, null)
      if (asked)
        for (const key of this.#missingKeys(field))
          this.#say(path, `names the words "${key}", which English does not have`)
    } catch (error) {
      this.#say(path, `is no valid schema (${error instanceof Error ? error.message : String(error)})`)
    }
  }
}

function isRecord(candidate: unknown): candidate is Entries {
  return typeof candidate === 'object' && candidate !== null && !Array.isArray(candidate)
}
