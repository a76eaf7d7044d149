import type { Log } from './contracts/log.ts'
import type { Log as PluginLog } from './contracts/plugin.ts'
import { loadPlugins } from './handlers/loader.ts'
import { PluginRegistry } from './handlers/registry.ts'

export interface PluginOptions {
  readonly log: Log
  /** Folders with plugins, each in a folder of its own; reloaded on save with `watch`. */
  readonly pluginFolders: readonly string[]
  readonly watch?: boolean
}

export async function openPlugins(
  { pluginFolders, watch = false, log }: PluginOptions,
  opening: AsyncDisposableStack,
): Promise<PluginRegistry> {
  const registry = new PluginRegistry()
  const loader = await loadPlugins({ registry, folders: pluginFolders, watch, log: forPlugins(log) })
  opening.defer(() => loader.close())
  return registry
}

/** Plugins know a log whose message comes first. */
export function forPlugins(log: Log): PluginLog {
  return {
    debug: (message, fields = {}) => log.debug(fields, message),
    info: (message, fields = {}) => log.info(fields, message),
    warn: (message, fields = {}) => log.warn(fields, message),
    error: (message, fields = {}) => log.error(fields, message),
  }
}
