import { describe, expect, test } from '@jest/globals'
import { SignJWT, UnsecuredJWT } from 'jose'
import { webDefaults } from '../../config/defaults.ts'
import { bucket, headcount } from './limits.ts'
import { newVisitor, signVisitor, verifyVisitor } from './visitors.ts'

const visitor = `v_${'0'.repeat(32)}`

describe('a visitor token', () => {
  const key = crypto.getRandomValues(new Uint8Array(32))
  const [here, there] = ['cb_aaaaaaaaaaaa', 'cb_bbbbbbbbbbbb']
  const now = Date.UTC(2026, 0, 1)

  test('is good where and for whom it was made, until it expires', async () => {
    const someone = newVisitor()
    const token = await signVisitor(key, here, someone, now)
    expect(token.length).toBeLessThan(webDefaults.tokenLength)
    expect(await verifyVisitor(key, here, token, now)).toBe(someone)
    expect(await verifyVisitor(key, here, token, now + webDefaults.tokenMs - 1000)).toBe(someone)
    expect(await verifyVisitor(key, here, token, now + webDefaults.tokenMs + 1000)).toBeUndefined()
    expect(await verifyVisitor(key, there, token, now)).toBeUndefined()
    expect(await verifyVisitor(crypto.getRandomValues(new Uint8Array(32)), here, token, now)).toBeUndefined()
  })

  test('is nothing that somebody else made', async () => {
    const claims = { sub: visitor, aud: here, exp: Math.floor(now / 1000) + 60 }
    const signed = (header: object, content: object, by: Uint8Array = key) =>
      new SignJWT({ ...content }).setProtectedHeader({ alg: 'HS256', typ: 'visitor+jwt', ...header }).sign(by)
    const forgeries = [
      new UnsecuredJWT(claims).encode(),
      await signed({ typ: 'JWT' }, claims),
      await signed({ alg: 'HS512' }, claims, new Uint8Array(64).fill(1)),
      await signed({}, { ...claims, exp: undefined }),
      await signed({}, { ...claims, sub: 'admin' }),
      await signed({}, { ...claims, aud: undefined }),
      '',
      'a.b.c',
      'null',
    ]
    for (const token of forgeries) expect(await verifyVisitor(key, here, token, now)).toBeUndefined()
    expect(await verifyVisitor(key, here, await signed({}, claims), now)).toBe(visitor)
  })
})

test('a bucket gives its burst at once and its rate in the long run', () => {
  let now = 0
  const { take } = bucket({ perSecond: 10, burst: 3 }, () => now)
  expect([take(), take(), take(), take()]).toEqual([0, 0, 0, 100])
  now = 60
  expect(take()).toBe(40)
  now = 100
  expect([take(), take()]).toEqual([0, 100])
  now = 10_000
  expect([take(), take(), take(), take()]).toEqual([0, 0, 0, 100])
})

test('a headcount forgets nobody twice', () => {
  const heads = headcount()
  const leave = heads.enter('a', 2)
  expect(heads.enter('a', 2)).toBeDefined()
  expect(heads.enter('a', 2)).toBeUndefined()
  expect(heads.enter('b', 2)).toBeDefined()
  leave?.()
  leave?.()
  expect(heads.enter('a', 2)).toBeDefined()
  expect(heads.enter('a', 2)).toBeUndefined()
})
