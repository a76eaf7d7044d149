import { expect, test } from '@jest/globals'
import { frameFor } from './framing.ts'
import { stage } from './numbers.ts'

const nova = { hips: 0.4, neck: 0.87, top: 1.53, width: 0.9 }
const person = { hips: 0.95, neck: 1.5, top: 1.75, width: 0.6 }

/** The heights that are to be seen, metres. */
function seen(build: typeof nova, aspect: number) {
  const { target, distance } = frameFor(build, aspect, stage.fieldOfView)
  const half = distance * Math.tan((stage.fieldOfView * Math.PI) / 360)
  return { bottom: target - half, top: target + half, width: half * 2 * aspect }
}

test.each([
  ['a strip', 4],
  ['a header', 1.48],
  ['a square', 1],
  ['a tall place', 0.5],
])('the whole head is to be seen in %s, whoever it is', (_, aspect) => {
  for (const build of [nova, person]) {
    const { top, bottom } = seen(build, aspect)
    expect(top).toBeGreaterThan(build.top)
    expect(bottom).toBeLessThan(build.neck)
  }
})

test('a tall place shows everything, a header no feet, a strip nothing but the head', () => {
  expect(seen(nova, 0.5).bottom).toBeLessThan(0)
  expect(seen(nova, 0.5).width).toBeGreaterThanOrEqual(nova.width)
  expect(seen(nova, 1.48).bottom).toBeGreaterThan(0.2)
  expect(seen(nova, 4).bottom).toBeGreaterThan(0.7)
})
