import { expect, test } from '@jest/globals'
import type { RawRequest } from '../contracts/channel.ts'
import type { Channel } from '../contracts/tenant.ts'
import { createReceiveDoor } from './front.ts'
import type { Receiving } from './front.ts'

const request: RawRequest = { method: 'POST', headers: {}, query: {}, body: Buffer.alloc(0) }

/** A tenant that notes what it was given. */
function tenant(name: string, given: string[]): Receiving {
  return {
    tenant: { code: name },
    configuration: { channelByToken: () => ({ status: 'active', allowFrom: 'anywhere' }) as Channel },
    pipeline: {
      ingest: () => {
        given.push(name)
        return Promise.resolve({ accepted: [], answer: undefined })
      },
    },
  } as unknown as Receiving // what the door asks for
}

test('what arrived waits for its tenant’s turn, with the bytes of its body', async () => {
  const given: string[] = []
  const asked: unknown[] = []
  const door = createReceiveDoor(
    () => tenant('acme', given),
    () => [],
    async (code, bytes, work) => {
      asked.push([code, bytes, [...given]])
      return work()
    },
  )
  const { status } = await door.receive('acme', 'telegram', 't', { ...request, body: Buffer.alloc(7) }, '203.0.113.1')
  expect([status, asked, given]).toEqual([200, [['acme', 7, []]], ['acme']])
})

test('a channel with a list of networks listens to nobody else, and says so', async () => {
  const reported: string[] = []
  const given: string[] = []
  const channel = { status: 'active', platform: 'telegram' } as Channel
  const door = (allowFrom: Channel['allowFrom']) => {
    const one = tenant('acme', given)
    const named = { ...channel, allowFrom }
    const configuration = {
      channelByToken: () => named,
      reportChannel: (_id: string, problem: string) => void reported.push(problem),
    }
    const receiving = { ...one, configuration } as unknown as Receiving // what the door asks for
    return createReceiveDoor(
      () => receiving,
      () => ['149.154.160.0/20', '2001:67c:4e8::/48'],
      (_code, _bytes, work) => work(),
    )
  }
  const call = (allowFrom: Channel['allowFrom'], from: string) =>
    door(allowFrom)
      .receive('acme', 'telegram', 't', request, from)
      .then(
        ({ status }) => status,
        () => 404,
      )
  expect(await call('platform', '149.154.167.220')).toBe(200)
  expect(await call('platform', '2001:67c:4e8::1')).toBe(200)
  expect(reported).toEqual([])
  expect(await call('platform', '149.154.176.1')).toBe(404)
  expect(await call(['10.1.0.0/16'], '10.1.255.9')).toBe(200)
  expect(await call(['10.1.0.0/16'], '::ffff:10.1.2.3')).toBe(200)
  expect(await call([], '10.1.255.9')).toBe(404)
  expect(reported).toHaveLength(2)
  expect(reported[0]).toContain('were refused')
})
