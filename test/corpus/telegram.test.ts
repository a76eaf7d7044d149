import { describe, expect, test } from '@jest/globals'
import type { Update } from 'grammy/types'
import { isVisible, readMarkdown } from '../../src/channels/styled.ts'
import { telegram } from '../../src/channels/telegram/index.ts'
import { methods } from '../../src/testing/emulators/telegram-methods.ts'
import { readCorpus } from './corpus.ts'
import type { CorpusRecord } from './corpus.ts'
import { expectedFrom } from './telegram-table.ts'

const context = { channel: 'ch_aaaaa00000000000' as never, webhookSecret: 'secret' }
const receive = (payload: unknown) =>
  telegram.webhook!(
    {
      method: 'POST',
      headers: { 'x-telegram-bot-api-secret-token': 'secret' },
      query: {},
      body: Buffer.from(JSON.stringify(payload)),
    },
    { token: '1:a' },
    context,
  ) as readonly Update[]

describe('recorded updates', () => {
  const records = readCorpus<CorpusRecord>('telegram/updates.jsonl')
  const them = records ? test : test.skip

  them.each((records ?? []).map((record) => [record.id, record.kind, record] as const))('%s %s', (_, __, record) => {
    const natives = receive(record.payload)
    const events = natives.map((native) => telegram.parse(native)!)
    const expected = expectedFrom(record).map(({ keys, ...facts }) => ({
      ...facts,
      keys: expect.arrayContaining([expect.stringContaining(keys as string)]),
    }))
    expect(events).toMatchObject(expected)
    expect(natives.map((native) => telegram.parse(native))).toEqual(events)
  })
})

describe('hostile and curious strings', () => {
  const lines = (name: string, field: string) =>
    readCorpus<Record<string, string>>(`nasty/${name}.jsonl`)?.map((line) => line[field]!)
  const strings = [
    lines('naughty_strings', 's'),
    lines('emoji_sequences', 's'),
    lines('telegram_markdownv2_pairs', 'markdown'),
    lines('slack_mrkdwn_pairs', 'markdown'),
    lines('prompt_injection', 's'),
    lines('xss_dompurify', 'payload'),
  ].flatMap((found) => found?.filter((line) => typeof line === 'string') ?? [])
  const them = strings.length > 0 ? test : test.skip

  const host = {
    bot: { id: 1, is_bot: true, first_name: 'Bot', username: 'some_bot' },
    nextMessageId: () => 1,
    file: () => undefined,
  } as const

  /** What Telegram would show of the calls, checked by its rules. */
  function shown(text: string): string {
    return telegram
      .render([{ type: 'text', text }], { chat: '1' })
      .map(({ method, payload }) => (methods.get(method)!({ ...payload }, host) as { text: string }).text)
      .join('')
  }

  const letters = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '')

  them('each of them can be sent, whole', () => {
    for (const text of strings) {
      const { text: read } = readMarkdown(text)
      if (isVisible(read)) expect(letters(shown(text))).toBe(letters(read))
      else expect(shown(text)).toBe('')
    }
  })

  them('what has no markup in it is sent as it is', () => {
    for (const text of strings.filter(
      (one) => isVisible(one) && !/[\\`*_[\]<>&~#\n\r\0]|^[\s\-+=]|^\d+[.)]|\s$/.test(one),
    )) {
      expect(shown(text)).toBe(text.toWellFormed().trim())
    }
  })

  them('a thousand of each in a row are split without breaking a character', () => {
    const sequences = lines('emoji_sequences', 's') ?? []
    for (const emoji of sequences) {
      const text = emoji.repeat(1000)
      const calls = telegram.render([{ type: 'text', text }], { chat: '1' })
      for (const { payload } of calls) expect((payload as { text: string }).text.length % emoji.length).toBe(0)
      expect(shown(text)).toBe(text)
    }
  })

  them('the pairs that another renderer was tested with say the same words', () => {
    const pairs = readCorpus<{ markdown: string; expected: string }>('nasty/telegram_markdownv2_pairs.jsonl') ?? []
    // The other one leaves out HTML, quotes and tables.
    for (const { markdown, expected } of pairs.filter((pair) => !/^[<>|]/.test(pair.markdown))) {
      const words = letters(expected.replaceAll(/\]\([^)]*\)/g, '').replaceAll(/```\w+/g, ''))
      // It hides addresses that it does not like, and what `#!` says a block is written in.
      const ours = letters(readMarkdown(markdown).text.replaceAll(/ \([^)]*\)|^#!\w+$/gm, ''))
      expect({ markdown, words: ours }).toEqual({ markdown, words })
    }
  })
})
