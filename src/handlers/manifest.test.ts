import fc from 'fast-check'
import { describe, expect, test } from '@jest/globals'
import { definePlugin } from '../contracts/plugin.ts'
import { choice, number, object, optional, secret, text, url } from '../contracts/shape.ts'
import { checkPlugin } from './manifest.ts'

const good = {
  name: 'orders',
  description: 'Says where an order is.',
  needs: ['http', 'store', 'schedule'],
  settings: { shop: url(), key: secret(), size: optional(choice('small', 'large')) },
  intents: {
    track: { examples: ['where is my order?', 'track {order}'], slots: { order: text() }, handle: () => 'ok' },
  },
  commands: { track_it: { slots: { order: text() }, handle: () => 'ok' } },
  due: { remind: { payload: { item: object({ id: number() }) }, handle: () => 'ok' } },
  on: { joined: () => 'ok' },
  interrupt: () => 'ok',
  fallback: () => 'ok',
}

const intent = { examples: ['a'], handle: () => 'ok' }

describe('a manifest', () => {
  test('without problems gives the plugin', () => {
    expect(checkPlugin(good)).toEqual({ plugin: good, problems: [] })
    expect(checkPlugin(definePlugin({ name: 'a' })).problems).toEqual([])
  })

  test.each<readonly [string, unknown, string]>([
    ['nothing', undefined, 'A plugin file exports `definePlugin({ … })` as its default.'],
    ['a list', [], 'A plugin file exports'],
    ['no name', {}, 'Plugin "?", name: is at most 40 lower-case letters'],
    ['a name with capitals', { ...good, name: 'Orders' }, 'Plugin "Orders", name: is at most 40'],
    ['a path as a name', { ...good, name: '../a' }, 'Plugin "../a", name: is at most 40'],
    ['a word that leaves dialogues as a name', { ...good, name: 'cancel' }, 'name: is reserved'],
    ['a name of every object', { ...good, name: 'constructor' }, 'name: is reserved'],
    ['an unknown member', { ...good, intent: {} }, 'Plugin "orders", intent: is not known; a plugin has name,'],
    [
      'an unknown capability',
      { ...good, needs: ['files'] },
      '"files" is no capability; there are http, store, schedule',
    ],
    ['needs that are no list', { ...good, needs: 'http' }, 'needs: is a list'],
    [
      'an intent without examples',
      { ...good, intents: { a: { ...intent, examples: [] } } },
      'intents.a.examples: has at least one example',
    ],
    [
      'a language without examples',
      { ...good, intents: { a: { ...intent, examples: { en: ['a'], de: [] } } } },
      'intents.a.examples: has at least one example',
    ],
    ['an empty example', { ...good, intents: { a: { ...intent, examples: [' '] } } }, 'holds an empty example'],
    [
      'the same example twice',
      { ...good, intents: { a: { ...intent, examples: ['Hi there', 'hi there!'] } } },
      'has "hi there!" twice',
    ],
    [
      'an example with no such slot',
      { ...good, intents: { a: { ...intent, examples: ['a {b}'] } } },
      'names {b}, which is no slot',
    ],
    ['an intent that is no object', { ...good, intents: { a: () => 'ok' } }, 'intents.a: is an object with a `handle`'],
    [
      'a handler that is none',
      { ...good, intents: { a: { ...intent, handle: 'ok' } } },
      'intents.a.handle: is a function',
    ],
    ['a name that is no word', { ...good, intents: { 'a b': intent } }, 'intents.a b: has a name that is no word'],
    [
      'a command that Telegram could not show',
      { ...good, commands: { trackIt: intent } },
      'commands.trackIt: has a name of lower-case',
    ],
    ['a command that leaves dialogues', { ...good, commands: { stop: intent } }, '/stop is reserved'],
    [
      'slots that are no fields',
      { ...good, intents: { a: { ...intent, slots: { b: 'text' } } } },
      'intents.a.slots.b: is no field',
    ],
    [
      'a slot of every object',
      { ...good, intents: { a: { ...intent, slots: { constructor: text() } } } },
      'has a name that is no word',
    ],
    [
      'a slot nobody can be asked for',
      { ...good, intents: { a: { ...intent, slots: { b: object({}) } } } },
      'a person cannot be asked for one',
    ],
    [
      'a secret asked for in a chat',
      { ...good, commands: { a: { ...intent, slots: { b: secret() } } } },
      'a chat is no place',
    ],
    [
      'a default that does not fit',
      { ...good, settings: { a: { ...number(), default: 'x' } } },
      'settings.a: has a default that does not fit it',
    ],
    ['a pattern that is none', { ...good, settings: { a: text({ pattern: '(' }) } }, 'settings.a: is no valid schema'],
    ['an unknown event', { ...good, on: { exploded: () => 'ok' } }, 'on.exploded: is no event; there are joined'],
    ['a fallback that is no function', { ...good, fallback: 'ok' }, 'fallback: is a function'],
  ])('with %s is refused in a sentence', (_, plugin, sentence) => {
    const { problems } = checkPlugin(plugin)
    expect(problems.join('\n')).toContain(sentence)
    expect(checkPlugin(plugin).plugin).toBeUndefined()
  })

  test('with a command that another plugin has is refused; its own older version does not count', () => {
    const other = definePlugin({ name: 'other', commands: { track_it: { handle: () => 'ok' } } })
    expect(checkPlugin(good, [other]).problems).toEqual([
      'Plugin "orders", commands.track_it: /track_it is a command of plugin "other" already.',
    ])
    expect(checkPlugin({ ...good, name: 'other' }, [other]).problems).toEqual([])
  })

  test('of any form is either a plugin or sentences, never a throw', () => {
    const member = fc.oneof(fc.anything(), fc.dictionary(fc.string(), fc.anything()))
    fc.assert(
      fc.property(
        fc.record(
          { name: member, needs: member, settings: member, intents: member, commands: member, due: member, on: member },
          { requiredKeys: [] },
        ),
        (plugin) => {
          const checked = checkPlugin(plugin)
          expect(checked.plugin === undefined).toBe(checked.problems.length > 0)
        },
      ),
    )
  })
})
