import type { Answer, Examples, FullContext, Plugin } from '../contracts/plugin.ts'
import type { Shape } from '../contracts/shape.ts'
import type { PluginEvent } from '../contracts/turn.ts'

/** The plugins of a process, by name. */

/** One function that answers, found by its key: `intent:track`, `command:survey`, `event:joined`, `due:remind`, `fallback`. */
export interface Handler {
  readonly key: string
  readonly slots: Shape | undefined
  readonly payload: Shape | undefined
  /** Of an intent; empty for the others. */
  readonly examples: readonly string[]
  /** Of an intent: how it behaves while another dialogue waits. */
  readonly urgent: boolean
  readonly beside: boolean
  handle(context: FullContext): Answer
}

export interface LoadedPlugin {
  readonly plugin: Plugin
  readonly handlers: ReadonlyMap<string, Handler>
}

export class PluginRegistry {
  readonly #plugins = new Map<string, LoadedPlugin>()
  #version = 1

  /** Changes with every plugin that is set or removed. */
  get version(): number {
    return this.#version
  }

  get(name: string): LoadedPlugin | undefined {
    return this.#plugins.get(name)
  }

  /** In the order they were first set. */
  all(): readonly LoadedPlugin[] {
    return [...this.#plugins.values()]
  }

  /** Adds a plugin, or replaces the one of its name: from the next turn on. Its manifest was checked by the caller. */
  set(plugin: Plugin): void {
    this.#plugins.set(plugin.name, loadedOf(plugin))
    this.#version++
  }

  remove(name: string): void {
    if (this.#plugins.delete(name)) this.#version++
  }
}

/** A plugin whose handlers can be found. */
export function loadedOf(plugin: Plugin): LoadedPlugin {
  return { plugin, handlers: handlersOf(plugin) }
}

/** Examples one by one, each with its language where one is named. */
export function examplesOf(examples: Examples): readonly { readonly text: string; readonly language?: string }[] {
  return isByLanguage(examples)
    ? Object.entries(examples).flatMap(([language, texts]) => texts.map((text) => ({ text, language })))
    : examples.map((text) => ({ text }))
}

/** `Array.isArray` forgets that a list may be read-only. */
function isByLanguage(examples: Examples): examples is Exclude<Examples, readonly string[]> {
  return !Array.isArray(examples)
}

function handlersOf(plugin: Plugin): ReadonlyMap<string, Handler> {
  const handlers = new Map<string, Handler>()
  const add = (key: string, handler: Omit<Partial<Handler>, 'key'> & Pick<Handler, 'handle'>): void => {
    const { slots, payload, examples = [], urgent = false, beside = false } = handler
    handlers.set(key, { key, slots, payload, examples, urgent, beside, handle: (context) => handler.handle(context) })
  }
  for (const [name, intent] of Object.entries(plugin.intents ?? {}))
    add(`intent:${name}`, {
      ...intent,
      examples: examplesOf(intent.examples).map(({ text }) => text),
      handle: (context) => intent.handle(context),
    })
  for (const [name, command] of Object.entries(plugin.commands ?? {})) add(`command:${name}`, command)
  for (const [name, due] of Object.entries(plugin.due ?? {})) add(`due:${name}`, due)
  for (const [name, handle] of Object.entries(plugin.on ?? {})) add(`event:${name}`, { handle })
  if (plugin.interrupt !== undefined) add('interrupt', { handle: plugin.interrupt.bind(plugin) })
  if (plugin.fallback !== undefined) add('fallback', { handle: plugin.fallback.bind(plugin) })
  if (plugin.beside !== undefined) add('beside', { handle: plugin.beside.bind(plugin) })
  return handlers
}

/** The events a plugin listens to. */
export function eventsOf(plugin: Plugin): readonly PluginEvent[] {
  return Object.keys(plugin.on ?? {}) as PluginEvent[] // the manifest has checked the names
}
