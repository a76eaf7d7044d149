import { Invalid } from '../contracts/errors.ts'
import type { Configuration } from '../contracts/ports.ts'
import type { FieldSchema, Shape } from '../contracts/shape.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import { gatewayUrl, openWorkspace } from './open.ts'
import { printRow, printRows, type Terminal } from './terminal.ts'

export interface NewChannel {
  readonly bot?: string
  readonly name?: string
  /** `key=value` */
  readonly set?: readonly string[]
  readonly json: boolean
}

export async function addChannel(
  terminal: Terminal,
  code: string,
  platform: string,
  { bot, name, set = [], json }: NewChannel,
): Promise<void> {
  await using workspace = await openWorkspace(terminal)
  const { tenant, configuration } = await workspace.tenant(code)
  const adapter = workspace.adapters.get(platform)
  if (adapter === undefined) {
    throw new Invalid(`There is no platform ${platform}: there is ${[...workspace.adapters.keys()].join(', ')}.`)
  }
  const given = settingsOf(set, adapter.settings)
  const settings = terminal.interactive
    ? await completed(given, adapter.settings)
    : demandComplete(given, adapter.settings)
  // Last: nothing is made before everything that is needed is there.
  const chatbot = await chatbotFor(configuration, bot, tenant.name)
  const { channel, token } = await configuration.createChannel({
    trusted: true,
    platform,
    chatbotId: chatbot.id,
    name: name ?? platform,
    settings,
  })
  await workspace.note('channel add', tenant.key, { channel: channel.id, platform, chatbot: chatbot.id })
  const receive = `/messages/receive/tenants/${tenant.code}/channels/${platform}/tokens/${token}`
  printRow(
    terminal,
    {
      id: channel.id,
      platform,
      chatbotId: chatbot.id,
      embedId: chatbot.embedId,
      status: channel.status,
      token,
      webhookUrl: `${await gatewayUrl(workspace.config)}${receive}`,
    },
    json,
  )
}

export async function listChannels(
  terminal: Terminal,
  code: string,
  { json }: { readonly json: boolean },
): Promise<void> {
  await using workspace = await openWorkspace(terminal)
  const { configuration } = await workspace.tenant(code)
  const rows = configuration.channels().map(({ id, platform, name, chatbotId, status, statusReason }) => ({
    id,
    platform,
    name,
    chatbotId,
    status,
    ...(statusReason === undefined ? {} : { statusReason }),
  }))
  printRows(terminal, rows, json)
}

/** The chatbot of this id or name; without one the only one there is, made where there is none. */
async function chatbotFor(
  configuration: Configuration,
  wanted: string | undefined,
  tenantName: string,
): Promise<Chatbot> {
  const chatbots = configuration.chatbots()
  if (wanted !== undefined) return namedChatbot(chatbots, wanted)
  const [first, ...others] = chatbots
  if (first === undefined) return configuration.createChatbot({ name: tenantName })
  if (others.length > 0) {
    throw new Invalid(`Which chatbot is it? --bot ${chatbots.map(({ name }) => `"${name}"`).join(' or ')}.`)
  }
  return first
}

/** Throws Invalid. */
export function namedChatbot(chatbots: readonly Chatbot[], wanted: string): Chatbot {
  const fitting = chatbots.filter(({ id, name }) => id === wanted || name === wanted)
  const [only, ...others] = fitting
  if (only === undefined) throw new Invalid(`There is no chatbot "${wanted}".`)
  if (others.length > 0) throw new Invalid(`There are ${fitting.length} chatbots "${wanted}": name it by its id.`)
  return only
}

// ── Settings ────────────────────────────────────────────────────────────────────────────────────────────────────

type Settings = Readonly<Record<string, unknown>>

/** `key=value` texts as the values that the shape's fields take. Throws Invalid. */
export function settingsOf(texts: readonly string[], shape: Shape): Settings {
  return Object.fromEntries(
    texts.map((text) => {
      const equals = text.indexOf('=')
      const name = text.slice(0, equals)
      const field = Object.hasOwn(shape, name) ? shape[name] : undefined
      if (equals < 1 || field === undefined) {
        throw new Invalid(
          `"${equals < 1 ? text : name}" is no setting: --set takes ${Object.keys(shape).join('=…, ')}=….`,
        )
      }
      return [name, valueOf(name, text.slice(equals + 1), field)]
    }),
  )
}

function valueOf(name: string, text: string, field: FieldSchema): unknown {
  switch (field.type) {
    case 'number':
    case 'integer': {
      const value = Number(text)
      if (text.trim() === '' || Number.isNaN(value)) throw new Invalid(`${name} must be a number.`)
      return value
    }
    case 'boolean':
      if (!['true', 'false', 'yes', 'no'].includes(text)) throw new Invalid(`${name} must be yes or no.`)
      return text === 'true' || text === 'yes'
    case 'array':
      return text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '')
    default:
      return text
  }
}

function missingOf(given: Settings, shape: Shape): readonly string[] {
  return Object.entries(shape)
    .filter(([name, field]) => field['x-optional'] !== true && field.default === undefined && !(name in given))
    .map(([name]) => name)
}

function demandComplete(given: Settings, shape: Shape): Settings {
  const missing = missingOf(given, shape)
  if (missing.length > 0) throw new Invalid(`Missing: ${missing.map((name) => `--set ${name}=…`).join(' ')}`)
  return given
}

async function completed(given: Settings, shape: Shape): Promise<Settings> {
  const missing = missingOf(given, shape)
  if (missing.length === 0) return given
  const { askFor } = await import('./ask.ts')
  const answers: [string, unknown][] = []
  for (const name of missing)
    answers.push([name, valueOf(name, await askFor(name, shape[name] ?? {}), shape[name] ?? {})])
  return { ...given, ...Object.fromEntries(answers) }
}
