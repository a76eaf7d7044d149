import { describe, expect, test } from '@jest/globals'
import { Invalid } from '../contracts/errors.ts'
import { definePlugin } from '../contracts/plugin.ts'
import { list, text } from '../contracts/shape.ts'
import { Rehearsal } from '../testing/rehearsal.ts'
import { checkPlugin } from './manifest.ts'
import { checkSettings } from './settings.ts'

const pizza = definePlugin({
  name: 'pizza',
  settings: { kinds: list(text()) },
  check({ kinds }) {
    if (new Set(kinds).size < kinds.length) throw new Invalid('Every kind is named once.', 'kinds')
    if (kinds.includes('')) throw new TypeError('a bug')
  },
  commands: { menu: { handle: ({ settings }) => settings.kinds.join(', ') } },
})

describe('settings', () => {
  test('fit when the shape and the plugin itself say so', () => {
    expect(checkSettings(pizza, { kinds: ['funghi'] })).toMatchObject({ fits: true })
  })

  test.each([
    [{ kinds: 'funghi' }, 'kinds', /separated by commas/],
    [{ kinds: ['a', 'a'] }, 'kinds', /Every kind is named once/],
    [{ kinds: [''] }, '', /The check of plugin "pizza" failed: TypeError: a bug/],
  ])('%j do not fit, and it is said why', (settings, path, sentence) => {
    expect(checkSettings(pizza, settings)).toMatchObject({
      fits: false,
      path,
      sentence: expect.stringMatching(sentence),
    })
  })

  test('that a newer plugin finds wrong leave it out of the chatbot', async () => {
    const rehearsal = new Rehearsal({ plugins: [pizza], settings: { pizza: { kinds: ['a', 'a'] } } })
    expect((await rehearsal.say('/menu')).outcome).toBe('nobody')
    expect(rehearsal.log.lines).toContainEqual(
      expect.objectContaining({ fields: expect.objectContaining({ reason: 'kinds: Every kind is named once.' }) }),
    )
  })

  test('are checked by a function', () => {
    expect(checkPlugin({ ...pizza, check: 'yes' }).problems).toEqual(['Plugin "pizza", check: is a function.'])
  })
})
