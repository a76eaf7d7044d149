import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Log } from '../contracts/log.ts'
import type { IntentClassifier, IntentExample } from '../contracts/ports.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import { createEmbedder } from './embed.ts'
import { createTrainer, type Trainer } from './trainer.ts'
import type { Trained } from './trained.ts'
import { createUnderstanding, type TenantIntents, type Understanding } from './understand.ts'

const texts: Readonly<Record<string, readonly string[]>> = {
  track: ['where is my order?', 'track my parcel', 'has it been shipped yet', 'delivery status'],
  cancel: ['cancel my order', 'I no longer want what I bought', 'stop the purchase', 'undo my order'],
  hours: ['when are you open?', 'opening hours', 'are you open on sundays', 'until what time can I come'],
}
const examplesOf = (given = texts): readonly IntentExample[] =>
  Object.entries(given).flatMap(([intent, own]) => own.map((text) => ({ plugin: 'shop', intent, text })))
const bot = { id: 'bot_1', languages: ['en'] } as unknown as Chatbot // what is read of it

const quiet = () => undefined
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet, child: () => log }
const embedder = createEmbedder()
let folder: string
let trainings = 0
/** The real thread, and a count of what it was asked. */
const trainer = createTrainer(embedder.weights)
const counting: Trainer = {
  ...trainer,
  train(job) {
    trainings += 1
    return trainer.train(job)
  },
}

beforeAll(() => embedder.embed(['loads the model']))
afterAll(async () => {
  await trainer.close()
  await embedder.close()
})
let understanding: Understanding
let intents: TenantIntents
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'colloquy-intents-'))
  trainings = 0
  understanding = createUnderstanding(embedder, counting, 0)
  intents = understanding.open(folder, log)
})
afterEach(async () => {
  intents.close()
  await rm(folder, { recursive: true })
})

/** Until what is understood of a text is as the test says. */
async function until(
  classifier: IntentClassifier,
  text: string,
  isThere: (best: string | undefined, confidence: number) => boolean,
) {
  for (let tries = 0; tries < 400; tries++) {
    const [best] = await classifier.classify(text, 'en')
    if (isThere(best?.intent, best?.confidence ?? 0)) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`“${text}” was not understood in time.`)
}
/** Shares no word with the examples. */
const byMeaning = 'did the courier leave with the stuff I bought'
const isTracked = (best: string | undefined, confidence: number) => best === 'track' && confidence > 0.4

describe('a chatbot’s intents', () => {
  test('are understood by their words at once, and by their meaning when they are trained', async () => {
    const classifier = intents.of(bot, examplesOf())
    for (const [text, intent] of [
      ['where is my parcel', 'track'],
      ['please cancel the order', 'cancel'],
      ['what are your opening hours', 'hours'],
    ] as const) {
      const [best] = await classifier.classify(text, 'en')
      expect(best).toMatchObject({ plugin: 'shop', intent })
    }
    await until(classifier, byMeaning, isTracked)
    for (const { text, intent } of examplesOf()) {
      expect((await classifier.classify(text, 'en'))[0]).toMatchObject({ plugin: 'shop', intent })
    }
    const [strange] = await classifier.classify('sing me a song about bananas', 'en')
    expect(strange?.confidence ?? 0).toBeLessThan(0.5)
    await bearsAnything(classifier)
  })

  test('that were trained before are read from the disk after a restart, and trained anew when they are torn', async () => {
    await until(intents.of(bot, examplesOf()), byMeaning, isTracked)
    intents.close()
    const again = understanding.open(folder, log)
    await until(again.of(bot, examplesOf()), byMeaning, isTracked)
    again.close()
    expect(trainings).toBe(1)
    const [file = ''] = await readdir(path.join(folder, 'intents'))
    const place = path.join(folder, 'intents', file)
    await writeFile(place, (await readFile(place)).subarray(0, 5000))
    const torn = understanding.open(folder, log)
    await until(torn.of(bot, examplesOf()), byMeaning, isTracked)
    torn.close()
    expect(trainings).toBe(2)
  })

  test('are understood as they are from the moment they change', async () => {
    await until(intents.of(bot, examplesOf()), byMeaning, isTracked)
    const { cancel: _, ...rest } = texts
    const changed = intents.of(bot, examplesOf({ ...rest, refund: ['give me my money back', 'I want a refund'] }))
    expect((await changed.classify('I want my money back', 'en'))[0]).toMatchObject({ intent: 'refund' })
    expect((await changed.classify('cancel my order', 'en')).map(({ intent }) => intent)).not.toContain('cancel')
    // What did not change is still understood as well as before.
    expect((await changed.classify(byMeaning, 'en'))[0]).toMatchObject({ intent: 'track' })
  })

  test('in other languages are compared by their words alone', async () => {
    const spanish = { ...bot, id: 'bot_2', languages: ['es'] } as unknown as Chatbot
    const examples = ['¿dónde está mi pedido?', 'quiero saber cuándo llega mi paquete'].map((text): IntentExample => ({
      plugin: 'shop',
      intent: 'track',
      text,
      language: 'es',
    }))
    const classifier = intents.of(spanish, [...examples, ...examplesOf()])
    expect(await classifier.classify('donde esta el paquete', 'es')).toMatchObject([{ intent: 'track' }])
    expect(trainings).toBe(0)
  })

  test('are judged without themselves', async () => {
    const judged = await intents.evaluate(bot, examplesOf())
    expect(judged).toHaveLength(12)
    const right = judged.filter(({ example, ranking: [best] }) => best?.intent === example.intent)
    expect(right.length).toBeGreaterThanOrEqual(9)
  })
})

async function bearsAnything(classifier: IntentClassifier): Promise<void> {
  const languages = fc.constantFrom('en', 'es', '', '__proto__')
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), languages, async (text, language) => {
      const ranking = await classifier.classify(text, language)
      expect(ranking.length).toBeLessThanOrEqual(5)
      for (const { confidence } of ranking) expect(confidence > 0 && confidence < 1).toBe(true)
    }),
    { numRuns: 40 },
  )
  for (const text of ['order '.repeat(100_000), '\ud800'.repeat(1000), 'é\u0301'.repeat(5000), '9'.repeat(50_000)])
    await classifier.classify(text, 'en')
}

describe('a large chatbot', () => {
  const words = [
    'parcel',
    'invoice',
    'password',
    'holiday',
    'window',
    'printer',
    'lunch',
    'parking',
    'insurance',
    'garden',
  ]
  const verbs = ['find', 'change', 'cancel', 'book', 'explain', 'repair', 'order', 'clean', 'measure', 'paint']
  const many = verbs.flatMap((verb) =>
    words.flatMap((word) =>
      [
        `${verb} the ${word}`,
        `${verb} a new ${word}`,
        `the ${word} is to ${verb}`,
        `can you ${verb} my ${word} please`,
        `I want to ${verb} a ${word}`,
      ].map((text): IntentExample => ({ plugin: 'desk', intent: `${verb}-${word}`, text, language: 'xx' })),
    ),
  )

  test('is served by the middles of its intents until it is trained, also when its thread breaks', async () => {
    let breaks = 0
    const broken: Trainer = {
      train(): Promise<Trained> {
        breaks += 1
        return Promise.reject(new Error('The thread broke.'))
      },
      evaluate: () => Promise.reject(new Error('The thread broke.')),
      close: () => Promise.resolve(),
    }
    const tenant = createUnderstanding(embedder, broken, 0).open(folder, log)
    const classifier = tenant.of({ ...bot, languages: ['xx'] } as unknown as Chatbot, many)
    for (let round = 0; round < 3; round++) {
      expect((await classifier.classify('please repair my printer', 'xx'))[0]).toMatchObject({
        intent: 'repair-printer',
      })
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(breaks).toBe(1)
    tenant.close()
  })
})

describe('the thread that trains', () => {
  const job = (file: string) => ({
    examples: examplesOf(),
    file: path.join(folder, 'intents', file),
    hash: file,
    meaning: false,
  })

  test('is started again after it broke', async () => {
    const own = createTrainer({ ...embedder.weights, folder: '/nowhere/' })
    await expect(own.train({ ...job('a'), meaning: true })).rejects.toThrow('Training failed')
    expect((await own.train(job('b'))).intents).toHaveLength(3)
    await own.close()
  })

  test('may rest between two jobs', async () => {
    const own = createTrainer(embedder.weights, 0)
    for (const file of ['a', 'b', 'c']) {
      expect((await own.train(job(file))).intents).toHaveLength(3)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    await own.close()
  })

  test('takes one job after another, and none when it is closed', async () => {
    const own = createTrainer(embedder.weights)
    const all = await Promise.all(['a', 'b', 'c'].map((file) => own.train(job(file))))
    expect(all.map(({ intents: of }) => of.length)).toEqual([3, 3, 3])
    await own.close()
    await expect(own.train(job('d'))).rejects.toThrow('stopping')
  })
})
