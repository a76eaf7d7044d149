import { expect, test } from '@jest/globals'
import { authDefaults } from '../config/defaults.ts'
import { OverLimit } from '../contracts/errors.ts'
import { newsroom } from '../fleet/fixtures/newsroom.ts'
import { createAttempts, shareAttempts } from './attempts.ts'

test('who guesses at one process waits at the others too, until they have proved themselves anywhere', () => {
  const room = newsroom()
  const join = () =>
    shareAttempts(
      createAttempts(() => 0),
      room.join(),
    )
  const [one, other] = [join(), join()]
  for (let count = 0; count < authDefaults.freeFailures; count++) (count % 2 === 0 ? one : other).failed('ada', 'home')
  expect(() => one.check('ada')).toThrow(OverLimit)
  expect(() => other.check('home')).toThrow(OverLimit)
  other.succeeded('ada')
  one.check('ada')
  expect(() => one.check('home')).toThrow(OverLimit)
})
