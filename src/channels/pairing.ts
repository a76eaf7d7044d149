import { channelDefaults } from '../config/defaults.ts'
import type { Adapter, PairStep } from '../contracts/channel.ts'
import { Conflict, GatewayError, Invalid } from '../contracts/errors.ts'
import type { Owned, Ownership } from '../contracts/fleet.ts'
import type { ChannelId } from '../contracts/id.ts'
import type { Configuration } from '../contracts/ports.ts'
import type { Channel } from '../contracts/tenant.ts'

export interface PairKit {
  readonly adapter: Adapter
  readonly configuration: Pick<Configuration, 'updateChannel'>
  /** The channel's client, connected when it is asked for. */
  connect(): Promise<unknown>
  /** Of channels: a session is in one process, and whoever pairs it has it. */
  readonly ownership: Ownership
}

export interface Pairings {
  /**
   * The steps of pairing an account with a channel; the last one is `paired` or `failed`, unless it is aborted. Throws
   * Invalid where the platform pairs nothing, and Conflict while the channel is being paired by somebody else.
   */
  begin(
    kit: PairKit,
    channel: Channel,
    how: { readonly phone?: string },
    signal: AbortSignal,
  ): Promise<AsyncIterable<PairStep>>
  busy(this: void): boolean
}

/** Two people with two pictures before the same account would each undo what the other does: one at a time. */
export function createPairings(longestMs: number = channelDefaults.pairMs): Pairings {
  const underWay = new Set<ChannelId>()

  return {
    busy: () => underWay.size > 0,
    async begin(kit, channel, how, signal) {
      const pair = kit.adapter.pair?.bind(kit.adapter)
      if (pair === undefined) throw new Invalid(`An account of ${channel.platform} is not paired.`, 'platform')
      if (channel.status === 'disabled') throw new Conflict('The channel is disabled: enable it to pair an account.')
      if (underWay.has(channel.id)) throw new Conflict('This channel is being paired already.')
      underWay.add(channel.id)
      let owned: Owned | undefined
      const release = () => {
        underWay.delete(channel.id)
        void owned?.release()
      }
      try {
        owned = await ownedBy(kit, channel)
        const client = await kit.connect()
        const timeOut = AbortSignal.timeout(longestMs)
        const end = AbortSignal.any([signal, timeOut])
        const steps = stepsOf(pair(client, how, end), end, timeOut, () => paired(kit, channel))
        return releasing(steps, signal, release)
      } catch (error) {
        release()
        throw error
      }
    },
  }
}

/** Undefined where this process listens already. Throws Conflict. */
async function ownedBy({ adapter, ownership }: PairKit, { id }: Channel): Promise<Owned | undefined> {
  if (!adapter.sendsWhereItListens || ownership.owns(id)) return undefined
  const owned = await ownership.own(id, AbortSignal.timeout(channelDefaults.pairOwnMs))
  if (owned === undefined)
    throw new Conflict('Another process has this channel’s account: it is paired already, or is being paired.')
  return owned
}

async function* stepsOf(
  steps: AsyncIterable<PairStep>,
  end: AbortSignal,
  timeOut: AbortSignal,
  whenPaired: () => Promise<void>,
): AsyncGenerator<PairStep> {
  try {
    for await (const step of until(end, steps)) {
      if (step.step === 'paired') await whenPaired()
      yield step
      if (step.step === 'paired' || step.step === 'failed') return
    }
    if (timeOut.aborted) yield { step: 'failed', reason: 'Nobody paired an account in time: begin again.' }
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    yield { step: 'failed', reason: error.message }
  }
}

/** What was refused before may be right now: the platform is listened to again. */
async function paired({ configuration }: PairKit, { id, status }: Channel): Promise<void> {
  if (status === 'unauthorized') await configuration.updateChannel(id, { status: 'active' })
}

/** Released when the steps end, and when whoever asked for them left before the first one. */
function releasing(
  steps: AsyncGenerator<PairStep>,
  signal: AbortSignal,
  release: () => unknown,
): AsyncIterable<PairStep> {
  let begun = false
  const left = () => {
    if (!begun) release()
  }
  if (signal.aborted) left()
  else signal.addEventListener('abort', left, { once: true })
  return {
    async *[Symbol.asyncIterator]() {
      begun = true
      try {
        yield* steps
      } finally {
        release()
      }
    },
  }
}

/** Ends when it is aborted, whether or not the adapter does. */
async function* until<Item>(end: AbortSignal, items: AsyncIterable<Item>): AsyncGenerator<Item> {
  const iterator = items[Symbol.asyncIterator]()
  const aborted = Promise.withResolvers<undefined>()
  const abort = () => aborted.resolve(undefined)
  if (end.aborted) return
  end.addEventListener('abort', abort, { once: true })
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted.promise])
      if (next === undefined || next.done === true) return
      yield next.value
    }
  } finally {
    end.removeEventListener('abort', abort)
    // Not waited for: it may hang in what it was doing when it was told to end.
    void iterator.return?.().catch(() => undefined)
  }
}
