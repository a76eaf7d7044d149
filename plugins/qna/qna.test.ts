import { describe, expect, test } from '@jest/globals'
import { definePlugin, number } from 'colloquy/sdk'
import { Rehearsal, testPlugin } from 'colloquy/testing'
import qna from './index.ts'

const folder = new URL('.', import.meta.url)
testPlugin(qna, { folder })

const booking = definePlugin({
  name: 'booking',
  commands: {
    book: { slots: { guests: number({ ask: 'How many guests?' }) }, handle: ({ slots }) => `For ${slots.guests}.` },
  },
})

function start(settings: Readonly<Record<string, unknown>> = {}): Rehearsal {
  const rehearsal = new Rehearsal({ plugins: [booking, qna], folder, settings: { qna: settings } })
  rehearsal.knowledge.teach({ title: 'Prices', text: 'Every price includes breakfast.' })
  return rehearsal
}
const heard = async (rehearsal: Rehearsal, words: string): Promise<string> =>
  JSON.stringify((await rehearsal.say(words)).messages)

describe('a question', () => {
  test('in return is answered beside the one that is open', async () => {
    const rehearsal = start()
    await rehearsal.say('/book')
    const { messages } = await rehearsal.say('is breakfast included in every price?')
    expect(messages.flat().map((part) => ('text' in part ? part.text : ''))).toEqual([
      'Every price includes breakfast.\n\n📄 Prices',
      'How many guests?',
    ])
    expect(await heard(rehearsal, '3')).toContain('For 3.')
  })

  test('that nobody could have meant as one is not counted as one without an answer', async () => {
    const rehearsal = start()
    for (const said of ['1234', 'ok', '👍', 'asdf']) await rehearsal.say(said)
    expect(rehearsal.knowledge.asked).toEqual([])
  })
})

test('people are asked about one answer in five, and not twice in ten minutes', async () => {
  const rehearsal = start()
  const asked: boolean[] = []
  for (let turn = 0; turn < 11; turn++) {
    asked.push((await heard(rehearsal, 'does the price include breakfast')).includes('helpful'))
    if (turn === 4) await rehearsal.passTime(rehearsal.clock.now() + 11 * 60_000)
  }
  expect(asked.flatMap((was, index) => (was ? [index] : []))).toEqual([0, 5])
})

test('a rating is about the question, and a forged one about nothing', async () => {
  const rehearsal = start({ ratings: 'always' })
  await rehearsal.press('qna:no:does the price include breakfast')
  await rehearsal.press('qna:yes:')
  expect(rehearsal.knowledge.ratings).toEqual([{ question: 'does the price include breakfast', helpful: false }])
})

test('a source’s title is shown as it is, and only a web address is a link', async () => {
  const rehearsal = start({ ratings: 'never' })
  rehearsal.knowledge.teach({
    title: '[free](https://bad.example)',
    text: 'Zebras gallop nightly.',
    url: 'javascript:alert(1)',
  })
  expect(await heard(rehearsal, 'zebras gallop nightly?')).toContain('📄 \\\\[free\\\\](https://bad.example)"')
})
