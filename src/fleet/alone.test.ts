import { expect, test } from '@jest/globals'
import { testOwnership } from '../testing/ownership.ts'
import { testRates } from '../testing/rates.ts'
import { alone } from './alone.ts'

testRates('by one process', () => alone().rates)
testOwnership('of one process', () => Promise.resolve(alone().ownership))

test('a process alone has nobody to tell anything', () => {
  const { news } = alone()
  const heard: unknown[] = []
  news.hear('subject', (told) => heard.push(told))
  news.onMissed(() => heard.push('missed'))
  news.tell('subject', 'something')
  expect(heard).toEqual([])
})
