import { expect, test } from '@jest/globals'
import { ingestDefaults } from '../config/defaults.ts'
import type { RawRequest } from '../contracts/channel.ts'
import type { Channel } from '../contracts/tenant.ts'
import { createReceiveDoor } from './front.ts'
import type { Receiving } from './front.ts'

const request: RawRequest = { method: 'POST', headers: {}, query: {}, body: Buffer.alloc(0) }

/** A tenant that notes what it was given. */
function tenant(name: string, given: string[]): Receiving {
  return {
    configuration: { channelByToken: () => ({ status: 'active' }) as Channel },
    pipeline: {
      ingest: () => {
        given.push(name)
        return Promise.resolve({ accepted: [], answer: undefined })
      },
    },
  } as unknown as Receiving // what the door asks for
}

test('a tenant’s requests are taken some at a time, in order, and delay no other tenant’s', async () => {
  const given: string[] = []
  const tenants = new Map([
    ['flood', tenant('flood', given)],
    ['calm', tenant('calm', given)],
  ])
  const door = createReceiveDoor((code) => tenants.get(code))
  const { requestsPerTick } = ingestDefaults
  const flood = Array.from({ length: 2 * requestsPerTick + 1 }, () => door.receive('flood', 'telegram', 't', request))
  const calm = door.receive('calm', 'telegram', 't', request)
  expect(given).toEqual([...Array.from({ length: requestsPerTick }, () => 'flood'), 'calm'])
  const answers = await Promise.all([...flood, calm])
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect(given).toHaveLength(2 * requestsPerTick + 2)
})
