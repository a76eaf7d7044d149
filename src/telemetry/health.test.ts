import { describe, expect, test } from '@jest/globals'
import { createHealth } from './health.ts'

describe('health', () => {
  test('without checks is healthy', async () => {
    expect(await createHealth().report()).toEqual({ status: 'healthy', checks: {} })
  })

  test('is as bad as the worst check', async () => {
    const health = createHealth()
    health.check('database', () => undefined)
    expect((await health.report()).status).toBe('healthy')
    health.check('disk', () => 'Less than a tenth is free.')
    expect(await health.report()).toEqual({
      status: 'degraded',
      checks: { database: { status: 'healthy' }, disk: { status: 'degraded', reason: 'Less than a tenth is free.' } },
    })
    health.check('queue', () => Promise.reject(new Error('No connection.')))
    expect(await health.report()).toMatchObject({
      status: 'unhealthy',
      checks: { queue: { reason: 'No connection.' } },
    })
  })

  test('is degraded when something fails that it can do without', async () => {
    const health = createHealth()
    health.check(
      'models',
      () => {
        throw new Error('Absent.')
      },
      { essential: false },
    )
    expect(await health.report()).toMatchObject({ status: 'degraded', checks: { models: { reason: 'Absent.' } } })
  })

  test('does not wait for a check that does not answer', async () => {
    const health = createHealth(20)
    health.check('database', () => new Promise(() => undefined))
    expect((await health.report()).checks.database).toEqual({ status: 'unhealthy', reason: 'No answer within 20 ms.' })
  })

  test('is unhealthy with the reason once no new work is wanted', async () => {
    const health = createHealth()
    health.check('database', () => undefined)
    health.notReady('Stopping.')
    expect(await health.report()).toEqual({
      status: 'unhealthy',
      reason: 'Stopping.',
      checks: { database: { status: 'healthy' } },
    })
  })

  test('asked by many at once, checks once', async () => {
    const health = createHealth()
    let runs = 0
    health.check('database', () => {
      runs++
      return undefined
    })
    await Promise.all(Array.from({ length: 20 }, () => health.report()))
    await health.report()
    expect(runs).toBe(2)
  })
})
