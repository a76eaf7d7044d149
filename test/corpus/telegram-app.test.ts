import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { PlatformEvent } from '../../src/contracts/message.ts'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, openApp, until } from '../parts/app.ts'
import type { Bot, RunningApp } from '../parts/app.ts'
import { pendingEvents, rowsOf } from '../parts/books.ts'
import { readCorpus } from './corpus.ts'
import type { CorpusRecord } from './corpus.ts'
import { expectedFrom } from './telegram-table.ts'

const records = readCorpus<CorpusRecord>('telegram/updates.jsonl')
const them = records === undefined ? describe.skip : describe

them('recorded updates, posted to the whole app', () => {
  let app: RunningApp
  let telegram: TelegramEmulator
  let bot: Bot
  beforeAll(async () => {
    app = await openApp()
    telegram = await createTelegramEmulator()
    bot = await addTelegramBot(app, telegram, 'corpus')
  })
  afterAll(async () => {
    await app.close()
    await telegram.close()
  })

  /** They come from many bots, whose numbers meet: each gets its own. */
  const updates = (records ?? []).map(({ payload }, index) => ({ ...(payload as object), update_id: 1000 + index }))
  const expected = (records ?? []).flatMap(expectedFrom).map(({ kind }) => kind)
  const count = (...kinds: readonly PlatformEvent['kind'][]) => expected.filter((kind) => kinds.includes(kind)).length

  const post = async (update: object) =>
    (
      await fetch(bot.channel.webhookUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-telegram-bot-api-secret-token': telegram.webhook?.secret ?? '',
        },
        body: JSON.stringify(update),
      })
    ).status

  /** What is left of them in the database, when all turns are done. */
  async function effects() {
    await until(() => pendingEvents(app.dataDir, bot.tenant) === 0, 'The last turn', 20_000)
    const rows = (sql: string) => rowsOf(app.dataDir, bot.tenant, sql).length
    return {
      // Of their keys hashes are kept; some have a second one.
      events: rows('select 1 from inbox_keys'),
      said: rows("select 1 from messages where author in ('visitor', 'agent')"),
      unsupported: rows("select 1 from inbox where state = 'kept'"),
      setAside: rows('select 1 from dead_letters'),
    }
  }

  test('are all taken, and every one of them is kept', async () => {
    for (const [index, update] of updates.entries())
      expect([records![index]!.id, await post(update)]).toEqual([records![index]!.id, 200])
    const { events, ...rest } = await effects()
    expect(events).toBeGreaterThanOrEqual(expected.length)
    expect(rest).toEqual({
      said: count('message', 'command', 'button', 'takeover'),
      unsupported: count('unsupported'),
      setAside: 0,
    })
  }, 40_000)

  test('change nothing when they come again, all at once and in another order', async () => {
    const before = await effects()
    expect(new Set(await Promise.all(updates.toReversed().map(post)))).toEqual(new Set([200]))
    expect(await effects()).toEqual(before)
  }, 40_000)
})
