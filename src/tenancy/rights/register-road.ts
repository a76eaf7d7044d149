import type { InboundEvent } from '../../contracts/message.ts'
import type { KeptTable, Person, Row } from './kept.ts'

/** The road of a message, and what is told of it: before the messages by which a part of it is found. */

const inGroups = 'conversation_id in $groups'

const text = (row: Row, column: string): string => {
  const value = row[column]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** What an event says of who it is from, and of whom it tells. */
function isFrom(event: InboundEvent, channel: string, { users }: Person): boolean {
  const named = [event.from, ...('who' in event ? (event.who ?? []) : [])]
  return named.some((one) => one !== undefined && users.has(`${channel} ${one.id}`))
}

const eventOf = (row: Row): InboundEvent => JSON.parse(text(row, 'event')) as InboundEvent // written by the inbox

export const roadTables: readonly KeptTable[] = [
  {
    table: 'outbox_keys',
    about: 'Idempotency keys of messages that were said by the API.',
    key: ['idempotency_key'],
    holds: {
      person: [
        { where: 'message_id in (select id from messages where conversation_id in $conversations)' },
        { where: 'message_id in $messages' },
      ],
    },
    exported: { never: 'They mean something to whoever sent them alone.' },
    kept: 'Eight days.',
  },
  {
    table: 'dead_letters',
    about: 'What was set aside, with its reason.',
    key: ['id'],
    holds: {
      person: [
        { where: 'conversation_id in $conversations' },
        {
          among: inGroups,
          mine: (row, { aside }) =>
            (JSON.parse(text(row, 'refs')) as number[]).some((ref) => aside.has(`${text(row, 'side')} ${ref}`)) // as written
              ? 'row'
              : undefined,
        },
      ],
    },
    exported: { json: ['refs'] },
    kept: { policy: 'deadLetters', by: 'at', otherwise: 'Until it is removed with its conversation.' },
  },
  {
    table: 'outbox',
    about: 'What waits to be sent, and what could not be sent.',
    key: ['row'],
    holds: { person: [{ where: 'conversation_id in $conversations' }, { where: 'message_id in $messages' }] },
    exported: { json: ['parts'] },
    kept: 'Until it is sent; what could not be sent, with its dead letter or its conversation; what was sent once more, seven days.',
  },
  {
    table: 'inbox',
    about: 'Events that wait to be handled, that no turn comes of, or that were set aside.',
    key: ['seq'],
    holds: {
      person: [
        { where: 'conversation_id in $conversations' },
        {
          // Also what came before anybody was known, such as a person’s change of number.
          among: `(${inGroups} or conversation_id is null)`,
          mine: (row, person) => (isFrom(eventOf(row), text(row, 'channel_id'), person) ? 'row' : undefined),
        },
      ],
    },
    exported: { json: ['event'] },
    kept: 'Until its turn is done; what no turn comes of, and what was replayed, seven days; what was set aside, with its dead letter.',
  },
  {
    table: 'turn_journal',
    about: 'What a turn that is not done yet was told from outside.',
    key: ['turn_id', 'position'],
    holds: {
      person: [
        {
          where:
            'turn_id in (select turn_id from open_turns where conversation_id in $conversations or conversation_id in $groups)',
        },
        { where: 'turn_id in (select turn_id from messages where conversation_id in $conversations)' },
        { where: 'turn_id in $turns' },
      ],
    },
    exported: { json: ['entry'] },
    kept: 'Until its turn is done.',
  },
  {
    table: 'open_turns',
    about: 'Turns that are not done yet: how often they were tried, and why they failed.',
    key: ['conversation_id'],
    // In a group it may be anybody’s: it begins anew, and is done once all the same.
    holds: { person: [{ where: 'conversation_id in $conversations' }, { where: inGroups }] },
    exported: { json: ['seqs'] },
    kept: 'Until the turn is done.',
  },
  {
    table: 'message_statuses',
    about: 'When messages were sent, delivered, read or failed, and why.',
    key: ['id'],
    holds: {
      person: [
        { where: 'conversation_id in $conversations' },
        {
          where: `${inGroups} and platform_id in (select coalesce(platform_id, id) from messages where id in $messages)`,
        },
        { where: `${inGroups} and platform_id in $messages` },
      ],
    },
    exported: {},
    kept: 'Seven days.',
  },
  {
    table: 'inbox_keys',
    about: 'Hashes of the keys by which a platform’s repetitions are known.',
    key: ['channel_id', 'event_key'],
    holds: 'bookkeeping',
    exported: { never: 'Nobody can be told from a hash.' },
    kept: 'Eight days.',
  },
  {
    table: 'schedules',
    about: 'What plugins asked to be woken for.',
    key: ['id'],
    holds: {
      person: [
        { where: 'conversation_id in $conversations' },
        {
          among: inGroups,
          mine: (row, { turns }) => (turns.has(`t_${text(row, 'id').slice(3, -2)}`) ? 'row' : undefined),
        },
      ],
    },
    exported: { json: ['payload'] },
    kept: 'Until it is due.',
  },
  {
    table: 'webhook_deliveries',
    about: 'What is on its way to the tenant’s webhooks, or was.',
    key: ['seq'],
    holds: {
      person: [
        { where: 'event_id in (select id from webhook_events where conversation_id in $conversations)' },
        { where: 'event_id in $events' },
      ],
    },
    exported: {},
    kept: { policy: 'webhookDeliveries', by: 'at', otherwise: 'Thirty days.' },
  },
  {
    table: 'webhook_events',
    about: 'What webhooks are told, as it is sent.',
    key: ['id'],
    holds: {
      person: [{ where: 'conversation_id in $conversations' }, { where: 'id in $events' }],
    },
    exported: { json: ['payload'] },
    kept: { policy: 'webhookDeliveries', by: 'at', otherwise: 'Thirty days.' },
  },
  {
    table: 'model_usage',
    about: 'What language models were asked for, and what it cost.',
    key: ['id'],
    holds: {
      person: [{ where: 'conversation_id in $conversations' }, { where: 'turn_id in $turns' }],
      unlinked: ['conversation_id', 'turn_id'],
    },
    exported: {},
    kept: 'As long as the tenant’s costs are reported.',
  },
]
