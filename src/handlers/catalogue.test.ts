import { describe, expect, test } from '@jest/globals'
import { definePlugin } from '../contracts/plugin.ts'
import type { OwnIntent } from '../contracts/intent.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import { fakeLog } from '../testing/fakes.ts'
import { Repertoires } from './catalogue.ts'
import { PluginRegistry } from './registry.ts'

const hours: OwnIntent = {
  id: 'in_1',
  name: 'hours',
  utterances: { en: ['when do you open?'], de: ['wann habt ihr auf?'] },
  answer: { say: { en: ['At nine.'] } },
  version: 1,
}
const bot = (intents?: readonly OwnIntent[]): Chatbot =>
  ({
    id: 'bot_1',
    languages: ['es', 'de-AT'],
    plugins: {},
    ...(intents === undefined ? {} : { intents }),
  }) as unknown as Chatbot // what is read of it

describe('what a chatbot was taught', () => {
  const registry = new PluginRegistry()
  registry.set(
    definePlugin({
      name: 'taught',
      intents: { here: { examples: { en: ['here'], es: ['aquí'] }, handle: () => 'here' } },
      teach: (intents) => ({
        intents: Object.fromEntries(
          intents.map(({ name, utterances }) => [name, { examples: utterances, handle: () => name }]),
        ),
      }),
    }),
  )
  const repertoires = new Repertoires(registry, fakeLog())

  test('becomes intents of the plugin that makes them, with their examples by language', () => {
    const { catalogue, plugins } = repertoires.of(bot([hours]))
    expect(catalogue.examples).toEqual([
      { plugin: 'taught', intent: 'here', text: 'here', language: 'en' },
      { plugin: 'taught', intent: 'here', text: 'aquí', language: 'es' },
      { plugin: 'taught', intent: 'hours', text: 'when do you open?', language: 'en' },
      { plugin: 'taught', intent: 'hours', text: 'wann habt ihr auf?', language: 'de' },
    ])
    expect([...(plugins.get('taught')?.loaded.handlers.keys() ?? [])]).toEqual(['intent:here', 'intent:hours'])
  })

  test('is learned in the languages of the chatbot, and in English', () => {
    const { examples } = repertoires.of({ ...bot([hours]), languages: ['de'] }).catalogue
    expect(examples.map(({ language }) => language)).toEqual(['en', 'en', 'de'])
  })

  test('is no other chatbot’s', () => {
    repertoires.of(bot([hours]))
    expect(repertoires.of(bot()).catalogue.examples).toHaveLength(2)
  })
})
