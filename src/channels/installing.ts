import { channelDefaults } from '../config/defaults.ts'
import type { Adapter, Install, Network } from '../contracts/channel.ts'
import { Invalid, Refused, Unauthorized } from '../contracts/errors.ts'
import type { ChannelId } from '../contracts/id.ts'
import type { ChannelView, Configuration, InstallAnswer, InstallBegun } from '../contracts/ports.ts'
import type { Shape } from '../contracts/shape.ts'
import type { Channel } from '../contracts/tenant.ts'

export interface InstallKit {
  readonly adapter: Adapter
  readonly configuration: Pick<Configuration, 'updateChannel'>
  /** Bound to a place and to the tenant; nobody else can make or read it. */
  seal(this: void, place: string, plain: string): string
  /** Throws for what was not sealed for that place. */
  unseal(this: void, place: string, sealed: string): string
  /** Where the tenant itself said which servers are called. */
  network(this: void, channel: Channel): Network | undefined
  /** Milliseconds since 1970. */
  clock(this: void): number
}

/**
 * Where the operator's browser is sent to install the app. `state` goes with it and comes back: the channel's id, which
 * leads to its tenant, and a seal over when it expires, which only this channel's opens. Throws Invalid where the
 * platform has no such page.
 */
export function beginInstall(kit: InstallKit, channel: Channel, returnTo: string): InstallBegun {
  const expiresAt = kit.clock() + channelDefaults.installMs
  const state = `${channel.id}.${kit.seal(placeOf(channel.id), String(expiresAt))}`
  return { url: installOf(kit, channel).begin(channel.settings, { state, returnTo }), expiresAt }
}

/** Merges what the platform's answer brings into the settings. Throws Refused, for a stranger's or an old `state` too. */
export async function completeInstall(
  kit: InstallKit,
  channel: Channel,
  { state, query, returnTo }: InstallAnswer,
): Promise<ChannelView> {
  verify(kit, channel, state)
  const install = installOf(kit, channel)
  try {
    const settings = await install.complete(channel.settings, { query, returnTo }, kit.network(channel))
    return await kit.configuration.updateChannel(channel.id, { settings })
  } catch (error) {
    throw error instanceof Unauthorized ? new Refused(error.message, { cause: error }) : error
  }
}

/** The channel that a `state` is about, whether or not it is one of ours. */
export function channelOfState(state: string): ChannelId {
  return state.slice(0, Math.max(0, state.indexOf('.'))) as ChannelId // only a channel's id finds one
}

function verify({ unseal, clock }: InstallKit, { id }: Channel, state: string): void {
  let expiresAt: number
  try {
    expiresAt = Number(unseal(placeOf(id), state.slice(id.length + 1)))
  } catch (error) {
    throw new Refused('This is not an installation that was begun here.', { cause: error })
  }
  if (expiresAt <= clock()) throw new Refused('This installation was begun too long ago: begin again.')
}

function placeOf(id: ChannelId): string {
  return `channel/${id}/install`
}

function installOf({ adapter }: InstallKit, { platform }: Channel): Install<Shape> {
  if (adapter.install === undefined) throw new Invalid(`${platform} has no app to install.`, 'platform')
  return adapter.install
}
