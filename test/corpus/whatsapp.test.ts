import { createHmac } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { isVisible, readMarkdown } from '../../src/channels/styled.ts'
import { whatsapp } from '../../src/channels/whatsapp/index.ts'
import type { Native } from '../../src/channels/whatsapp/receive.ts'
import { checkMessage } from '../../src/testing/emulators/whatsapp-checks.ts'
import { readCorpus, readCorpusFile } from './corpus.ts'
import type { CorpusRecord } from './corpus.ts'
import { expectedFrom } from './whatsapp-table.ts'

const context = { channel: 'ch_aaaaa00000000000' as never, webhookSecret: '' }
const secrets = { accessToken: 'token', appSecret: 'app secret', verifyToken: 'verify token' }

/** As the channel of the number that the payload is about. */
function receive(payload: unknown, phoneNumberId = numberIn(payload)): readonly Native[] {
  const body = Buffer.from(JSON.stringify(payload))
  const signature = createHmac('sha256', secrets.appSecret).update(body).digest('hex')
  const headers = { 'x-hub-signature-256': `sha256=${signature}` }
  const natives = whatsapp.webhook!(
    { method: 'POST', headers, query: {}, body },
    { ...secrets, phoneNumberId },
    context,
  )
  // When it arrived says nothing about what it says.
  return (natives as readonly Native[]).map(({ receivedAt: _, ...native }) => native)
}

function numberIn(payload: unknown): string {
  return /"phone_number_id":"([^"]*)"/.exec(JSON.stringify(payload))?.[1] ?? ''
}

describe.each(['messages', 'statuses', 'other_fields'])('recorded webhooks: %s', (file) => {
  const records = readCorpus<CorpusRecord>(`whatsapp/${file}.jsonl`)
  const them = records ? test : test.skip
  const rows = (records ?? []).map((record) => [record.id, record.kind, record] as const)

  them.each(rows)('%s %s', (_, __, record) => {
    const natives = receive(record.payload)
    const events = natives.map((native) => whatsapp.parse(native)!)
    const expected = expectedFrom(record).map(({ keys, ...facts }) => ({
      ...facts,
      ...(keys === undefined ? {} : { keys: expect.arrayContaining(keys as string[]) }),
    }))
    expect(events).toMatchObject(expected)
    expect(events).toHaveLength(expected.length)
    expect(natives.map((native) => whatsapp.parse(native))).toEqual(events)
  })

  them.each(rows)('%s %s is nobody’s business on another number', (_, __, record) => {
    for (const native of receive(record.payload, 'another number')) {
      const event = whatsapp.parse(native)!
      expect(event).toMatchObject({ kind: 'unsupported' })
      expect(event).not.toHaveProperty('address')
    }
  })
})

describe('signatures', () => {
  interface Vector {
    readonly name: string
    readonly app_secret: string
    readonly body: string
    readonly signature: string
    readonly expect: boolean
  }
  const file = readCorpusFile('whatsapp/signatures.json')
  const vectors = file === undefined ? undefined : (JSON.parse(file) as readonly Vector[])
  const them = vectors ? test : test.skip

  them.each((vectors ?? []).map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    const settings = { ...secrets, appSecret: vector.app_secret, phoneNumberId: numberIn(JSON.parse(vector.body)) }
    const taken = (body: string, signature: string) => {
      const headers = { 'x-hub-signature-256': signature }
      try {
        return Array.isArray(
          whatsapp.webhook!({ method: 'POST', headers, query: {}, body: Buffer.from(body) }, settings, context),
        )
      } catch {
        return false
      }
    }
    expect(taken(vector.body, vector.signature)).toBe(vector.expect)
    expect(taken(`${vector.body} `, vector.signature)).toBe(false)
    expect(taken(vector.body, `${vector.signature.slice(0, -1)}g`)).toBe(false)
    expect(taken(vector.body, '')).toBe(false)
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

  them('are sent as they are seen, and never as something WhatsApp refuses', () => {
    for (const string of strings) {
      const options = [{ id: string, label: string, description: string }]
      const calls = whatsapp.render(
        [
          { type: 'text', text: string },
          { type: 'choices', text: string, options },
          { type: 'image', mime: 'image/png', url: 'https://example.org/a.png', caption: string },
          { type: 'contact', name: string, phones: [string], emails: [] },
        ],
        { chat: '15550002222' },
      )
      for (const call of calls) checkMessage(call)
      const seen = letters(readMarkdown(string, () => false).text)
      if (isVisible(seen)) expect(letters(JSON.stringify(calls))).toContain(letters(JSON.stringify(seen).slice(1, -1)))
    }
  })

  /** What is left of a text without what formatting adds, and white space. */
  function letters(text: string): string {
    return text.replaceAll(/\\[nrt"\\]|[\s\u200a\u200b\u02cb*_~`>"\\]/g, '')
  }
})
