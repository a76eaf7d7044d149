import { expect, test } from '@jest/globals'
import { pacerDefaults } from '../config/defaults.ts'
import { testPacer } from '../testing/pacer.ts'
import { createPacer } from './pacer.ts'

testPacer('by one process', { create: createPacer })

test('chats that were not used for long are forgotten: memory is bounded', async () => {
  const rate = { value: { perSecond: 1, burst: 3 }, source: 'test' }
  const pacer = createPacer({ chatRate: rate, accountRate: rate }, () => 1000)
  while ((await pacer.delayFor('first', false)) === 0);
  for (let index = 0; index < pacerDefaults.chats; index += 1) void pacer.delayFor(`c${index}`, false)
  expect(await pacer.delayFor('first', false)).toBe(0)
})
