import { speakerOf } from './ai/voice/speaker.ts'
import { createRespond } from './ai/respond.ts'
import { createInquiry } from './ai/inquiry.ts'
import { sweepDefaults } from './config/defaults.ts'
import type { Adapter } from './contracts/channel.ts'
import type { TenantStore } from './contracts/ports.ts'
import type { Channel } from './contracts/tenant.ts'
import { administerWebhooks } from './events/administration.ts'
import { createDesk } from './handoff/desk.ts'
import { createActions } from './pipeline/actions.ts'
import { reader } from './language/entities.ts'
import { warningsOf } from './tenancy/limits.ts'
import type { WakeUp } from './tenancy/scope-marks.ts'
import { SqliteDatabase } from './tenancy/sqlite.ts'
import { tenantNews, tokens } from './tenant-parts.ts'
import type { Get, TenantScope } from './tenant-parts.ts'

/** What a tenant's scope does while it is open, and how it closes. */
export function liveScope(get: Get, dispose: () => unknown): TenantScope {
  const parts = get(tokens.parts)
  const tenant = get(tokens.tenant)
  const host = get(tokens.host)
  const store = get(tokens.store)
  const configuration = get(tokens.configuration)
  const supervisor = get(tokens.supervisor)
  const administration = get(tokens.administration)
  const knowledge = get(tokens.knowledge)
  const pipeline = get(tokens.pipeline)
  const limits = get(tokens.limits)
  const work = get(tokens.work)
  const tellWebhooks = get(tokens.webhooks)
  /** Otherwise it stands still: what waits in it waits until it goes on. */
  const goesOn = tenant.state === 'active'
  const actions = createActions(host)
  const rights = get(tokens.rights)
  const chores = get(tokens.chores)
  const conversations = get(tokens.running)
  const changes = parts.fleet.changes(tenant.code, (signal) => store.desk.changes(signal))
  let running = 0
  let quiet = false

  // Changed settings may mean other connections, and that what was held back can go on.
  configuration.onChange((from) => {
    if (from === 'here') parts.fleet.news.tell(tenantNews, tenant.code)
    sweep().catch((error: unknown) => host.log.error({ error }, 'A sweep failed and is tried again.'))
  })

  store.webhooks.onAdded(() => host.ring('event', 'tenant'))

  /** When the webhooks are to be told something, milliseconds since 1970. */
  function nextTelling(): number | undefined {
    if (store.webhooks.list().length === 0) return undefined
    const { deliveries, nextAt } = store.webhooks.due(parts.clock(), 1)
    return deliveries.length > 0 ? parts.clock() : nextAt
  }

  const listens = () => configuration.channels().filter((channel) => pulls(host.adapterOf(channel), channel))

  let finished: Promise<void> | undefined
  // Whoever is refused something hears of the limit at once.
  limits.onRefused(
    () => void warn().catch((error: unknown) => host.log.warn({ error }, 'Limits could not be looked at.')),
  )

  /** Tells the tenant of limits that are near or reached. */
  async function warn(): Promise<void> {
    if (Object.values(limits.most).every((most) => most === null)) return
    const told = await store.limitWarnings.tell(warningsOf(limits.uses(), parts.clock()))
    for (const { name, used, limit, level } of told)
      host.log.warn({ limit: name, used, most: limit }, `${level} % of a limit of the plan are used.`)
  }

  /** Rings conversations with work and no bell. */
  async function ringAll(): Promise<void> {
    const { batch } = sweepDefaults
    const [turns, sends] = await Promise.all([store.inbox.waiting(batch), store.outbox.waiting(batch)])
    for (const conversation of turns) host.ring('turn', conversation)
    for (const conversation of sends) host.ring('send', conversation)
    quiet = turns.length === 0 && sends.length === 0
  }

  /** What the tenant waits for, besides its conversations' work. */
  async function wakeUp(): Promise<WakeUp> {
    const { nextAt } = await store.schedules.release(0)
    const { nextAt: nextHandoff } = store.handoffs.due(0, 1)
    const times = [nextAt, nextHandoff, nextTelling(), knowledge.nextAt(), rights.nextAt()]
    const first = Math.min(...times.map((at) => at ?? Infinity))
    return { dueAt: first === Infinity ? undefined : first, listens: listens().length > 0 }
  }

  let told = ''

  /** Here nobody works: what is due is told to those who do, when it changed. */
  async function passOn(): Promise<void> {
    const wanted = goesOn ? await wakeUp() : { dueAt: undefined, listens: false }
    const news = JSON.stringify(wanted)
    if (news === told) return
    await parts.waits(tenant, wanted)
    told = news
  }

  let pruneAt = 0

  async function sweep(): Promise<void> {
    // With the first one, which whoever opens the tenant waits for.
    if (parts.works) await (finished ??= rights.finish())
    configuration.refresh()
    if (chores.mine()) rights.sweep()
    quiet = true
    if (goesOn) await ringAll()
    if (!parts.works) return passOn()
    if (!goesOn) return
    host.ring('due', 'tenant')
    if (nextTelling() !== undefined) host.ring('event', 'tenant')
    await supervisor.update(listens())
    knowledge.sweep()
    store.searchIndex.sweep()
    await warn()
    const now = parts.clock()
    if (now < pruneAt) return
    const more = await store.prune()
    pruneAt = more ? now : now + sweepDefaults.pruneEveryMs
  }

  return {
    tenant,
    configuration,
    limits,
    store: { ...store, desk: { ...store.desk, changes } },
    media: host.media,
    rights: rights.rights,
    exports: rights.exports,
    pipeline,
    keys: get(tokens.keys),
    sweep,
    look: () => configuration.refresh(true),
    async keep(channel, event) {
      const { accepted } = await pipeline.keep({ channel, events: [event], answer: undefined })
      return accepted[0] ?? { outcome: 'duplicate', conversation: undefined }
    },
    async work(bell, hold) {
      if (!goesOn) return undefined
      running++
      conversations.set(bell.subject, (conversations.get(bell.subject) ?? 0) + 1)
      try {
        return await (bell.kind === 'event' ? tellWebhooks(hold) : work(bell, hold))
      } finally {
        running--
        const left = (conversations.get(bell.subject) ?? 1) - 1
        if (left > 0) conversations.set(bell.subject, left)
        else conversations.delete(bell.subject)
      }
    },
    async ownerOf({ subject }) {
      const bound = listens().filter((channel) => host.adapterOf(channel).sendsWhereItListens)
      if (subject === 'tenant' || bound.length === 0) return undefined
      const conversation = await store.conversations.find(subject)
      return bound.find(({ id }) => id === conversation?.channel)?.id
    },
    resting: () => running === 0,
    checkpoints(on) {
      const database = get(tokens.database)
      if (database instanceof SqliteDatabase) database.checkpoints(on)
    },
    idle: () =>
      running === 0 &&
      quiet &&
      !administration.busy() &&
      !knowledge.busy() &&
      !rights.busy() &&
      !store.busy() &&
      supervisor.size() === 0,
    async close() {
      administration.close()
      await Promise.all([supervisor.stop(), knowledge.close(), rights.close(), chores.close()])
      await store.close()
      await get(tokens.connections).close()
      get(tokens.intents).close()
      // What a stop left undone is due now: at the next start, whoever else writes.
      try {
        const now = (await hasWork(store)) ? parts.clock() : undefined
        const wanted = await wakeUp()
        await parts.waits(tenant, { ...wanted, dueAt: now ?? wanted.dueAt })
      } finally {
        get(tokens.database).close()
        await dispose()
      }
    },
    webhookAdministration: administerWebhooks(store.webhooks, (place, plain) => get(tokens.keys).seal(place, plain)),
    models: get(tokens.models).models,
    modelAdministration: get(tokens.models).administration,
    speaker: speakerOf(get(tokens.models).voice, parts.detector),
    translation: get(tokens.translation).settings,
    respond: createRespond(host),
    knowledge: knowledge.bases,
    avatars: get(tokens.avatars),
    inquiry: createInquiry({ ...host, intents: get(tokens.intents), reader }),
    ...administration.actions,
    ...actions,
    handoff: createDesk({
      settings: get(tokens.handoffSettings),
      store: store.handoffs,
      move: actions.move,
      ring: () => host.ring('due', 'tenant'),
      clock: parts.clock,
    }),
  }
}

/** A channel pulls while its platform was not told where to push. */
function pulls(adapter: Adapter, { status, settings, webhookSecret }: Channel): boolean {
  if (adapter.listen === undefined || status !== 'active' || adapter.listens?.(settings) === false) return false
  return adapter.register === undefined || webhookSecret === ''
}

async function hasWork({ inbox, outbox }: TenantStore): Promise<boolean> {
  return (await inbox.waiting(1)).length > 0 || (await outbox.waiting(1)).length > 0
}
