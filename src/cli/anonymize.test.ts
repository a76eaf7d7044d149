import { describe, expect, test } from '@jest/globals'
import { anonymizer } from './anonymize.ts'

const payload = {
  update_id: 870000001,
  message: {
    message_id: 42,
    date: 1763600000,
    from: { id: 5550001234, is_bot: false, first_name: 'Jörg', username: 'joerg_77', language_code: 'de' },
    chat: { id: -1001234567890, type: 'supergroup', title: 'Familie Müller' },
    text: '/order Wo ist 4711? 🦊 +49 151 23456789',
    entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    location: { latitude: 52.520008, longitude: 13.404954 },
    link: 'https://shop.example.com/orders/4711?mail=joerg@example.com',
    reply: { from: { first_name: 'Jörg' } },
  },
}

type Payload = typeof payload
const anonymous = (value: unknown = payload) => anonymizer(Buffer.alloc(16, 7))(value) as Payload

describe('an anonymous payload', () => {
  test('names, numbers and quotes nobody', () => {
    const text = JSON.stringify(anonymous())
    for (const word of [
      'Jörg',
      'joerg',
      'Müller',
      'Familie',
      '5550001234',
      '1234567890',
      '870000001',
      '23456789',
      '52.52',
      'shop.example.com',
      'Wo ist',
    ]) {
      expect(text).not.toContain(word)
    }
  })

  test('keeps its form: names of fields, kinds, moments, small numbers, and the length of every text', () => {
    const { message, ...rest } = anonymous()
    expect(Object.keys(rest)).toEqual(['update_id'])
    expect(message).toMatchObject({
      message_id: 42,
      date: 1763600000,
      from: { is_bot: false, language_code: 'de' },
      chat: { type: 'supergroup' },
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    })
    expect(message.text).toHaveLength(payload.message.text.length)
    expect(message.text).toMatch(/^\/order [A-Z]\w \w{3} \d{4}\? 🦊 \+\d\d \d{3} \d{8}$/)
    expect(message.from.username).toMatch(/^[a-z]{5}_\d\d$/)
    expect(message.link).toMatch(/^https:\/\/example\.org\/[a-z]{6}\/\d{4}\?/)
    expect(message.chat.id).toBeLessThan(-1_000_000_000_000)
  })

  test('says the same of the same, and other things of others', () => {
    const { message } = anonymous()
    expect(message.from.first_name).toBe(message.reply.from.first_name)
    const [one, other] = anonymous([{ id: 123456789 }, { id: 123456788 }] as unknown) as unknown as { id: number }[]
    expect(one!.id).not.toBe(other!.id)
  })

  test('is another one each time', () => {
    expect(anonymizer()(payload)).not.toEqual(anonymizer()(payload))
  })

  test('may be of any form at all', () => {
    expect(anonymous([null, true, '', 7, {}])).toEqual([null, true, '', 7, {}])
  })
})
