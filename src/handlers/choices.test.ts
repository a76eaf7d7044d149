import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Option } from '../contracts/message.ts'
import { reader } from '../language/entities.ts'
import { createChooser } from './choices.ts'

const chooseOption = createChooser(reader)

const options: readonly Option[] = [
  { id: 'b', label: 'Opening hours' },
  { id: 'c', label: 'Track my order' },
  { id: 'a', label: 'Something else' },
]
const chosen = (said: string, language = 'en', offered = options) => chooseOption(said, offered, language)?.id

describe('an option is meant by', () => {
  test.each(['2', ' 2 ', '2.', '2)', '(2)', '#2', '２', '2️⃣', 'two', 'Two!'])('its number: %s', (said) => {
    expect(chosen(said)).toBe('c')
  })

  test.each([
    ['es', 'dos', 'c'],
    ['pt-BR', 'dois', 'c'],
    ['fr', 'deux', 'c'],
    ['de', 'zwei', 'c'],
    ['it', 'due', 'c'],
    ['fr', 'une', 'b'],
    ['pt', 'três', 'a'],
  ])('its number in words of the conversation’s language: %s %s', (language, said, id) => {
    expect(chosen(said, language)).toBe(id)
  })

  test('its label, or a slip of it that fits no other', () => {
    for (const said of ['Opening hours', 'OPENING HOURS', 'opening hours.', 'openng hours', 'opening huors'])
      expect(chosen(said)).toBe('b')
    const alike = [
      { id: 'a', label: 'Monday' },
      { id: 'b', label: 'Sunday' },
    ]
    expect(chosen('Munday', 'en', alike)).toBeUndefined()
    expect(chosen('Mondau', 'en', alike)).toBe('a')
  })

  test('its label first, where labels are numbers', () => {
    const sizes = [
      { id: 'small', label: '2' },
      { id: 'large', label: '1' },
    ]
    expect(chosen('1', 'en', sizes)).toBe('large')
  })
})

describe('no option is meant by', () => {
  test.each(['0', '4', '-1', '2 please, and then some', '22', '2.5', 'dos', 'hello', '', ' ', '?!', 'a', 'b'])(
    '%j',
    (said) => {
      expect(chosen(said)).toBeUndefined()
    },
  )
})

test('any text means one of the options or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string(), { maxLength: 5 }), (said, labels) => {
      const offered = labels.map((label, index) => ({ id: `${index}`, label }))
      const option = chooseOption(said, offered, 'en')
      expect(option === undefined || offered.includes(option)).toBe(true)
    }),
  )
})
