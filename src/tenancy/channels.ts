import { hash } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import { tenancyDefaults } from '../config/defaults.ts'
import type { Adapter, Platform } from '../contracts/channel.ts'
import { Invalid, NotFound } from '../contracts/errors.ts'
import type { ChannelId, ChatbotId } from '../contracts/id.ts'
import type { ChannelInput, ChannelView, Configuration } from '../contracts/ports.ts'
import { secretsOf } from '../contracts/shape.ts'
import type { Shape } from '../contracts/shape.ts'
import type { AllowFrom, Channel, ChannelStatus } from '../contracts/tenant.ts'
import type { Chatbots } from './chatbots.ts'
import type { ConfigurationKit } from './configuration-kit.ts'
import { build, first, run } from './databases.ts'
import { checkedName } from './plain.ts'
import { randomSecret } from './random.ts'
import { fitting, merged, shownOf, split, withDefaults } from './settings.ts'
import type { Settings } from './settings.ts'

type ChannelChange = Parameters<Configuration['updateChannel']>[1]
type WithToken = Awaited<ReturnType<Configuration['createChannel']>>

/** A tenant's channels in memory, and their rows. */
export interface Channels {
  readonly get: (id: ChannelId) => Channel | undefined
  readonly byToken: (platform: string, token: string) => Channel | undefined
  readonly list: () => readonly Channel[]
  readonly view: (id: ChannelId) => ChannelView | undefined
  readonly create: (input: ChannelInput) => Promise<WithToken>
  readonly update: (id: ChannelId, change: ChannelChange) => Promise<ChannelView>
  readonly remove: (id: ChannelId) => Promise<void>
  readonly rotateToken: (id: ChannelId) => Promise<WithToken>
  readonly tokenOf: (id: ChannelId) => Promise<string>
  readonly mark: (id: ChannelId, status: ChannelStatus, reason?: string) => Promise<void>
  readonly report: (id: ChannelId, problem: string | undefined) => Promise<void>
  readonly setWebhookSecret: (id: ChannelId, secret: string) => Promise<Channel>
  readonly reload: () => void
}

interface Row {
  readonly id: ChannelId
  readonly chatbot_id: ChatbotId
  readonly platform: Platform
  readonly name: string
  readonly status: ChannelStatus
  readonly status_reason: string | null
  /** What may be shown, as JSON. */
  readonly settings: string
  /** Sealed texts by place (`settings.token`, `webhookSecret`), as JSON. */
  readonly secrets: string
  /** `StoredToken`s, as JSON, the newest first. */
  readonly tokens: string
  readonly guarded: number
  /** JSON. */
  readonly allow_from: string | null
  readonly created_at: string
  readonly updated_at: string
}

interface StoredToken {
  readonly hash: string
  readonly sealed: string
  /** End of its grace, milliseconds since 1970; absent for the newest. */
  readonly endsAt?: number
}

/** What a token leads to. */
interface Held {
  readonly channel: Channel
  readonly endsAt: number
}

/** Longer than any token we make. */
const longestToken = 128

export function openChannels(kit: ConfigurationKit, chatbots: Chatbots): Channels {
  const { database, keys, adapters, mint, limits, clock } = kit
  const byId = new Map<ChannelId, Channel>()
  const byHash = new Map<string, Held>()

  const table = () => build('channels')
  const now = () => new Date(clock()).toISOString()

  function existing(id: ChannelId): Row {
    const row = first<Row>(database, table().where({ id }))
    if (row === undefined) throw new NotFound('There is no such channel.')
    return row
  }

  function shapeOf(platform: string): Shape {
    return adapters.get(platform)?.settings ?? {}
  }

  // ── Secrets of a row ───────────────────────────────────────────────────────────────────────────────────────────

  function sealed(id: ChannelId, secret: Readonly<Record<string, string>>, webhookSecret: string): string {
    const places = Object.entries(secret).map(([name, value]) => [`settings.${name}`, value] as const)
    const entries = [...places, ['webhookSecret', webhookSecret] as const]
    return JSON.stringify(
      Object.fromEntries(entries.map(([place, value]) => [place, keys.seal(`channel/${id}/${place}`, value)])),
    )
  }

  function unsealed({ id, secrets }: Row): { readonly secret: Record<string, string>; readonly webhookSecret: string } {
    const entries = Object.entries(JSON.parse(secrets) as Record<string, string>) // written by `sealed`
    const opened = new Map(entries.map(([place, value]) => [place, keys.unseal(`channel/${id}/${place}`, value)]))
    const settings = [...opened].flatMap(([place, value]) =>
      place.startsWith('settings.') ? [[place.slice(9), value] as const] : [],
    )
    return { secret: Object.fromEntries(settings), webhookSecret: opened.get('webhookSecret') ?? '' }
  }

  function newToken(id: ChannelId): { readonly token: string; readonly stored: StoredToken } {
    const token = randomSecret()
    return { token, stored: { hash: hashOf(token), sealed: keys.seal(`channel/${id}/token`, token) } }
  }

  function tokensOf(row: Row): readonly StoredToken[] {
    const tokens = JSON.parse(row.tokens) as readonly StoredToken[] // written here
    return tokens.filter(({ endsAt = Infinity }) => endsAt > clock())
  }

  // ── Memory ─────────────────────────────────────────────────────────────────────────────────────────────────────

  function read(row: Row): Channel {
    const { secret, webhookSecret } = unsealed(row)
    const settings: Settings = { ...(JSON.parse(row.settings) as Settings), ...secret } // written here
    return {
      id: row.id,
      platform: row.platform,
      chatbotId: row.chatbot_id,
      name: row.name,
      status: row.status,
      ...(row.status_reason === null ? {} : { statusReason: row.status_reason }),
      settings: withDefaults(settings, shapeOf(row.platform)),
      webhookSecret,
      guarded: row.guarded === 1,
      allowFrom: row.allow_from === null ? 'anywhere' : (JSON.parse(row.allow_from) as AllowFrom), // written here
      tokenHashes: tokensOf(row).map(({ hash: tokenHash }) => tokenHash),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }
  }

  function forget(id: ChannelId): void {
    for (const tokenHash of byId.get(id)?.tokenHashes ?? []) byHash.delete(tokenHash)
    byId.delete(id)
  }

  function remember(row: Row): Channel {
    forget(row.id)
    const channel = read(row)
    byId.set(channel.id, channel)
    for (const { hash: tokenHash, endsAt = Infinity } of tokensOf(row)) byHash.set(tokenHash, { channel, endsAt })
    return channel
  }

  function viewOf(channel: Channel): ChannelView {
    const { settings, webhookSecret, tokenHashes, guarded, ...rest } = channel
    return { ...rest, settings: shownOf(settings, shapeOf(channel.platform)) }
  }

  /** Reads, changes and writes a row in one transaction: two changes at once are both kept. */
  async function change(id: ChannelId, to: (before: Row) => Partial<Row>): Promise<Channel> {
    const row = await database.write(() => {
      const before = existing(id)
      const after: Row = { ...before, ...to(before), updated_at: now() }
      run(database, table().where({ id }).update(after))
      return after
    })
    return remember(row)
  }

  function changedSettings(before: Row, given: Settings, trusted: boolean): Partial<Row> {
    const { secret, webhookSecret } = unsealed(before)
    const earlier: Settings = { ...(JSON.parse(before.settings) as Settings), ...secret } // written here
    const whole = merged(earlier, given)
    const shape = shapeOf(before.platform)
    const after = split(fitting(whole, shape), secretsOf(shape))
    const elsewhere = urlsOf(shape).some((name) => whole[name] !== earlier[name])
    return {
      // Whose URLs they are is who changed them last: a tenant may renew the token of a server that the operator named.
      ...(elsewhere ? { guarded: trusted ? 0 : 1 } : {}),
      settings: JSON.stringify(after.shown),
      secrets: sealed(before.id, after.secret, webhookSecret),
      // Whatever the platform refused may be right now: it will say so again if it is not.
      ...(before.status === 'unauthorized' ? { status: 'active', status_reason: null } : {}),
    }
  }

  return {
    get: (id) => byId.get(id),
    list: () => [...byId.values()],
    byToken(platform, token) {
      // Looked up by hash: what comes in cannot steer how long it takes to find that it is wrong.
      const held = token.length > longestToken ? undefined : byHash.get(hashOf(token))
      return held !== undefined && held.endsAt > clock() && held.channel.platform === platform
        ? held.channel
        : undefined
    },
    view(id) {
      const channel = byId.get(id)
      return channel === undefined ? undefined : viewOf(channel)
    },
    async create({ platform, chatbotId, name, settings, allowFrom, trusted = false }) {
      const adapter = adapters.get(platform)
      if (adapter === undefined)
        throw new Invalid(`platform must be one of ${[...adapters.keys()].join(', ')}.`, 'platform')
      const { shown, secret } = split(fitting(settings, adapter.settings), secretsOf(adapter.settings))
      const id = mint('ch')
      const { token, stored } = newToken(id)
      const made = now()
      const row = {
        id,
        platform: adapter.platform,
        name: checkedName(name),
        status: 'active',
        status_reason: null,
        settings: JSON.stringify(shown),
        // None until the platform is told one.
        secrets: sealed(id, secret, ''),
        tokens: JSON.stringify([stored]),
        guarded: trusted || !urlsOf(adapter.settings).some((url) => Object.hasOwn(shown, url)) ? 0 : 1,
        allow_from: allowFrom === undefined ? null : keptAllowFrom(adapter, allowFrom),
        created_at: made,
        updated_at: made,
      } as const
      const inserted = await database.write(() => {
        limits.need('channels')
        const whole: Row = { ...row, chatbot_id: chatbots.demand(chatbotId) }
        run(database, table().insert(whole))
        return whole
      })
      return { channel: viewOf(remember(inserted)), token }
    },
    async update(id, { name, chatbotId, status, settings, allowFrom, trusted = false }) {
      const checked = name === undefined ? undefined : checkedName(name)
      const channel = await change(id, (before) => ({
        ...(settings === undefined ? {} : changedSettings(before, settings, trusted)),
        ...(allowFrom === undefined ? {} : { allow_from: keptAllowFrom(adapters.get(before.platform), allowFrom) }),
        ...(checked === undefined ? {} : { name: checked }),
        ...(chatbotId === undefined ? {} : { chatbot_id: chatbots.demand(chatbotId) }),
        ...(status === undefined ? {} : { status, status_reason: null }),
      }))
      return viewOf(channel)
    },
    async remove(id) {
      await database.write(() =>
        run(
          database,
          table()
            .where({ id: existing(id).id })
            .delete(),
        ),
      )
      forget(id)
    },
    async rotateToken(id) {
      const { token, stored } = newToken(id)
      const endsAt = clock() + tenancyDefaults.tokenGraceMs
      const channel = await change(id, (before) => {
        const earlier = tokensOf(before).map((old) => ({ ...old, endsAt: Math.min(old.endsAt ?? Infinity, endsAt) }))
        return { tokens: JSON.stringify([stored, ...earlier].slice(0, tenancyDefaults.tokensPerChannel)) }
      })
      return { channel: viewOf(channel), token }
    },
    async tokenOf(id) {
      const [newest] = tokensOf(existing(id))
      if (newest === undefined) throw new NotFound('The channel has no receive token: make one.')
      return keys.unseal(`channel/${id}/token`, newest.sealed)
    },
    async mark(id, status, reason) {
      const known = byId.get(id)
      if (known?.status === status && known.statusReason === reason) return
      await change(id, () => ({ status, status_reason: reason ?? null }))
    },
    async report(id, problem) {
      const known = byId.get(id)
      if (known === undefined || known.status !== 'active' || known.statusReason === problem) return
      // In place: a connection that reports must not be made anew for it.
      await database.write(() =>
        run(
          database,
          table()
            .where({ id })
            .update({ status_reason: problem ?? null }),
        ),
      )
      if (problem === undefined) Reflect.deleteProperty(known, 'statusReason')
      else Object.assign(known, { statusReason: problem })
    },
    setWebhookSecret: (id, webhookSecret) =>
      change(id, (before) => ({ secrets: sealed(id, unsealed(before).secret, webhookSecret) })),
    reload() {
      byId.clear()
      byHash.clear()
      for (const row of database.prepare<[], Row>('select * from channels order by created_at, id').all()) remember(row)
    },
  }
}

function hashOf(token: string): string {
  return hash('sha256', token)
}

/** As it is kept. Throws Invalid for what is no network, and where the platform publishes no addresses. */
function keptAllowFrom(adapter: Adapter | undefined, allowFrom: AllowFrom): string {
  if (allowFrom === 'platform' && adapter?.callsFrom === undefined)
    throw new Invalid('The platform does not publish where it calls from: name the networks.', 'allowFrom')
  return JSON.stringify(typeof allowFrom === 'string' ? allowFrom : allowFrom.map(network))
}

/** An address is a network of one. Throws Invalid. */
function network(given: string): string {
  const cidr = ipaddr.isValid(given) ? `${given}/${ipaddr.parse(given).kind() === 'ipv4' ? 32 : 128}` : given
  if (!ipaddr.isValidCIDR(cidr))
    throw new Invalid(`"${given}" is no address and no network, as 203.0.113.0/24 is one.`, 'allowFrom')
  const [address, bits] = ipaddr.parseCIDR(cidr)
  return `${address.toString()}/${bits}`
}

function urlsOf(shape: Shape): readonly string[] {
  return Object.entries(shape).flatMap(([name, { format }]) => (format === 'uri' ? [name] : []))
}
