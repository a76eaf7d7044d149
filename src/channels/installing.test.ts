import { describe, expect, jest, test } from '@jest/globals'
import type { Adapter, Install } from '../contracts/channel.ts'
import { Invalid, Refused, Unauthorized } from '../contracts/errors.ts'
import type { Shape } from '../contracts/shape.ts'
import type { Channel } from '../contracts/tenant.ts'
import { seal, unseal } from '../tenancy/secrets.ts'
import { beginInstall, channelOfState, completeInstall } from './installing.ts'
import type { InstallKit } from './installing.ts'

const channel = { id: 'ch_aaaaa1', platform: 'slack', settings: { clientId: '7' } } as unknown as Channel
const other = { ...channel, id: 'ch_aaaaa2' as Channel['id'] }
const returnTo = 'https://gateway.example/channels/install/callback'

function installing(key = Buffer.alloc(32, 7)) {
  const clock = { now: 1_000_000 }
  const complete = jest.fn<Install<Shape>['complete']>(async () => ({ botToken: 'xoxb-1' }))
  const install: Install<Shape> = { begin: (_, { state }) => `https://platform.example/?state=${state}`, complete }
  const updateChannel = jest.fn<InstallKit['configuration']['updateChannel']>()
  const kit: InstallKit = {
    adapter: { install } as Adapter,
    configuration: { updateChannel },
    seal: (place, plain) => seal(key, [place], Buffer.from(plain)),
    unseal: (place, sealed) => unseal(key, [place], sealed).toString(),
    network: () => undefined,
    clock: () => clock.now,
  }
  const stateOf = (of = channel) => new URL(beginInstall(kit, of, returnTo).url).searchParams.get('state') ?? ''
  const finish = (state: string, of = channel) => completeInstall(kit, of, { state, query: { code: 'c' }, returnTo })
  return { kit, clock, complete, updateChannel, stateOf, finish }
}

describe('an installation', () => {
  test('that comes back with its state changes the settings', async () => {
    const { stateOf, finish, complete, updateChannel } = installing()
    const state = stateOf()
    expect(channelOfState(state)).toBe(channel.id)
    await finish(state)
    expect(complete).toHaveBeenCalledWith(channel.settings, { query: { code: 'c' }, returnTo }, undefined)
    expect(updateChannel).toHaveBeenCalledWith(channel.id, { settings: { botToken: 'xoxb-1' } })
  })

  test('is begun anew after its time', async () => {
    const { kit, clock, finish } = installing()
    const { url, expiresAt } = beginInstall(kit, channel, returnTo)
    clock.now = expiresAt
    await expect(finish(new URL(url).searchParams.get('state')!)).rejects.toThrow(/too long ago/)
  })

  test.each([
    ['nothing', () => ''],
    ['a channel alone', () => channel.id],
    ['another channel’s state', () => installing().stateOf(other).replace(other.id, channel.id)],
    ['a state under another key', () => installing(Buffer.alloc(32, 8)).stateOf()],
    ['a changed state', () => `${installing().stateOf()}A`],
    ['a time without a seal', () => `${channel.id}.99999999999999`],
  ])('is not finished with %s', async (_, state) => {
    const { finish, complete } = installing()
    await expect(finish(state())).rejects.toThrow(Refused)
    expect(complete).not.toHaveBeenCalled()
  })

  test('that the platform refuses is no fault of whoever asks', async () => {
    const { complete, stateOf, finish, updateChannel } = installing()
    complete.mockRejectedValue(new Unauthorized('Slack gave no bot token.'))
    await expect(finish(stateOf())).rejects.toThrow(Refused)
    expect(updateChannel).not.toHaveBeenCalled()
  })

  test('is nothing that every platform has', () => {
    const { kit } = installing()
    expect(() => beginInstall({ ...kit, adapter: {} as Adapter }, channel, returnTo)).toThrow(Invalid)
  })
})
