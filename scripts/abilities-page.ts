import type { Abilities, Adapter, Rate, Sourced } from '../src/contracts/channel.ts'
import type { Part } from '../src/contracts/message.ts'

/** The page of docs/reference that is made of what the adapters say of themselves. Pure. */
export function abilitiesPage(adapters: readonly Adapter[]): string {
  return `# What each platform can show

Made from the \`abilities\` of the adapters by \`npm run docs\`; a test keeps it equal to them. Bots need not know any of
it: they say parts, and each adapter shows them as well as its platform can. Nothing that is too long is cut off: it goes
on in further messages.

## Parts

${table(['part', ...platforms(adapters)], partRows(adapters))}

*degraded*: shown by other means; below, each platform shows what is sent instead. *inbound*: people send it, bots do not.

## Abilities

${table(['', ...platforms(adapters)], abilityRows(adapters))}

## Limits

${table(['', ...platforms(adapters)], limitRows(adapters))}

A limit that begins with *ours* in the sources below is our choice where the platform has none or writes none down.

${adapters.map(platformSection).join('\n\n')}
`
}

type LimitName = {
  [Name in keyof Abilities]-?: NonNullable<Abilities[Name]> extends Sourced<unknown> ? Name : never
}[keyof Abilities]

/** In words, in the order of the page. */
const limitNames: Readonly<Record<LimitName, string>> = {
  textLimit: 'text, UTF-16 units',
  captionLimit: 'caption, UTF-16 units',
  buttons: 'options of one message',
  buttonLabelLimit: 'label of an option, UTF-16 units',
  optionIdBytes: 'id of an option, bytes (longer ones are kept by the gateway)',
  albumLimit: 'files of one message',
  downloadBytes: 'file that is fetched',
  uploadBytes: 'file that is sent',
  burstMs: 'wait for the next fragment',
  chatRate: 'messages to one chat',
  groupRate: 'messages to one group',
  accountRate: 'messages of one account, once the platform said "too many"',
}
const limits = Object.keys(limitNames) as readonly LimitName[] // its own keys

const platforms = (adapters: readonly Adapter[]) => adapters.map(({ platform }) => platform)

function partRows(adapters: readonly Adapter[]): readonly (readonly string[])[] {
  return Object.keys(samples).map((type) => [
    `\`${type}\``,
    ...adapters.map(({ abilities }) => abilities.parts[type as Part['type']]),
  ])
}

function abilityRows(adapters: readonly Adapter[]): readonly (readonly string[])[] {
  const row = (name: string, has: (adapter: Adapter) => boolean) => [
    name,
    ...adapters.map((adapter) => (has(adapter) ? 'yes' : '')),
  ]
  return [
    row('edits', ({ abilities }) => abilities.edits),
    row('reactions', ({ abilities }) => abilities.reactions),
    row('typing is shown', ({ abilities }) => abilities.typing),
    row('threads', ({ abilities }) => abilities.threads),
    row('replies are shown while they are written', ({ abilities }) => abilities.streaming === 'native'),
    row('messages are marked as read', (adapter) => adapter.seen !== undefined),
    row('media are fetched', (adapter) => adapter.fetchMedia !== undefined),
    row('the platform calls', (adapter) => adapter.webhook !== undefined),
    row('the platform is listened to', (adapter) => adapter.listen !== undefined),
    row('webhooks are registered by the gateway', (adapter) => adapter.register !== undefined),
    row('an account is paired', (adapter) => adapter.pair !== undefined),
    row('an app is installed', (adapter) => adapter.install !== undefined),
  ]
}

function limitRows(adapters: readonly Adapter[]): readonly (readonly string[])[] {
  return limits.map((name) => [limitNames[name], ...adapters.map(({ abilities }) => shown(name, abilities[name]))])
}

function shown(name: LimitName, limit: Sourced<number | Rate> | undefined): string {
  if (limit === undefined) return 'as one chat'
  const { value } = limit
  if (typeof value === 'object') return `${perTime(value.perSecond)}, ${grouped(value.burst)} at once`
  if (name === 'downloadBytes' || name === 'uploadBytes') return value === 0 ? 'none' : `${value / 1024 / 1024} MiB`
  if (name === 'burstMs') return `${value} ms`
  return name === 'buttons' && value === 0 ? 'numbered' : grouped(value)
}

function perTime(perSecond: number): string {
  if (perSecond >= 1) return `${grouped(perSecond)}/s`
  const perMinute = perSecond * 60
  return `${grouped(Math.round(perMinute * 10) / 10)}/min`
}

function grouped(value: number): string {
  return value.toLocaleString('en-US')
}

function platformSection(adapter: Adapter): string {
  const { platform, abilities } = adapter
  const sources = limits.flatMap((name) => {
    const limit = abilities[name]
    return limit === undefined ? [] : [[limitNames[name], shown(name, limit), limit.source]]
  })
  const degraded = Object.entries(abilities.parts).filter(([, how]) => how === 'degraded')
  const instead = degraded.map(([type]) => insteadOf(adapter, samples[type as Part['type']])) // the keys of a record of parts
  return `## ${platform}

${table(['limit', 'value', 'source'], sources)}
${instead.length === 0 ? '' : `\nWhat is sent instead of parts that ${platform} does not have:\n\n${instead.join('\n\n')}\n`}`.trimEnd()
}

/** What the adapter itself makes of it: no promise that somebody had to write down. */
function insteadOf(adapter: Adapter, sample: Part): string {
  const calls = adapter.render([sample], { chat: 'chat' })
  return `\`${sample.type}\`

\`\`\`json
${calls.map((call) => JSON.stringify(call, undefined, 1).replaceAll(/\n */g, ' ')).join('\n')}
\`\`\``
}

const image = { url: 'https://example.org/file', mime: 'image/png' }
const options = [
  { id: 's', label: 'Small' },
  { id: 'l', label: 'Large' },
]

/** One of every kind; an exhaustive record, so that a new kind has a row. */
const samples: Readonly<Record<Part['type'], Part>> = {
  text: { type: 'text', text: 'Hello' },
  image: { type: 'image', ...image },
  audio: { type: 'audio', ...image, mime: 'audio/ogg' },
  video: { type: 'video', ...image, mime: 'video/mp4' },
  document: { type: 'document', ...image, mime: 'application/pdf', name: 'offer.pdf' },
  sticker: { type: 'sticker', ...image, mime: 'image/webp' },
  location: { type: 'location', latitude: 52.52, longitude: 13.405, name: 'The shop' },
  contact: { type: 'contact', name: 'The shop', phones: ['+49 30 123456'], emails: ['shop@example.org'] },
  choices: { type: 'choices', text: 'What size?', options },
  card: { type: 'card', title: 'Tea', text: 'A pot of it.', imageUrl: image.url, options },
  chosen: { type: 'chosen', id: 's', label: 'Small' },
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
