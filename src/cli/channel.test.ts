import { describe, expect, test } from '@jest/globals'
import { Invalid } from '../contracts/errors.ts'
import { choice, list, number, optional, secret, text, url, yesNo } from '../contracts/shape.ts'
import { settingsOf } from './channel.ts'

const shape = {
  token: secret(),
  apiRoot: optional(url()),
  retries: number({ integer: true }),
  loud: yesNo(),
  mode: choice('push', 'pull'),
  allowedOrigins: list(text()),
}

describe('settings from the command line', () => {
  test('become the values their fields take', () => {
    expect(
      settingsOf(
        ['token=a=b', 'retries=3', 'loud=yes', 'mode=push', 'allowedOrigins=https://a.example, https://b.example'],
        shape,
      ),
    ).toEqual({
      token: 'a=b',
      retries: 3,
      loud: true,
      mode: 'push',
      allowedOrigins: ['https://a.example', 'https://b.example'],
    })
  })

  test.each(['token', '=x', 'other=1', 'toString=1', 'retries=many', 'retries=', 'loud=perhaps'])(
    'do not fit: %s',
    (text) => {
      expect(() => settingsOf([text], shape)).toThrow(Invalid)
    },
  )
})
