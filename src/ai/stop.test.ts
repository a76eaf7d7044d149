import { describe, expect, test } from '@jest/globals'
import { createStop, stopped, within } from './stop.ts'

describe('a thread that computes', () => {
  test('is waited for, and begins nothing any more', async () => {
    const stop = createStop()
    const { promise, resolve } = Promise.withResolvers<string>()
    const computing = within(stop, () => promise)
    let isStopped = false
    const ended = stopped(stop, 1).then(() => (isStopped = true))
    await new Promise((later) => setTimeout(later, 10))
    expect(isStopped).toBe(false)
    resolve('done')
    await expect(computing).resolves.toBe('done')
    await ended
    await expect(within(stop, () => Promise.resolve('more'))).rejects.toThrow('ending')
  })

  test('that computes nothing is not waited for, nor one whose computation failed', async () => {
    await expect(stopped(createStop(), 1)).resolves.toBeUndefined()
    const stop = createStop()
    await expect(within(stop, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    await expect(stopped(stop, 1)).resolves.toBeUndefined()
  })
})
