import { webhookDefaults } from '../../config/defaults.ts'
import { Invalid, NotFound, OverLimit } from '../../contracts/errors.ts'
import type { DueDelivery, EventType, Webhook, WebhookDelivery, Webhooks } from '../../contracts/events.ts'
import type { ConversationId, IdMint, MessageId } from '../../contracts/id.ts'
import type { Database } from '../database.ts'
import { remembered } from '../outside-changes.ts'
import type { Changes } from './changes.ts'

interface WebhookRow {
  readonly id: string
  readonly url: string
  readonly events: string | null
  readonly enabled: number
  readonly disabled_reason: string | null
  readonly failing_since: number | null
  readonly secrets: string
  readonly created_at: number
}

interface DeliveryRow {
  readonly seq: number
  readonly webhook_id: string
  readonly event_id: string
  readonly type: EventType
  readonly state: WebhookDelivery['state']
  readonly attempts: number
  readonly next_at: number
  readonly status: number | null
  readonly error: string | null
  readonly at: number
}

interface DueRow extends DeliveryRow {
  readonly payload: string
  readonly url: string
  readonly secrets: string
}

interface KeptSecret {
  readonly sealed: string
  /** null: for as long as it is the newest. */
  readonly until: number | null
}

const json = (value: unknown): string => JSON.stringify(value)
/** What we wrote ourselves, read back. */
const parsed = <Value>(text: string): Value => JSON.parse(text) as Value // its type is the writer's

/** What happens in a tenant, for its webhooks; `emit` is called inside the transaction in which it happens. */
export interface Feed {
  readonly emit: (type: EventType, told: () => Readonly<Record<string, unknown>>) => void
  readonly webhooks: Webhooks
}

const delivery = 'select d.*, e.type from webhook_deliveries d join webhook_events e on e.id = d.event_id'

export function createFeed(
  database: Database,
  mint: IdMint,
  clock: () => number,
  changes: Pick<Changes, 'note' | 'watched'>,
): Feed {
  const all = database.prepare<[], WebhookRow>('select * from webhooks order by created_at, id')
  const insertEvent = database.prepare<[string, string, string, number, string | null]>(
    'insert into webhook_events (id, type, payload, at, conversation_id) values (?, ?, ?, ?, ?)',
  )
  const insertDelivery = database.prepare<[string, string, number, number]>(
    "insert into webhook_deliveries (webhook_id, event_id, state, attempts, next_at, at) values (?, ?, 'pending', 0, ?, ?)",
  )
  let listener: () => void = () => undefined
  let telling: Promise<void> | undefined
  // In memory: on the road most tenants have none, and asking must cost nothing.
  const kept = remembered(database, clock, () => all.all())

  const change = async <Result>(unit: () => Result): Promise<Result> => {
    try {
      return await database.write(unit)
    } finally {
      kept.forget()
    }
  }

  function add(type: EventType, told: Readonly<Record<string, unknown>>, to: readonly WebhookRow[]): string {
    const at = clock()
    const id = mint('ev')
    const { conversationId: conversation } = told
    const payload = json({ type, timestamp: new Date(at).toISOString(), data: told })
    insertEvent.run(id, type, payload, at, typeof conversation === 'string' ? conversation : null)
    for (const { id: webhook } of to) insertDelivery.run(webhook, id, at, at)
    tell()
    return id
  }

  /** Once it is durable, and once for each transaction. */
  function tell(): void {
    const settled = database.settled()
    if (telling === settled) return
    telling = settled
    settled.then(
      () => listener(),
      () => undefined, // it was undone
    )
  }

  function rowOf(id: string): WebhookRow {
    const row = kept.get().find((one) => one.id === id)
    if (row === undefined) throw new NotFound('There is no such webhook.')
    return row
  }

  const webhooks: Webhooks = {
    list: () => kept.get().map(webhookOf),
    find(id) {
      const row = kept.get().find((one) => one.id === id)
      return row === undefined ? undefined : webhookOf(row)
    },
    add: ({ url, events, enabled = true }, sealedSecret) =>
      change(() => {
        if (all.all().length >= webhookDefaults.perTenant)
          throw new OverLimit(`A tenant has at most ${webhookDefaults.perTenant} webhooks.`)
        const id = mint('wh')
        const secrets: readonly KeptSecret[] = [{ sealed: sealedSecret(id), until: null }]
        database
          .prepare<[string, string, string | null, number, string, number]>(
            'insert into webhooks (id, url, events, enabled, secrets, created_at) values (?, ?, ?, ?, ?, ?)',
          )
          .run(id, url, events === undefined ? null : json(events), Number(enabled), json(secrets), clock())
        return id
      }).then((id) => webhookOf(rowOf(id))),
    async change(id, { url, events, enabled }) {
      await change(() => {
        const row = rowOf(id)
        database
          .prepare<[string, string | null, number, string]>(
            'update webhooks set url = ?, events = ?, enabled = ?, disabled_reason = null, failing_since = null where id = ?',
          )
          .run(
            url ?? row.url,
            events === undefined ? row.events : json(events),
            enabled === undefined ? row.enabled : Number(enabled),
            id,
          )
      })
      listener()
      return webhookOf(rowOf(id))
    },
    async rotate(id, sealedSecret) {
      await change(() => {
        const now = clock()
        const before = parsed<readonly KeptSecret[]>(rowOf(id).secrets)
          .map(({ sealed, until }) => ({ sealed, until: until ?? now + webhookDefaults.secretGraceMs }))
          .filter(({ until }) => until > now)
        const secrets = [{ sealed: sealedSecret, until: null }, ...before].slice(0, webhookDefaults.secretsAtOnce)
        database.prepare<[string, string]>('update webhooks set secrets = ? where id = ?').run(json(secrets), id)
      })
    },
    async remove(id) {
      await change(() => {
        database.prepare<[string]>('delete from webhook_deliveries where webhook_id = ?').run(id)
        if (database.prepare<[string]>('delete from webhooks where id = ?').run(id).changes === 0) rowOf('')
      })
    },
    test: (id) => database.write(() => add('message.received', { test: true }, [rowOf(id)])),
    async deliveries(id, limit, cursor) {
      if (cursor !== undefined && !/^\d{1,15}$/.test(cursor))
        throw new Invalid('This is no cursor of this list.', 'cursor')
      const below = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor)
      const found = database
        .prepare<[string, number, number], DeliveryRow>(
          `${delivery} where d.webhook_id = ? and d.seq < ? order by d.seq desc limit ?`,
        )
        .all(id, below, limit + 1)
      const items = found.slice(0, limit)
      const nextCursor = found.length > limit ? String(items.at(-1)?.seq) : null
      return { items: items.map(deliveryOf), nextCursor }
    },
    async replay(id, event) {
      const { changes } = await database.write(() =>
        database
          .prepare<[number, string, string]>(
            "update webhook_deliveries set state = 'pending', attempts = 0, next_at = ? where webhook_id = ? and event_id = ?",
          )
          .run(clock(), id, event),
      )
      if (changes === 0) throw new NotFound('There is no such delivery.')
      listener()
    },
    due(now, limit) {
      // Webhooks are few: of those that are disabled nothing is due.
      const pending = `${delivery.replace('e.type', 'e.type, e.payload, w.url, w.secrets')} join webhooks w on w.id = d.webhook_id
        where d.state = 'pending' and w.enabled = 1`
      const found = database
        .prepare<[number, number], DueRow>(`${pending} and d.next_at <= ? order by d.next_at, d.seq limit ?`)
        .all(now, limit)
      const next = database
        .prepare<[number], { readonly at: number | null }>(
          `select min(d.next_at) as at from webhook_deliveries d join webhooks w on w.id = d.webhook_id
           where d.state = 'pending' and w.enabled = 1 and d.next_at > ?`,
        )
        .get(now)
      return { deliveries: found.map((row) => dueOf(row, now)), nextAt: next?.at ?? undefined }
    },
    async delivered(delivery, status) {
      const { webhook } = delivery
      await settle('delivered', 0, status, null, delivery)
      if (kept.get().find(({ id }) => id === webhook)?.failing_since === null) return
      await change(() => database.prepare('update webhooks set failing_since = null where id = ?').run(webhook))
    },
    async failed(delivery, nextAt, error, status) {
      const { webhook } = delivery
      await settle(nextAt === undefined ? 'failed' : 'pending', nextAt ?? 0, status ?? null, error, delivery)
      if (kept.get().find(({ id }) => id === webhook)?.failing_since !== null) return
      await change(() => database.prepare('update webhooks set failing_since = ? where id = ?').run(clock(), webhook))
    },
    async disable(id, reason) {
      await change(() =>
        database.prepare('update webhooks set enabled = 0, disabled_reason = ? where id = ?').run(reason, id),
      )
    },
    onAdded: (told) => void (listener = told),
  }

  async function settle(
    state: WebhookDelivery['state'],
    nextAt: number,
    status: number | null,
    error: string | null,
    { webhook, event, attempts }: DueDelivery,
  ): Promise<void> {
    await database.write(() =>
      database
        .prepare(
          // Of this very try: whoever stood still comes too late.
          `update webhook_deliveries set state = ?, attempts = attempts + 1, next_at = ?, status = ?, error = ?
           where webhook_id = ? and event_id = ? and state = 'pending' and attempts = ?`,
        )
        .run(state, nextAt, status, error?.slice(0, webhookDefaults.errorLength) ?? null, webhook, event, attempts),
    )
  }

  return {
    emit(type, told) {
      if (changes.watched) note(changes, type, told())
      const rows = kept.get()
      if (rows.length === 0) return
      const wanted = rows.filter(({ events }) => events === null || parsed<readonly EventType[]>(events).includes(type))
      if (wanted.length > 0) add(type, told(), wanted)
    },
    webhooks,
  }
}

/** Who looks on is told what to read again; of what was said nothing. */
function note(changes: Pick<Changes, 'note'>, type: EventType, told: Readonly<Record<string, unknown>>): void {
  const { conversationId, messageId } = told as { conversationId?: ConversationId; messageId?: MessageId } // as whoever emits names them
  if (conversationId !== undefined) changes.note(type, conversationId, messageId)
}

function webhookOf(row: WebhookRow): Webhook {
  return {
    id: row.id,
    url: row.url,
    events: row.events === null ? undefined : parsed<readonly EventType[]>(row.events),
    enabled: row.enabled === 1,
    ...(row.disabled_reason === null ? {} : { disabledReason: row.disabled_reason }),
    ...(row.failing_since === null ? {} : { failingSince: row.failing_since }),
    createdAt: row.created_at,
  }
}

function deliveryOf({ webhook_id, event_id, next_at, status, error, type, state, attempts, at }: DeliveryRow) {
  return {
    webhook: webhook_id,
    event: event_id,
    type,
    state,
    attempts,
    nextAt: next_at,
    ...(status === null ? {} : { status }),
    ...(error === null ? {} : { error }),
    at,
  }
}

function dueOf(row: DueRow, now: number): DueDelivery {
  const secrets = parsed<readonly KeptSecret[]>(row.secrets)
    .filter(({ until }) => until === null || until > now)
    .map(({ sealed }) => sealed)
  return { ...deliveryOf(row), url: row.url, payload: row.payload, secrets }
}
