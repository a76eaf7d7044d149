import { describe, expect, test } from '@jest/globals'
import { ask, definePlugin, pass } from '../contracts/plugin.ts'
import { choice, number, text } from '../contracts/shape.ts'
import { Rehearsal } from '../testing/rehearsal.ts'
import type { Heard } from '../testing/rehearsal.ts'

const shop = definePlugin({
  name: 'shop',
  needs: ['store'],
  intents: {
    order: {
      description: 'Orders something.',
      examples: ['I would like to order', 'order a table', 'place an order', 'I want to buy something'],
      async *handle() {
        const name = yield* ask('What is your name?', text())
        const count = yield* ask('How many?', number())
        return `${count} for ${name}.`
      },
    },
    color: {
      examples: ['choose a color for me', 'pick a colour', 'which colors are there'],
      slots: { color: choice('red', 'start over', 'blue') },
      handle: ({ slots }) => `You chose ${slots.color}.`,
    },
    hours: {
      beside: true,
      examples: ['when are you open', 'opening hours', 'when do you close'],
      handle: () => 'At nine.',
    },
    person: {
      urgent: true,
      examples: ['talk to a human', 'a person please', 'get me an agent'],
      handle: () => 'One moment.',
    },
  },
  beside: ({ text: said }) => (said.includes('warranty') ? 'Two years.' : pass),
})
const host = definePlugin({ name: 'fallback', fallback: () => 'Pardon?' })
const quiz = definePlugin({
  name: 'quiz',
  mode: 'assessment',
  commands: {
    quiz: {
      async *handle() {
        return `${yield* ask('From 1 to 5?', number())} noted.`
      },
    },
  },
})

const start = (): Rehearsal => new Rehearsal({ plugins: [shop, host, quiz] })
const words = ({ messages }: Heard): readonly string[] =>
  messages.flat().map((part) => ('text' in part ? (part.text ?? '') : part.type))

describe('while a dialogue waits', () => {
  test('an answer is an answer, also when it sounds like something else', async () => {
    const rehearsal = start()
    await rehearsal.say('I would like to order')
    expect(words(await rehearsal.say('opening hours'))).toEqual(['How many?'])
  })

  test('what is urgent leaves it, whatever is asked', async () => {
    const rehearsal = start()
    await rehearsal.say('I would like to order')
    expect(words(await rehearsal.say('talk to a human'))).toEqual(['One moment.'])
    expect(rehearsal.state.dialogue).toBeUndefined()
  })

  test('a word of its own choices is an answer, whatever else it means', async () => {
    const rehearsal = start()
    await rehearsal.say('choose a color for me')
    expect(words(await rehearsal.say('start over'))).toEqual(['You chose start over.'])
  })

  test('a small thing is answered beside it, and the question asked again', async () => {
    const rehearsal = start()
    await rehearsal.say('I would like to order')
    await rehearsal.say('Ada')
    expect(words(await rehearsal.say('when are you open'))).toEqual(['At nine.', 'How many?'])
    expect(words(await rehearsal.say('is there a warranty?'))).toEqual(['Two years.', 'How many?'])
    expect(words(await rehearsal.say('two'.replace('two', '2')))).toEqual(['2 for Ada.'])
  })

  test('another clear wish leaves it where its answer does not fit', async () => {
    const rehearsal = start()
    await rehearsal.say('I would like to order')
    await rehearsal.say('Ada')
    expect(words(await rehearsal.say('choose a color for me'))).toEqual([expect.stringContaining('color')])
    expect(rehearsal.state.dialogue?.handler).toBe('intent:color')
  })

  test('an assessment is not left for a small thing, but answers beside', async () => {
    const rehearsal = start()
    await rehearsal.say('/quiz')
    expect(rehearsal.state.dialogue?.mode).toBe('assessment')
    expect(words(await rehearsal.say('choose a color for me'))).toEqual([expect.stringContaining('From 1 to 5?')])
    expect(words(await rehearsal.say('when are you open'))).toEqual(['At nine.', 'From 1 to 5?'])
    expect(words(await rehearsal.say('4'))).toEqual(['4 noted.'])
  })
})

describe('whoever starts over', () => {
  test.each([
    'start over',
    'Start over!',
    'empezar de nuevo',
    'von vorne',
    'recommencer',
    'começar de novo',
    'da capo',
    'opnieuw beginnen',
    'zacznij od nowa',
    'baştan başla',
    'начать заново',
    'ابدأ من جديد',
    'फिर से शुरू करें',
    'mulai dari awal',
    '重新开始',
    '最初から',
    '/reset',
  ])('with “%s” leaves everything behind', async (said) => {
    const rehearsal = start()
    await rehearsal.say('I would like to order')
    const heard = await rehearsal.say(said)
    expect(words(heard)).toEqual(['All right, we start afresh. I have put everything from before aside.'])
    expect(heard.by).toBe('colloquy startOver')
    expect(rehearsal.state).toMatchObject({ variables: {}, since: rehearsal.clock.now() })
    expect(rehearsal.state.dialogue).toBeUndefined()
  })

  test('is no one who merely opens the chat', async () => {
    const rehearsal = start()
    expect((await rehearsal.say('/start')).by).toBe('fallback fallback')
  })
})

test('after a month away, variables are forgotten and a dialogue has ended kindly', async () => {
  const rehearsal = start()
  await rehearsal.say('I would like to order')
  await rehearsal.passTime(rehearsal.clock.now() + 31 * 24 * 3_600_000)
  expect(words(await rehearsal.say('blah blah'))).toEqual(['Pardon?'])
  expect(rehearsal.state).toMatchObject({ variables: {}, since: rehearsal.clock.now() })
})
