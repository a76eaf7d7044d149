import { describe, expect, test } from '@jest/globals'
import { definePlugin, json, list } from 'colloquy/sdk'
import type { Part } from 'colloquy/sdk'
import { Rehearsal, testPlugin } from 'colloquy/testing'
import consent from './index.ts'

const folder = new URL('.', import.meta.url)
const chat = { id: 'chat', version: '1', title: { en: 'Chat' }, text: { en: 'We keep it.' }, required: true }
const news = { id: 'news', version: '1', title: { en: 'News' }, text: { en: 'We write.' } }

testPlugin(consent, { folder, settings: { purposes: [chat, news] } })

/** Anybody else, who must not answer before. */
const echo = definePlugin({
  name: 'echo',
  commands: { language: { handle: () => 'language' }, other: { handle: () => 'other' } },
  fallback: ({ text }) => `echo ${text}`,
})

/** Reads what was kept, in the plugin's name. */
const reader = definePlugin({
  name: 'consent',
  needs: ['store'],
  settings: { purposes: list(json()) },
  commands: {
    kept: {
      async handle({ store, text }) {
        const keys = await store.chatbot.keys(text)
        return JSON.stringify(await Promise.all(keys.map((key) => store.chatbot.get(key))))
      },
    },
  },
})

const begin = (purposes: readonly unknown[]) =>
  new Rehearsal({ plugins: [consent, echo], settings: { consent: { purposes } }, folder })

const wordsOf = (messages: readonly (readonly Part[])[]) =>
  messages
    .flat()
    .map((part) => ('text' in part ? part.text : part.type))
    .join('\n')

async function say(rehearsal: Rehearsal, ...texts: readonly string[]): Promise<string> {
  let last = ''
  for (const text of texts) last = wordsOf((await rehearsal.say(text)).messages)
  return last
}

async function kept(rehearsal: Rehearsal, prefix: string): Promise<readonly Record<string, unknown>[]> {
  rehearsal.restart([reader])
  return JSON.parse(await say(rehearsal, `/kept ${prefix}`)) as readonly Record<string, unknown>[] // what the reader wrote
}

describe('consent', () => {
  test('blocks whatever else there is until it is given, also for commands and buttons', async () => {
    const rehearsal = begin([chat])
    for (const text of ['hello', '/other', 'what is this'])
      expect(await say(rehearsal, text)).toContain('Do you agree?')
    expect(wordsOf((await rehearsal.press('echo:1', 'One')).messages)).toContain('Do you agree?')
    expect(await say(rehearsal, 'yes')).toBe('Thank you. How can I help you?')
    expect(await say(rehearsal, 'hello')).toBe('echo hello')
  })

  test('that is not required is asked about once and blocks nothing', async () => {
    const rehearsal = begin([news])
    expect(await say(rehearsal, 'hello')).toContain('We write.')
    expect(await say(rehearsal, 'no', 'hello')).toBe('echo hello')
  })

  test.each(['stop', '/language de', '/privacy', '/withdraw', '/delete_my_data', 'please forget me'])(
    'never stands in the way of "%s"',
    async (text) => {
      expect(await say(begin([chat]), text)).not.toContain('Do you agree?')
    },
  )

  test.each(['maybe', 'yes but why?', 'what do you keep', 'I agree with my wife that this is too long'])(
    'is not read out of "%s"',
    async (text) => {
      const rehearsal = begin([chat])
      await say(rehearsal, 'hello')
      expect(await say(rehearsal, text)).toContain('Do you agree?')
      expect(await kept(rehearsal, 'proof:')).toEqual([])
    },
  )

  test('is asked for again when its version changes, and an old button shows the new text', async () => {
    const rehearsal = begin([chat])
    await say(rehearsal, 'hello', 'yes')
    const later = begin([{ ...chat, version: '2', text: { en: 'We keep it longer.' } }])
    await say(later, 'hello')
    const pressed = await later.press('consent:yes:chat:1', 'I agree')
    expect(wordsOf(pressed.messages)).toContain('We keep it longer.')
    expect(await kept(later, 'proof:')).toEqual([])
  })

  test('is kept with who, when, which version and the hash of what was read, and its text once', async () => {
    const rehearsal = begin([chat])
    await say(rehearsal, 'hello')
    for (const text of ['no', 'yes', '/withdraw']) {
      await rehearsal.passTime(rehearsal.clock.now() + 60_000)
      await say(rehearsal, text)
    }
    const proofs = await kept(rehearsal, 'proof:')
    expect(proofs.map(({ choice }) => choice)).toEqual(['refused', 'given', 'withdrawn'])
    expect(proofs[0]).toMatchObject({ purpose: 'chat', version: '1', language: 'en', platform: 'web' })
    const [text] = await kept(rehearsal, 'text:')
    expect(text).toEqual({ purpose: 'chat', version: '1', text: 'Chat\nWe keep it.\n' })
  })

  test('by itself is asked of nobody in a group who does not address the bot', async () => {
    const rehearsal = begin([chat])
    rehearsal.inGroup('bob')
    const aside = await rehearsal.event({ kind: 'message', id: 'm', parts: [{ type: 'text', text: 'lunch?' }] })
    expect(aside.messages).toEqual([])
    const asked = await rehearsal.event({
      kind: 'message',
      id: 'n',
      parts: [{ type: 'text', text: '@bot help' }],
      mentioned: true,
    })
    expect(wordsOf(asked.messages)).toContain('Do you agree?')
  })

  test('ends with everything deleted for whoever says twice that they want it, and for nobody else', async () => {
    const rehearsal = begin([chat])
    // A button from before, or of somebody else in the group, is asked about again.
    expect(await rehearsal.press('consent:forgetYes', 'Yes')).toMatchObject({ erasesContact: false })
    expect(await rehearsal.say('no')).toMatchObject({ erasesContact: false })
    expect(await rehearsal.say('/delete_my_data')).toMatchObject({ erasesContact: false })
    await rehearsal.passTime(rehearsal.clock.now() + 86_400_001)
    const late = await rehearsal.press('consent:forgetYes', 'Yes', 'before the commit')
    expect(late.erasesContact).toBe(false)
    const sure = await rehearsal.press('consent:forgetYes', 'Yes', 'before the commit')
    expect(sure.erasesContact).toBe(true)
    expect(wordsOf(sure.messages)).toContain('is being deleted now')
    await say(rehearsal, 'forget me')
    expect(await rehearsal.say('yes')).toMatchObject({ erasesContact: true })
  })

  test('has purposes of different names', () => {
    expect(() => consent.check?.({ purposes: [chat, chat] })).toThrow('Every purpose has an id of its own.')
  })
})
