import type { PluginShape } from './api/server.ts'
import type { LoadedPlugin } from './handlers/registry.ts'

/** An installed plugin as operators see it: to the API, and to the command line. */
export function pluginShape(loaded: LoadedPlugin | undefined): PluginShape | undefined {
  if (loaded === undefined) return undefined
  const { plugin } = loaded
  return {
    name: plugin.name,
    ...(plugin.description === undefined ? {} : { description: plugin.description }),
    settings: plugin.settings ?? noSettings,
    intents: Object.keys(plugin.intents ?? {}),
    commands: Object.keys(plugin.commands ?? {}),
    check: (settings) => plugin.check?.(settings),
  }
}
/** One, so that it is compiled once. */
const noSettings = {}
