import { describe, expect, jest, test } from '@jest/globals'
import type { Adapter, PairStep } from '../contracts/channel.ts'
import { Busy, Conflict, Invalid } from '../contracts/errors.ts'
import type { Ownership } from '../contracts/fleet.ts'
import type { Channel } from '../contracts/tenant.ts'
import { alone } from '../fleet/alone.ts'
import { createPairings } from './pairing.ts'
import type { PairKit } from './pairing.ts'

const channel = { id: 'ch_aaaaa1', platform: 'signal', status: 'active', settings: {} } as unknown as Channel

function pairing(pair: Adapter['pair'], longestMs?: number, ownership: Ownership = alone().ownership) {
  const updateChannel = jest.fn<PairKit['configuration']['updateChannel']>()
  const kit: PairKit = {
    adapter: { ...(pair && { pair }), sendsWhereItListens: true } as Adapter,
    configuration: { updateChannel },
    connect: async () => 'client',
    ownership,
  }
  const pairings = createPairings(longestMs)
  const stop = new AbortController()
  const begin = (of = channel, how: { readonly phone?: string } = {}) => pairings.begin(kit, of, how, stop.signal)
  return { pairings, begin, stop, updateChannel }
}

async function all(steps: AsyncIterable<PairStep>): Promise<readonly PairStep[]> {
  const seen: PairStep[] = []
  for await (const step of steps) seen.push(step)
  return seen
}

const qr: PairStep = { step: 'qr', text: 'sgnl://link' }
const done: PairStep = { step: 'paired', account: '+49 1' }

async function* steps(...each: readonly PairStep[]): AsyncGenerator<PairStep> {
  yield* each
}

/** A platform that says nothing more, and does not look at its signal. */
async function* silent(): AsyncGenerator<PairStep> {
  yield qr
  await new Promise(() => undefined)
}

describe('pairing an account', () => {
  test('goes step by step to the last one, and not beyond it', async () => {
    const { begin } = pairing(() => steps(qr, done, qr))
    expect(await all(await begin())).toEqual([qr, done])
  })

  test('is the owner’s alone, who has it until the last step', async () => {
    const released = jest.fn<() => Promise<void>>(() => Promise.resolve())
    const owned = { lost: new AbortController().signal, holds: () => true, release: released }
    const one = pairing(() => steps(qr, done), undefined, { owns: () => false, own: () => Promise.resolve(owned) })
    const going = await one.begin()
    expect(released).not.toHaveBeenCalled()
    await all(going)
    expect(released).toHaveBeenCalledTimes(1)
    const other = pairing(() => steps(done), undefined, { owns: () => false, own: () => Promise.resolve(undefined) })
    await expect(other.begin()).rejects.toBeInstanceOf(Conflict)
    expect(other.pairings.busy()).toBe(false)
  })

  test('is told of a phone that a code is wanted for', async () => {
    const pair = jest.fn<NonNullable<Adapter['pair']>>(() => steps(done))
    const { begin } = pairing(pair)
    await all(await begin(channel, { phone: '+491' }))
    expect(pair).toHaveBeenCalledWith('client', { phone: '+491' }, expect.any(AbortSignal))
  })

  test('is done by one at a time, and by the next when that one is done or gone', async () => {
    const { begin, stop, pairings } = pairing(() => silent())
    const first = await begin()
    await expect(begin()).rejects.toThrow(Conflict)
    const reading = all(first)
    await expect(begin()).rejects.toThrow(Conflict)
    expect(pairings.busy()).toBe(true)
    stop.abort()
    expect(await reading).toEqual([qr])
    expect(pairings.busy()).toBe(false)
  })

  test('that nobody listened to is over when they leave', async () => {
    const { begin, stop, pairings } = pairing(() => silent())
    await begin()
    stop.abort()
    expect(pairings.busy()).toBe(false)
  })

  test('ends after a time, whatever the platform does', async () => {
    const { begin } = pairing(() => silent(), 20)
    expect((await all(await begin())).at(-1)).toMatchObject({ step: 'failed' })
  })

  test('that the platform breaks off says why', async () => {
    const { begin, pairings } = pairing(async function* () {
      yield qr
      throw new Busy('The daemon is gone.')
    })
    expect(await all(await begin())).toEqual([qr, { step: 'failed', reason: 'The daemon is gone.' }])
    expect(pairings.busy()).toBe(false)
  })

  test('lets a channel that was refused be listened to again', async () => {
    const { begin, updateChannel } = pairing(() => steps(done))
    await all(await begin())
    expect(updateChannel).not.toHaveBeenCalled()
    await all(await begin({ ...channel, status: 'unauthorized' }))
    expect(updateChannel).toHaveBeenCalledWith(channel.id, { status: 'active' })
  })

  test('is nothing that every platform has, and nothing for a disabled channel', async () => {
    await expect(pairing(undefined).begin()).rejects.toThrow(Invalid)
    await expect(pairing(() => steps(done)).begin({ ...channel, status: 'disabled' })).rejects.toThrow(Conflict)
  })
})
