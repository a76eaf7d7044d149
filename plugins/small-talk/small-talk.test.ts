import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Rehearsal, testPlugin } from 'colloquy/testing'
import smallTalk from './index.ts'

const folder = new URL('.', import.meta.url)
type Words = Readonly<Record<string, string | readonly string[]>>

/** The sentences of one key, as they are written. */
function written(language: string, key: string): readonly string[] {
  const words = JSON.parse(readFileSync(new URL(`words/${language}.json`, folder), 'utf8')) as Words
  return [words[key] ?? []].flat()
}

testPlugin(smallTalk, {
  folder,
  settings: { name: 'Robin', offers: ['Tell you where your order is', 'Remind you of things'] },
})

const talkTo = (options: Partial<ConstructorParameters<typeof Rehearsal>[0]> = {}) =>
  new Rehearsal({ plugins: [smallTalk], folder, ...options })

async function said(rehearsal: Rehearsal, text: string): Promise<string> {
  const { messages } = await rehearsal.say(text)
  return messages
    .flat()
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join('\n')
}

describe('small talk', () => {
  test.each([
    ['helo!', 'greet'],
    ['HEY', 'greet'],
    ['good mornin', 'greet'],
    ['thx a lot', 'thanks'],
    ['thank you so much for everything', 'thanks'],
    ['ok bye', 'bye'],
    ['hru, how is it going', 'how-are-you'],
    ['are you a robot??', 'who-are-you'],
    ['wat can you do', 'help'],
    ['i need some help pls', 'help'],
    ['you are a great bot', 'praise'],
    ['stupid bot', 'scold'],
    ['nvm', 'acknowledge'],
  ])('knows what is meant by "%s"', async (text, intent) => {
    const { by } = await talkTo().say(text)
    expect(by).toBe(`small-talk intent:${intent}`)
  })

  test('greets and introduces itself as the chatbot was told to', async () => {
    const rehearsal = talkTo({ personality: { name: 'Ada', greeting: { en: 'Ahoy!', de: 'Moin!' } } })
    expect(await said(rehearsal, 'hello')).toBe('Ahoy!')
    expect(await said(rehearsal, 'who are you?')).toContain('Ada')
    expect(await said(talkTo({ personality: { greeting: 'Ahoy!' } }), 'hello')).toBe('Ahoy!')
  })

  test.each(['I would like the red one in size 42', 'My parcel is broken', 'Paris', '42'])(
    'keeps out of "%s"',
    async (text) => {
      expect(await talkTo().say(text)).toMatchObject({ outcome: 'nobody' })
    },
  )

  test.each([
    ['de', 'Guten Morgen', 'hello', 'welcome'],
    ['es', 'muchas gracias', 'thanks', 'thanks'],
    ['fr', 'bonjour', 'hello', 'welcome'],
    ['it', 'grazie mille', 'thanks', 'thanks'],
    ['pt-BR', 'obrigada', 'thanks', 'thanks'],
    ['nl', 'goedemorgen', 'hello', 'welcome'],
    ['pl', 'dziękuję bardzo', 'thanks', 'thanks'],
    ['tr', 'günaydın', 'hello', 'welcome'],
    ['ru', 'спасибо', 'thanks', 'thanks'],
    ['ar', 'مرحبا', 'hello', 'welcome'],
    ['hi', 'धन्यवाद', 'thanks', 'thanks'],
    ['id', 'selamat pagi', 'hello', 'welcome'],
    ['zh', '谢谢你', 'thanks', 'thanks'],
    ['ja', 'ありがとう', 'thanks', 'thanks'],
    ['sv', 'thanks', 'thanks', 'thanks'],
  ] as const)('speaks %s where it can, else English', async (language, text, list, first) => {
    const rehearsal = talkTo({ language })
    const base = language === 'sv' ? 'en' : language.slice(0, 2)
    expect(written(base, first)).toContain(await said(rehearsal, text))
    expect(written(base, list)).toContain(await said(rehearsal, text))
  })

  test('does not say the same thing all the time', async () => {
    const rehearsal = talkTo()
    const answers = new Set<string>()
    for (let turn = 0; turn < 12; turn++) answers.add(await said(rehearsal, 'thanks'))
    expect(answers.size).toBeGreaterThan(2)
  })

  test('calls a person by a first name, and by nothing that could be read as Markdown', async () => {
    for (const [name, spoken] of [
      ['Ana Maria Lopez', 'Ana'],
      ['Zoë', 'Zoë'],
      ['[free money](https://bad.example)', undefined],
      ['*admin*', undefined],
    ] as const) {
      const rehearsal = talkTo({ name })
      await rehearsal.say('hello')
      const answer = await said(rehearsal, 'hello')
      if (spoken === undefined) expect(written('en', 'hello')).toContain(answer)
      else expect(answer).toContain(spoken)
      expect(answer).not.toMatch(/[[*]/)
    }
  })
})
