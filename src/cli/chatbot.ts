import { readFile, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { chatbotFile, chatbotFrom, fileOf } from '../api/chatbot-file.ts'
import { cliDefaults } from '../config/defaults.ts'
import type { Change } from '../contracts/change.ts'
import { Invalid, Refused } from '../contracts/errors.ts'
import { secretsOf } from '../contracts/shape.ts'
import { checkDefinitions } from '../language/named.ts'
import { pluginShape } from '../plugin-shape.ts'
import { namedChatbot } from './channel.ts'
import { openWorkspace } from './open.ts'
import { installedPlugins } from './plugin.ts'
import { printRow, printRows, type Terminal } from './terminal.ts'

export async function exportChatbot(
  terminal: Terminal,
  code: string,
  wanted: string,
  { out, at }: { readonly out?: string; readonly at?: string },
): Promise<void> {
  await using workspace = await openWorkspace(terminal)
  const { configuration } = await workspace.tenant(code)
  const chatbot = namedChatbot(configuration.chatbots(), wanted)
  const registry = await installedPlugins()
  const secrets = (plugin: string) => secretsOf(pluginShape(registry.get(plugin))?.settings ?? {})
  const asked = at === undefined ? chatbot : configuration.versions.read(chatbot.id, numberOf(at)).chatbot
  const text = JSON.stringify(fileOf(asked, secrets), undefined, 2)
  if (out === undefined) terminal.out(text)
  else await writeFile(out, `${text}\n`)
}

export async function importChatbot(
  terminal: Terminal,
  code: string,
  file: string,
  { dryRun, note, json }: { readonly dryRun: boolean; readonly note?: string; readonly json: boolean },
): Promise<void> {
  const content = checkedFile(await readFile(file, 'utf8').catch(() => refuse(`There is no file ${file}.`)))
  await using workspace = await openWorkspace(terminal)
  const { tenant, configuration, avatars } = await workspace.tenant(code)
  const registry = await installedPlugins()
  const plugin = (name: string) => pluginShape(registry.get(name))
  const { whole, missing } = chatbotFrom(content, {
    plugin,
    checkEntities: checkDefinitions,
    avatars,
  })
  const made = dryRun ? undefined : await configuration.importChatbot(whole, byShell(note))
  if (made !== undefined) await workspace.note('chatbot import', tenant.key, { chatbot: made.id })
  printRow(
    terminal,
    {
      ...(made === undefined ? {} : { id: made.id, embedId: made.embedId }),
      name: whole.name,
      intents: whole.intents.length,
      missingPlugins: missing.plugins.join(' '),
      missingSecrets: missing.secrets.map((secret) => `${secret.plugin}.${secret.name}`).join(' '),
    },
    json,
  )
  if (dryRun) terminal.note('Nothing was made: without --dry-run it is.')
}

export async function listVersions(
  terminal: Terminal,
  code: string,
  wanted: string,
  { json }: { readonly json: boolean },
): Promise<void> {
  await using workspace = await openWorkspace(terminal)
  const { configuration } = await workspace.tenant(code)
  const chatbot = namedChatbot(configuration.chatbots(), wanted)
  const { items } = configuration.versions.list(chatbot.id, cliDefaults.pageSize)
  const rows = items.map(({ version, madeAt, by, note, restored }) => ({
    version,
    madeAt,
    by: by.name,
    restored,
    note,
  }))
  printRows(terminal, rows, json)
}

export async function rollBack(
  terminal: Terminal,
  code: string,
  wanted: string,
  version: string,
  { note, json }: { readonly note?: string; readonly json: boolean },
): Promise<void> {
  await using workspace = await openWorkspace(terminal)
  const { tenant, configuration } = await workspace.tenant(code)
  const chatbot = namedChatbot(configuration.chatbots(), wanted)
  const made = await configuration.versions.restore(chatbot.id, numberOf(version), byShell(note))
  await workspace.note('chatbot rollback', tenant.key, { chatbot: chatbot.id, version })
  printRow(terminal, { chatbot: chatbot.id, version: made.version, restored: made.restored }, json)
}

/** Whoever has this shell. */
function byShell(note: string | undefined): Change {
  const { username } = userInfo()
  return { by: { kind: 'command-line', id: username, name: username }, ...(note === undefined ? {} : { note }) }
}

function numberOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new Invalid(`"${text}" is no version: \`colloquy chatbot versions\` lists them.`)
  return Number(text)
}

/** Throws Invalid with the place in the file that does not fit. */
function checkedFile(text: string) {
  const parsed = chatbotFile.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Invalid(`${issue?.path.join('.') ?? 'The file'}: ${issue?.message ?? 'This does not fit.'}`)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Invalid('The file is not JSON.')
  }
}

function refuse(sentence: string): never {
  throw new Refused(sentence)
}
