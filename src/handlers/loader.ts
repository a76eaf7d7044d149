import { existsSync, watch as watchFolder } from 'node:fs'
import type { FSWatcher } from 'node:fs'
import { access, readdir } from 'node:fs/promises'
import { registerHooks } from 'node:module'
import { join, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { handlerDefaults } from '../config/defaults.ts'
import type { Log } from '../contracts/plugin.ts'
import { checkPlugin } from './manifest.ts'
import type { PluginRegistry } from './registry.ts'
import { withWords } from './words.ts'

/** Loads `<folder>/<name>/index.ts`, with the words beside it, into the registry, and again when something in it is saved. */

export interface LoaderOptions {
  readonly registry: PluginRegistry
  /** Each holds plugins, each in a folder of its own. One that does not exist holds none. */
  readonly folders: readonly string[]
  /** Loads a plugin again when something in its folder is saved. */
  readonly watch?: boolean
  readonly log: Log
}

export interface PluginLoader {
  /** Sentences about the plugins that could not be loaded last time, by name. The last good one of each is in place. */
  readonly problems: ReadonlyMap<string, readonly string[]>
  /** Loads one plugin again, or removes it when its folder is gone. */
  reload(name: string): Promise<void>
  /** Ends the watching. */
  close(): void
}

export async function loadPlugins({ registry, folders, watch = false, log }: LoaderOptions): Promise<PluginLoader> {
  const problems = new Map<string, readonly string[]>()
  /** One plugin loads once at a time, in the order of its saves. */
  const loading = new Map<string, Promise<void>>()
  const watching = new Watching()

  for (const folder of folders) for (const name of await namesIn(folder)) await load(folder, name, '')

  if (watch) for (const folder of folders) watching.add(folder, (name) => void again(folder, name), log)
  return {
    problems,
    async reload(name) {
      for (const folder of folders) if ((await namesIn(folder)).includes(name)) return again(folder, name)
      registry.remove(name)
    },
    close: () => watching.close(),
  }

  function again(folder: string, name: string): Promise<void> {
    const next = (loading.get(name) ?? Promise.resolve()).then(async () => {
      if ((await namesIn(folder)).includes(name)) await load(folder, name, freshQuery(folder, name))
      else registry.remove(name)
    })
    loading.set(name, next)
    return next
  }

  async function load(folder: string, name: string, query: string): Promise<void> {
    const found = await attempt(folder, name, query)
    if (found.length === 0) {
      problems.delete(name)
      log.info('A plugin was loaded.', { plugin: name })
    } else {
      problems.set(name, found)
      log.warn('A plugin could not be loaded; its last good version stays.', { plugin: name, problems: found })
    }
  }

  async function attempt(folder: string, name: string, query: string): Promise<readonly string[]> {
    const file = join(resolve(folder), name, 'index.ts')
    try {
      const module = (await import(`${pathToFileURL(file).href}${query}`)) as { readonly default?: unknown } // whatever the file exports
      const checked = checkPlugin(
        withWords(module.default, join(resolve(folder), name)),
        registry.all().map(({ plugin }) => plugin),
      )
      if (checked.plugin === undefined) return checked.problems
      if (checked.plugin.name !== name)
        return [`Plugin "${checked.plugin.name}" lives in a folder of another name, "${name}".`]
      registry.set(checked.plugin)
      return []
    } catch (error) {
      return [
        `Plugin "${name}" cannot be loaded from ${file}: ${error instanceof Error ? error.message : String(error)}`,
      ]
    }
  }
}

/** Folders that are watched; several saves in a moment are one. */
class Watching {
  readonly #watchers: FSWatcher[] = []
  readonly #timers = new Map<string, NodeJS.Timeout>()

  add(folder: string, changed: (name: string) => void, log: Log): void {
    if (!existsSync(folder)) return
    const watcher = watchFolder(folder, { recursive: true, persistent: false }, (_, file) => {
      const name = file?.split(sep)[0]
      if (name === undefined) return
      clearTimeout(this.#timers.get(name))
      this.#timers.set(
        name,
        setTimeout(() => changed(name), handlerDefaults.reloadDebounceMs),
      )
    })
    watcher.on('error', (error) => log.warn('Changes of plugins are not seen any more.', { folder, error }))
    this.#watchers.push(watcher)
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.close()
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }
}

/** Folders with an `index.ts`, in the order of their names. */
async function namesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names: string[] = []
  for (const entry of entries) {
    if (!entry.isDirectory()) continue
    const exists = await access(join(folder, entry.name, 'index.ts')).then(
      () => true,
      () => false,
    )
    if (exists) names.push(entry.name)
  }
  return names.sort()
}

// ── Fresh copies of a plugin's files ─────────────────────────────────────────────────────────────────────────────

let copies = 0
const reloaded = new Set<string>()
let hooked = false

/**
 * A module is cached by its URL, so another query is another copy. What a plugin's own files import of each other gets
 * the same query; what they import from outside (the SDK) stays the one there is.
 */
function freshQuery(folder: string, name: string): string {
  if (!hooked) {
    hooked = true
    registerHooks({
      resolve(specifier, context, next) {
        const resolved = next(specifier, context)
        const query = context.parentURL === undefined ? undefined : /\?copy=\d+$/.exec(context.parentURL)?.[0]
        if (query === undefined || !resolved.url.startsWith('file:') || !isReloaded(resolved.url)) return resolved
        return { ...resolved, url: resolved.url.replace(/\?.*$/, '') + query }
      },
    })
  }
  reloaded.add(join(resolve(folder), name) + sep)
  return `?copy=${++copies}`
}

function isReloaded(url: string): boolean {
  const file = fileURLToPath(url)
  return [...reloaded].some((folder) => file.startsWith(folder))
}
