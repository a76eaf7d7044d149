import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { mysqlDefaults } from '../../config/defaults.ts'
import { shareOf } from './databases.ts'

const { fewest, most, sharePercent } = mysqlDefaults

test('a process has half of its share for reading, and half for writing', () => {
  expect(shareOf(1000, 4)).toBe(100)
  expect(shareOf(151, 2)).toBe(30)
})

test('it has no more than it needs, and never so few that it cannot go on', () => {
  expect(shareOf(100_000, 1)).toBe(most)
  expect(shareOf(10, 50)).toBe(fewest)
})

test('all processes together leave the server the rest, unless there are too many to have the fewest each', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 200 }), (connections, processes) => {
      const each = shareOf(connections, processes)
      if (each > fewest) expect(each * 2 * processes).toBeLessThanOrEqual((connections * sharePercent) / 100)
    }),
  )
})
