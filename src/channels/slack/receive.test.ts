import { describe, expect, test } from '@jest/globals'
import type { RawRequest } from '../../contracts/channel.ts'
import { Unauthorized } from '../../contracts/errors.ts'
import { context, fixture, request, settings, signed } from './fixtures/read.ts'
import { slack } from './index.ts'

describe('signatures', () => {
  const native = fixture('text')
  const receive = (raw: RawRequest) => slack.webhook!(raw, settings, context)

  test('five minutes are the window, in both directions', () => {
    const now = Math.floor(Date.now() / 1000)
    expect(receive(request(native, { at: now - 290 }))).toHaveLength(1)
    expect(() => receive(request(native, { at: now - 310 }))).toThrow(Unauthorized)
    expect(() => receive(request(native, { at: now + 310 }))).toThrow(Unauthorized)
  })

  test('one byte of the body, the secret or the signature decides', () => {
    const good = request(native)
    const headers = good.headers
    expect(() => receive({ ...good, body: Buffer.concat([good.body, Buffer.from(' ')]) })).toThrow(Unauthorized)
    expect(() => receive({ ...good, headers: { ...headers, 'x-slack-signature': 'v0=' } })).toThrow(Unauthorized)
    expect(() => receive({ ...good, headers: { ...headers, 'x-slack-signature': undefined } })).toThrow(Unauthorized)
    expect(() => receive({ ...good, headers: { ...headers, 'x-slack-request-timestamp': undefined } })).toThrow(
      Unauthorized,
    )
    expect(() => receive({ ...good, headers: { ...headers, 'x-slack-request-timestamp': 'NaN' } })).toThrow(
      Unauthorized,
    )
  })

  test('they are over bytes, not over text', () => {
    const bytes = Buffer.concat([Buffer.from('{"type":"x","text":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')])
    expect(receive(signed(bytes))).toHaveLength(1)
    const other = Buffer.concat([Buffer.from('{"type":"x","text":"'), Buffer.from([0xfe, 0xff]), Buffer.from('"}')])
    expect(() => receive({ ...signed(bytes), body: other })).toThrow(Unauthorized)
  })

  test('a challenge is answered when it is signed', () => {
    const challenge = { type: 'url_verification', challenge: 'this is it', token: 'verification' }
    expect(receive(request(challenge))).toMatchObject({ status: 200, body: 'this is it' })
    expect(() => receive(request(challenge, { secret: 'another' }))).toThrow(Unauthorized)
  })
})
