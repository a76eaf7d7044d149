import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { slack } from '../../src/channels/slack/index.ts'
import { isVisible, readMarkdown } from '../../src/channels/styled.ts'
import type { RawRequest } from '../../src/contracts/channel.ts'
import { methods } from '../../src/testing/emulators/slack-methods.ts'
import { readCorpus } from './corpus.ts'
import { expectedOf } from './slack-table.ts'
import type { SlackRecord } from './slack-table.ts'

const settings = { botToken: 'xoxb-1', signingSecret: 'a secret' }
const context = { channel: 'ch_aaaaa00000000000' as never, webhookSecret: '' }
const form = 'application/x-www-form-urlencoded'

/** A record as it travels. */
function request({ wire, payload }: SlackRecord): RawRequest {
  if (wire === 'json') return signed(JSON.stringify(payload), 'application/json')
  if (wire === 'form:payload') return signed(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form)
  if (wire === 'form:raw') return signed(payload as string, form)
  return signed(new URLSearchParams(payload as Record<string, string>).toString(), form)
}

function signed(body: string, type: string): RawRequest {
  const at = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', settings.signingSecret).update(`v0:${at}:${body}`).digest('hex')
  const headers = { 'content-type': type, 'x-slack-request-timestamp': at, 'x-slack-signature': `v0=${signature}` }
  return { method: 'POST', headers, query: {}, body: Buffer.from(body) }
}

for (const name of ['events', 'interactive', 'slash_and_forms']) {
  describe(`recorded ${name}`, () => {
    const records = readCorpus<SlackRecord>(`slack/${name}.jsonl`)
    const them = records ? test : test.skip

    them.each((records ?? []).map((record) => [record.id, record.kind, record] as const))('%s %s', (_, __, record) => {
      const answer = slack.webhook!(request(record), settings, context)
      if (record.kind === 'url_verification') {
        expect(answer).toMatchObject({ status: 200, body: (record.payload as { challenge: string }).challenge })
        return
      }
      const natives = answer as readonly Readonly<Record<string, unknown>>[]
      expect(natives).toHaveLength(1)
      const [event] = natives.map((native) => slack.parse(native))
      expect(event).toMatchObject(expectedOf(record))
      expect(slack.parse(JSON.parse(JSON.stringify(natives[0])))).toEqual(event)
    })
  })
}

describe('recorded signatures', () => {
  interface Vector {
    readonly name: string
    readonly signing_secret: string
    readonly timestamp: string
    readonly content_type: string
    readonly body: string
    readonly signature: string
    readonly expect: boolean
  }
  const root = process.env.CORPUS_DIR ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url))
  const path = join(root, 'slack/signatures.json')
  const vectors = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as readonly Vector[]) : []
  const them = vectors.length > 0 ? test : test.skip

  them('are as their table says, once they are looked at in their own time', () => {
    const now = Date.now
    for (const vector of vectors) {
      const headers = {
        'content-type': vector.content_type,
        'x-slack-request-timestamp': vector.timestamp,
        'x-slack-signature': vector.signature,
      }
      const raw: RawRequest = { method: 'POST', headers, query: {}, body: Buffer.from(vector.body) }
      const receive = () => slack.webhook!(raw, { ...settings, signingSecret: vector.signing_secret }, context)
      // Years later everything is a replay.
      expect(receive).toThrow('five minutes')
      Date.now = () => Number(vector.timestamp) * 1000
      try {
        if (vector.expect) expect(receive()).toHaveLength(1)
        else expect(receive).toThrow()
      } finally {
        Date.now = now
      }
    }
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
    bot: { user: 'U', id: 'B', app: 'A', team: 'T' },
    url: '',
    messages: new Map(),
    files: new Map(),
    places: new Map(),
    nextTs: () => '1.000001',
  }

  /** What Slack would be sent, checked by its rules. */
  const written = (text: string) =>
    slack
      .render([{ type: 'text', text }], { chat: 'C1' })
      .map(({ method, payload }) => (methods.get(method)!({ ...payload }, host)['message'] as { text: string }).text)

  const letters = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '')
  const shown = (mrkdwn: string) =>
    mrkdwn
      .replaceAll(/<[^<>|]*\|([^<>]*)>/g, '$1')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')

  them('each of them can be sent, whole, and none rings a bell', () => {
    for (const text of strings) {
      const { text: read } = readMarkdown(text)
      const calls = written(text)
      expect(calls.join('')).not.toMatch(/<[!@#]/)
      if (isVisible(read)) expect(letters(shown(calls.join('')))).toBe(letters(read))
      else expect(calls).toEqual([])
    }
  })

  them('the pairs that another renderer was tested with look the same', () => {
    const pairs =
      readCorpus<{ title: string; markdown: string; expected: string }>('nasty/slack_mrkdwn_pairs.jsonl') ?? []
    // It lets mentions through, keeps titles of images, drops comments and `#!`, and nests the other way round.
    const others = /mention|HTML comment|with title$|invalid definition|Bold\+Italic|deprecated/
    const plain = (text: string) => text.replaceAll('\u200b', '').replaceAll(/•\s+/g, '• ').trim()
    for (const { title, markdown, expected } of pairs.filter((pair) => !others.test(pair.title))) {
      const ours = plain(written(markdown).join('\n')).replaceAll(/<([^|>]+)\|\1>/g, '<$1>')
      const theirs = plain(expected).replaceAll(/<(https?:[^|>]+)>/g, '$1')
      expect({ title, ours: ours.replaceAll(/<(https?:[^|>]+)>/g, '$1') }).toEqual({ title, ours: theirs })
    }
  })
})
