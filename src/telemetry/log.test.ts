import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Busy } from '../contracts/errors.ts'
import { createLog } from './log.ts'
import type { LogThreshold } from './log.ts'

function recorded(threshold: LogThreshold = 'debug') {
  const lines: string[] = []
  const log = createLog(threshold, { write: (line: string) => void lines.push(line) })
  return { log, lines, last: (): Record<string, any> => JSON.parse(lines.at(-1)!) as Record<string, any> } // eslint-disable-line @typescript-eslint/no-explicit-any -- lines are looked into freely
}

const botToken = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw4'

describe('a line', () => {
  test('is JSON with level, time, bindings and message', () => {
    const { log, last } = recorded()
    log.child({ tenant: 'demo' }).child({ turn: 't_1' }).info({ events: 2 }, 'turn done')
    expect(last()).toMatchObject({ level: 'info', tenant: 'demo', turn: 't_1', events: 2, msg: 'turn done' })
    expect(new Date(String(last().time)).getTime()).not.toBeNaN()
  })

  test('is written from the threshold up', () => {
    const { log, lines } = recorded('warn')
    log.debug({}, 'a')
    log.info({}, 'b')
    log.warn({}, 'c')
    log.error({}, 'd')
    expect(lines).toHaveLength(2)
  })

  test('shows an error by type, message, code, stack and cause, and nothing a client hung on it', () => {
    const { log, last } = recorded()
    const error = Object.assign(new Busy('The platform is busy.', 5, { cause: new Error('ECONNRESET') }), {
      request: { headers: { authorization: 'x' } },
    })
    log.error({ error }, 'send failed')
    expect(last().error).toMatchObject({
      type: 'Busy',
      code: 'E_BUSY',
      message: 'The platform is busy.',
      cause: { message: 'ECONNRESET' },
    })
    expect(last().error.stack).toMatch(/^at /)
    expect(last().error.request).toBeUndefined()
  })

  test('stays one line, and keeps its own fields, whatever is bound', () => {
    const { log, lines, last } = recorded()
    log.info(
      { agent: 'eve\n{"level":"fatal"}\u009b2J\u202e', level: 'fatal', msg: 'mine', time: 'never' },
      'signed in\r\nagain',
    )
    expect(lines).toHaveLength(1)
    expect(lines[0]!.trimEnd()).not.toMatch(/[\n\r\u009b\u202e]/)
    expect(last()).toMatchObject({
      level: 'info',
      msg: 'signed in\r\nagain',
      level_: 'fatal',
      msg_: 'mine',
      time_: 'never',
    })
    expect(last().agent).toContain('\u009b2J')
  })

  test('is bounded', () => {
    const { log, lines } = recorded()
    const loop: Record<string, unknown> = {
      wide: Array.from({ length: 10_000 }, (_, index) => index),
      long: 'x'.repeat(100_000),
    }
    loop.self = loop
    log.info({ loop }, 'y')
    expect(lines[0]!.length).toBeLessThan(20_000)
  })

  test('survives what cannot be read', () => {
    const { log, last } = recorded()
    const hostile = {
      get trap(): never {
        throw new Error('no')
      },
      toJSON: () => {
        throw new Error('no')
      },
      big: 1n,
      bytes: Buffer.alloc(9),
    }
    log.info({ hostile, ['__proto__']: 1, when: new Date(Number.NaN) }, 'z')
    expect(last().hostile).toEqual({ trap: '[unreadable]', big: '1', bytes: '[9 bytes]' })
  })
})

describe('secrets', () => {
  test.each([
    'token',
    'botToken',
    'appSecret',
    'Authorization',
    'set-cookie',
    'password',
    'apiKey',
    'api_key',
    'x-api-key',
    'wrappedDataKey',
  ])('are taken out by the name %s, at any depth', (name) => {
    const { log, lines } = recorded()
    log
      .child({ [name]: 'hush-hush' })
      .info({ [name]: 'hush-hush', deep: [{ settings: { [name]: ['hush-hush'] } }] }, 'x')
    expect(lines[0]).not.toContain('hush')
    expect(lines[0]).toContain('[redacted]')
  })

  test('counts behind such names stay', () => {
    const { log, last } = recorded()
    log.info({ promptTokens: 12, hasSecret: true }, 'x')
    expect(last()).toMatchObject({ promptTokens: 12, hasSecret: true })
  })

  test.each([
    [`https://api.telegram.org/bot${botToken}/getMe`, botToken],
    [`https://api.telegram.org/bot${botToken.replace(':', '%3A')}/getMe`, 'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw4'],
    ['Authorization: Bearer abcdefgh.ijklmnop', 'abcdefgh'],
    ['the token xoxb-1234567890-abcdef was refused', 'abcdef'],
    ['sk-proj-abcdefghijklmnop', 'abcdefghijklmnop'],
    ['two lines\nsk-proj-abcdefghijklmnop', 'abcdefghijklmnop'],
    [`${'x'.repeat(1990)} ${botToken}`, 'AAHd'],
    ['POST /messages/receive/tenants/demo/channels/telegram/tokens/Zm9vYmFyYmF6 404', 'Zm9vYmFyYmF6'],
    ['mysql://root:hunter2@db/colloquy', 'hunter2'],
    ['GET /v21.0/1/messages?access_token=EAAx&hub.verify_token=hunter2', 'hunter2'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ2XzEifQ.c2lnbmF0dXJl', 'c2lnbmF0dXJl'],
  ])('are taken out by their form: %s', (text, secret) => {
    const { log, lines, last } = recorded()
    log.error({ url: text, error: new Error(text, { cause: text }) }, text)
    expect(lines[0]).not.toContain(secret)
    expect(last().error.type).toBe('Error')
  })

  test('are not found in what is no secret', () => {
    const { log, last } = recorded()
    const text = 'GET /api/v1/channels/ch_demo1abc?limit=20 at 12:30 from 10.0.0.1:54321, 17 tokens left'
    log.info({ line: text }, 'x')
    expect(last().line).toBe(text)
  })

  test('never leave a line that is not JSON, wherever they stand in it', () => {
    const piece = fc.constantFrom(
      '"',
      '\\',
      '\n',
      botToken,
      '?token=',
      '//a:b@',
      'Bearer 12345678',
      '\u2028',
      '\ud800',
      '/tokens/',
      '…',
      'x'.repeat(1999),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.jsonValue(), (pieces, value) => {
        const { log, lines, last } = recorded()
        log.info({ [pieces.join('')]: value, line: pieces.join('') }, pieces.join(''))
        expect(last().level).toBe('info')
        expect(lines[0]).not.toContain(botToken)
      }),
    )
  })
})

const mayaSaid = 'Maya says her knee hurts'

function thrownBy(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}

/** Of a plugin's file: our classes are given to whoever writes one. */
function fromPlugin(error: Error): Error {
  error.stack = `${error.name}: ${error.message}\n    at handle (file:///srv/plugins/desk/index.ts:4:15)`
  return error
}

describe('people', () => {
  test.each([
    ['whatever anybody throws', new Error(mayaSaid)],
    ['a text that is thrown', mayaSaid],
    ['an answer that is thrown', { detail: mayaSaid }],
    ['a parser that quotes', thrownBy(() => JSON.parse(mayaSaid))],
    ['our own class, by a plugin', fromPlugin(new Busy(mayaSaid))],
    ['our own sentence that quotes', new Busy(`The answer "${mayaSaid}" does not fit.`)],
    ['a platform behind our sentence', new Busy(`The platform answers 400: ${mayaSaid}`)],
    ['a cause', new Busy('It is busy.', 1, { cause: new Error('x', { cause: mayaSaid }) })],
    ['a name and a code', Object.assign(new Error('x'), { name: mayaSaid, code: mayaSaid })],
    ['what looks like a stack', new Error(`x\n    at ${mayaSaid}\n    at Maya (/knee hurts:1:1)`)],
    ['a message changed afterwards', Object.assign(new Error(mayaSaid), { message: 'x' })],
    ['several at once', new AggregateError([new Error(mayaSaid)], mayaSaid)],
  ])('are not quoted by %s', (_, error) => {
    const { log, lines } = recorded()
    log.error({ error }, 'It failed.')
    expect(lines[0]).not.toMatch(/Maya|knee/)
  })

  test('are in no message that says what the runtime itself has to say', () => {
    const { log, last } = recorded()
    log.error({ error: thrownBy(() => (undefined as unknown as { knee: string }).knee) }, 'It failed.')
    expect(last().error).toMatchObject({ type: 'TypeError', message: 'Cannot read properties of undefined' })
    expect(last().error.stack).toMatch(/^at .*log\.test\.ts/)
  })

  test.each([
    'text',
    'caption',
    'first_name',
    'fileName',
    'e-mail',
    'phoneNumber',
    'wa_id',
    'parts',
    'payload',
    'store',
  ])('are taken out by the name %s, at any depth', (name) => {
    const { log, lines } = recorded()
    log.info(
      { [name]: mayaSaid, deep: [{ event: { [name]: { of: mayaSaid } } }], [`${name}s`.slice(0, -1)]: 49_151 },
      'x',
    )
    expect(lines[0]).not.toMatch(/Maya|49151/)
  })

  test.each([
    ['to maya.k+shop@example.co.uk, now', 'maya'],
    ['to maya%40example.org', 'maya'],
    ['491701234567@s.whatsapp.net', '4917'],
    ['call +49 (170) 123-45 67', '123'],
    ['call 0170/1234567', '1234'],
    ['call 0170 12 34 567', '34 567'],
    ['chat 987650123456', '98765'],
    ['call ٠١٢٣٤٥٦٧٨٩', '٣٤٥'],
    [`key ${'aB3'.repeat(15)}`, 'aB3'],
  ])('are taken out by the form of an address or a number: %s', (said, piece) => {
    const { log, lines } = recorded()
    log.warn({ line: said, list: [said] }, said)
    expect(lines[0]).not.toContain(piece)
  })

  test('are not seen in moments, machines and ids', () => {
    const { log, last } = recorded()
    const line = '2026-11-20T15:04:05.123Z 192.168.100.200 c_demo1abcdefghijkl 8f14e45fceea167a5a36dedd4bea2543'
    log.info({ line, ms: 1_763_650_000_000, message: 'm_demo1abcdef', error: undefined }, 'x')
    expect(last()).toMatchObject({ line, ms: 1_763_650_000_000, message: 'm_demo1abcdef' })
  })

  test('cost no time by what they send', () => {
    const { log } = recorded()
    const began = performance.now()
    for (const piece of ['1 ', 'a.', 'a@', '((', '-1', '+1', 'a1-', '"', "'", '\n    at (', '?a'])
      log.error({ line: piece.repeat(50_000), error: new Busy(piece.repeat(50_000)) }, piece.repeat(50_000))
    expect(performance.now() - began).toBeLessThan(1000)
  })
})
