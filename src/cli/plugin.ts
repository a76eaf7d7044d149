import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Refused } from '../contracts/errors.ts'
import type { Log } from '../contracts/plugin.ts'
import { loadPlugins } from '../handlers/loader.ts'
import { PluginRegistry } from '../handlers/registry.ts'
import { newPlugin } from './new-plugin.ts'
import { pluginFolder } from './open.ts'
import { CommandFailed, printRows, type Terminal } from './terminal.ts'

export async function makePlugin(
  terminal: Terminal,
  name: string,
  { dir = pluginFolder }: { readonly dir?: string },
): Promise<void> {
  await newPlugin(name, resolve(dir))
  terminal.out(`The plugin is in ${join(resolve(dir), name)}: its test already fails in the right places.`)
}

export async function listPlugins(
  terminal: Terminal,
  { dir = pluginFolder, json }: { readonly dir?: string; readonly json: boolean },
): Promise<void> {
  const { registry, problems } = await loaded(dir)
  const rows = registry.all().map(({ plugin: { name, description = '', intents = {}, commands = {} } }) => ({
    name,
    intents: Object.keys(intents).join(' '),
    commands: Object.keys(commands)
      .map((command) => `/${command}`)
      .join(' '),
    description,
  }))
  printRows(terminal, rows, json)
  for (const sentence of [...problems.values()].flat()) terminal.note(sentence)
}

/** Throws CommandFailed when something is wrong. */
export async function checkPlugins(
  terminal: Terminal,
  folder: string = pluginFolder,
  { json }: { readonly json: boolean },
): Promise<void> {
  const path = resolve(folder)
  if (!existsSync(path)) throw new Refused(`There is no folder ${path}.`)
  const single = existsSync(join(path, 'index.ts')) ? basename(path) : undefined
  const { registry, problems } = await loaded(single === undefined ? path : dirname(path))
  const names = [...registry.all().map(({ plugin }) => plugin.name), ...problems.keys()]
  const rows = [...new Set(names)]
    .filter((name) => single === undefined || name === single)
    .map((name) => ({ name, problems: problems.get(name) ?? [] }))
  if (rows.length === 0) throw new Refused(`There is no plugin in ${path}: a plugin is a folder with an index.ts.`)
  report(terminal, rows, json)
  if (rows.some(({ problems: found }) => found.length > 0)) throw new CommandFailed()
}

interface Finding {
  readonly name: string
  readonly problems: readonly string[]
}

function report(terminal: Terminal, rows: readonly Finding[], json: boolean): void {
  if (json) {
    terminal.out(JSON.stringify(rows, undefined, 2))
    return
  }
  for (const { name, problems } of rows) {
    terminal.out(
      problems.length === 0
        ? `${name}: fine`
        : `${name}: ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}`,
    )
    for (const sentence of problems) terminal.out(`  ${sentence}`)
  }
}

/** Those that come with the gateway, loaded. */
export async function installedPlugins(): Promise<PluginRegistry> {
  return (await loaded(pluginFolder)).registry
}

async function loaded(folder: string) {
  const registry = new PluginRegistry()
  const loader = await loadPlugins({ registry, folders: [folder], log: silent })
  loader.close()
  return { registry, problems: loader.problems }
}

/** What it has to say is printed from what it gives back. */
const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
