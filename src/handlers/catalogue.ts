import type { HandlerCatalogue, IntentExample } from '../contracts/ports.ts'
import type { Log } from '../contracts/plugin.ts'
import type { Shape, Values } from '../contracts/shape.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import { checkSettings } from './settings.ts'
import type { LoadedPlugin, PluginRegistry } from './registry.ts'
import { eventsOf, examplesOf, loadedOf } from './registry.ts'
import { exampleText } from './slots.ts'

/** What one chatbot can do: its plugins with their settings, and what the router may choose among. */
export interface Repertoire {
  readonly version: number
  readonly catalogue: HandlerCatalogue
  /** By name, with what the tenant taught the chatbot. */
  readonly plugins: ReadonlyMap<string, Enabled>
}

/** A plugin as one chatbot has it. */
export interface Enabled {
  readonly loaded: LoadedPlugin
  readonly settings: Values<Shape>
}

export class Repertoires {
  readonly #registry: PluginRegistry
  readonly #log: Log
  /** A chatbot that was changed is another object. */
  readonly #known = new WeakMap<Chatbot, Repertoire>()

  constructor(registry: PluginRegistry, log: Log) {
    this.#registry = registry
    this.#log = log
  }

  of(chatbot: Chatbot): Repertoire {
    const known = this.#known.get(chatbot)
    if (known?.version === this.#registry.version) return known
    const fresh = this.#make(chatbot)
    this.#known.set(chatbot, fresh)
    return fresh
  }

  #make(chatbot: Chatbot): Repertoire {
    const plugins = new Map<string, Enabled>()
    for (const each of this.#registry.all()) {
      const settings = this.#settingsOf(chatbot, each)
      if (settings !== undefined) plugins.set(each.plugin.name, { loaded: taught(each, chatbot), settings })
    }
    const { version } = this.#registry
    return { version, plugins, catalogue: { version, ...catalogueOf([...plugins.values()], chatbot.languages) } }
  }

  /** Undefined: the chatbot does without it. A plugin that nobody configured runs when its defaults suffice. */
  #settingsOf(chatbot: Chatbot, { plugin }: LoadedPlugin): Values<Shape> | undefined {
    const chosen = Object.hasOwn(chatbot.plugins, plugin.name) ? chatbot.plugins[plugin.name] : undefined
    if (chosen?.enabled === false) return undefined
    const fit = checkSettings(plugin, chosen?.settings ?? {})
    if (fit.fits) return fit.value as Values<Shape> // Ajv has just said so
    if (chosen !== undefined)
      this.#log.warn('A plugin is left out of a chatbot: its settings do not fit.', {
        reason: `${fit.path}: ${fit.sentence}`,
        plugin: plugin.name,
        chatbot: chatbot.id,
      })
    return undefined
  }
}

function taught(loaded: LoadedPlugin, { intents = [], languages }: Chatbot): LoadedPlugin {
  const { plugin } = loaded
  if (plugin.teach === undefined || intents.length === 0) return loaded
  const more = plugin.teach(intents, languages)
  const words = Object.entries(more.words ?? {}).map(
    ([language, sentences]) => [language, { ...plugin.words?.[language], ...sentences }] as const,
  )
  return loadedOf({
    ...plugin,
    intents: { ...plugin.intents, ...more.intents },
    words: { ...plugin.words, ...Object.fromEntries(words) },
  })
}

const baseOf = (language: string): string => language.split('-', 1)[0] ?? language

function catalogueOf(active: readonly Enabled[], languages: Chatbot['languages']): Omit<HandlerCatalogue, 'version'> {
  const spoken = new Set(['en', ...languages.map(baseOf)])
  const examples: IntentExample[] = []
  const commands = new Map<string, string>()
  const interrupts: string[] = []
  const fallbacks: string[] = []
  const besides: string[] = []
  const urgent = new Set<string>()
  const events = new Map<string, string[]>()
  for (const { loaded } of active) {
    const { plugin } = loaded
    const { name } = plugin
    for (const [intent, { examples: given, urgent: isUrgent }] of Object.entries(plugin.intents ?? {})) {
      for (const example of examplesOf(given))
        // What is never written to this chatbot teaches nothing, and costs time.
        if (spoken.has(baseOf(example.language ?? 'en')))
          examples.push({ plugin: name, intent, ...example, text: exampleText(example.text) })
      if (isUrgent === true) urgent.add(`${name}/${intent}`)
    }
    for (const command of Object.keys(plugin.commands ?? {})) if (!commands.has(command)) commands.set(command, name)
    if (plugin.interrupt !== undefined) interrupts.push(name)
    if (plugin.fallback !== undefined) fallbacks.push(name)
    if (plugin.beside !== undefined) besides.push(name)
    for (const event of eventsOf(plugin)) {
      const listeners = events.get(event)
      if (listeners === undefined) events.set(event, [name])
      else listeners.push(name)
    }
  }
  // Plugins load by name, and the house's own last resort would otherwise answer before anybody with a better idea.
  fallbacks.sort((left, right) => Number(left === 'fallback') - Number(right === 'fallback'))
  // A plugin's own name (`/orders track 1234`), unless somebody has a command of that name.
  for (const {
    loaded: { plugin },
  } of active)
    if (plugin.intents !== undefined && !commands.has(plugin.name)) commands.set(plugin.name, plugin.name)
  return { examples, commands, interrupts, fallbacks, besides, urgent, events }
}
