import { expect, test } from '@jest/globals'
import { mediaTypeOf, refusalOf } from './attach.ts'
import { bytesIn, timesIn } from './times.ts'

const limits = { bytes: 1000, types: ['image/*', 'application/pdf'] }

test.each([
  [{ size: 1000, type: 'image/png' }, undefined],
  [{ size: 10, type: 'application/pdf' }, undefined],
  [{ size: 1001, type: 'image/png' }, 'tooLarge'],
  [{ size: 10, type: 'text/html' }, 'wrongType'],
  [{ size: 10, type: 'imagery/png' }, 'wrongType'],
  [{ size: 10, type: '' }, 'wrongType'],
])('of a file %j it is said: %s', (file, refused) => {
  expect(refusalOf(file, limits)).toBe(refused)
})

test('a file is what its type says', () => {
  expect(['image/png', 'audio/ogg', 'video/mp4', 'application/pdf'].map(mediaTypeOf)).toEqual([
    'image',
    'audio',
    'video',
    'document',
  ])
})

test('days are named from where the reader is', () => {
  const now = Date.parse('2026-01-05T23:30:00.000Z')
  const berlin = timesIn('en', 'Europe/Berlin')
  expect(berlin.day('2026-01-05T23:15:00.000Z', now)).toBe('Today')
  expect(berlin.day('2026-01-05T20:00:00.000Z', now)).toBe('Yesterday')
  expect(berlin.day('2026-01-02T12:00:00.000Z', now)).toBe('Friday, January 2')
  expect(timesIn('de', 'UTC').day('2026-01-05T20:00:00.000Z', now)).toBe('Heute')
  expect(timesIn('de', 'UTC').clock('2026-01-05T20:05:00.000Z')).toBe('20:05')
})

test('sizes are written as the language writes them', () => {
  expect(bytesIn('en', 482_000)).toBe('482 kB')
  expect(bytesIn('de', 2_500_000)).toBe('2,5 MB')
})
