import { describe, expect, test } from '@jest/globals'
import { Rehearsal, testPlugin } from 'colloquy/testing'
import fallback from './index.ts'
import { hoursPattern, opensAt } from './hours.ts'

testPlugin(fallback, {
  folder: new URL('.', import.meta.url),
  settings: { offers: ['Track my order'], queue: 'support' },
})

const folder = new URL('.', import.meta.url)
const start = (settings = {}) => new Rehearsal({ plugins: [fallback], folder, settings: { fallback: settings } })

async function said(rehearsal: Rehearsal, text: string): Promise<string> {
  const { messages } = await rehearsal.say(text)
  return messages
    .flat()
    .map((part) => ('text' in part ? (part.text ?? '') : ''))
    .join('\n')
}

describe('what nobody understood', () => {
  test('is never answered with the same sentence twice in a row', async () => {
    const rehearsal = start()
    let last = ''
    const sentences = new Set<string>()
    for (let turn = 0; turn < 40; turn++) {
      const answer = await said(rehearsal, `mumble ${turn} jumble`)
      expect(answer).not.toBe('')
      for (const sentence of answer.split(/(?<=[.?]) /)) {
        expect(last).not.toContain(sentence)
        sentences.add(sentence)
      }
      last = answer
    }
    expect(sentences.size).toBeGreaterThan(6)
  })

  test('is answered in the chatbot’s own words, and by its own people', async () => {
    const personality = { fallback: { say: { en: 'Pardon?' }, queue: 'support' } }
    const rehearsal = new Rehearsal({ plugins: [fallback], folder, personality })
    expect(await said(rehearsal, 'mumble jumble')).toBe('Pardon?')
    expect(await said(rehearsal, 'jumble mumble')).toMatch(/^Pardon\?\n\n.+/)
    expect(JSON.stringify((await rehearsal.press('fallback:human', 'Yes')).outcome)).toContain('handoff')
  })

  test('is remembered over a restart', async () => {
    for (let turn = 0; turn < 10; turn++) {
      const rehearsal = start()
      const first = await said(rehearsal, 'mumble jumble')
      rehearsal.restart()
      expect(await said(rehearsal, 'mumble jumble')).not.toBe(first)
    }
  })

  test('comes with what the bot can do', async () => {
    expect(await said(start({ offers: ['Track my order', 'Remind me tomorrow'] }), 'mumble jumble')).toMatch(
      /\?\n\nI can help with this:\n\n- Track my order\n- Remind me tomorrow$/,
    )
  })

  test('is answered differently when it was a picture, a command or an old button', async () => {
    const rehearsal = start()
    const picture = await rehearsal.event({ kind: 'message', id: 'p', parts: [{ type: 'image', mime: 'image/png' }] })
    expect(JSON.stringify(picture.messages)).toMatch(/words|make sense/)
    expect(await said(rehearsal, '/mumble')).toMatch(/command/)
    const button = await rehearsal.press('something-old', 'Old')
    expect(JSON.stringify(button.messages)).toMatch(/button/)
  })
})

describe('a person of ours', () => {
  const offered = async (rehearsal: Rehearsal): Promise<boolean> =>
    (await rehearsal.say('mumble jumble')).messages.flat().some((part) => 'options' in part)

  test('is offered from the second misunderstanding in a row', async () => {
    const rehearsal = start({ queue: 'support' })
    expect(await offered(rehearsal)).toBe(false)
    expect(await offered(rehearsal)).toBe(true)
    expect(await offered(rehearsal)).toBe(true)
  })

  test('is not offered when misunderstandings are rare', async () => {
    const rehearsal = start({ queue: 'support' })
    for (let turn = 0; turn < 4; turn++) {
      expect(await offered(rehearsal)).toBe(false)
      await rehearsal.passTime(rehearsal.clock.now() + 3_600_000)
    }
  })

  test('takes over when the button is pressed, or when somebody asks for one', async () => {
    for (const ask of [
      'I want to talk to a human!',
      '/human',
      'agent pls',
      'Talk to a person',
      'let me speak to somebody',
    ]) {
      const rehearsal = start({ queue: 'support' })
      expect(await rehearsal.say(ask)).toMatchObject({ outcome: 'handoff' })
      expect(rehearsal.state.handoff).toMatchObject({ queue: 'support' })
    }
    const rehearsal = start({ queue: 'support' })
    expect(await rehearsal.press('fallback:human')).toMatchObject({ outcome: 'handoff' })
  })

  test('is not promised where there is none', async () => {
    const rehearsal = start()
    expect(await offered(rehearsal)).toBe(false)
    expect(await offered(rehearsal)).toBe(false)
    expect(await said(rehearsal, 'talk to a human')).toMatch(/nobody is here but me/)
    expect(rehearsal.state.handoff).toBeUndefined()
  })
})

describe('office hours', () => {
  const hours = 'mon-fri 09:00-18:00, sat 10:00-14:00'
  const at = (iso: string): string | undefined => {
    const opens = opensAt(hours, 'Europe/Berlin', Date.parse(iso))
    return opens === undefined ? undefined : new Date(opens).toISOString()
  }

  test('know when somebody is there, and when again', () => {
    expect(at('2026-01-07T09:30Z')).toBeUndefined()
    expect(at('2026-01-07T17:00Z')).toBe('2026-01-08T08:00:00.000Z')
    expect(at('2026-01-09T17:01Z')).toBe('2026-01-10T09:00:00.000Z')
    expect(at('2026-01-10T13:00Z')).toBe('2026-01-12T08:00:00.000Z')
    expect(at('2026-07-07T07:30Z')).toBeUndefined()
  })

  test('around the week, and around the clock', () => {
    expect(opensAt('sat-mon 00:00-24:00', 'UTC', Date.parse('2026-01-04T23:59Z'))).toBeUndefined()
    expect(opensAt('sat-mon 00:00-24:00', 'UTC', Date.parse('2026-01-06T00:00Z'))).toBe(Date.parse('2026-01-10T00:00Z'))
  })

  test('are written as the setting wants them', () => {
    expect(new RegExp(hoursPattern).test(hours)).toBe(true)
    for (const wrong of ['monday 9-18', 'mon 25:00-26:00', '', 'mon 09:00-18:00,'])
      expect(new RegExp(hoursPattern).test(wrong)).toBe(false)
  })
})
