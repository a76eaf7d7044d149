import { signalDefaults } from '../../config/defaults.ts'
import type { PairStep } from '../../contracts/channel.ts'
import { Busy, Refused } from '../../contracts/errors.ts'
import { textIn } from '../json.ts'
import { accountsOf } from './accounts.ts'
import type { SignalClient } from './connect.ts'
import { RpcFailure } from './failure.ts'

/** How the device is called in the list on the phone. */
const deviceName = 'Colloquy'

/**
 * Links signal-cli to an account as another of its devices: the picture is scanned on the phone, under "Linked devices".
 * A picture that nobody scanned in time is followed by another. An account that is there already needs none.
 */
export async function* pair(
  client: SignalClient,
  _: { readonly phone?: string },
  signal: AbortSignal,
): AsyncGenerator<PairStep> {
  try {
    yield* steps(client, signal)
  } catch (error) {
    if (!signal.aborted) yield { step: 'failed', reason: reasonOf(error) }
  }
}

async function* steps(client: SignalClient, signal: AbortSignal): AsyncGenerator<PairStep> {
  const known = await accountsOf(client, signal)
  if (known.some(({ names }) => names.includes(client.account))) {
    yield { step: 'paired', account: client.account }
    return
  }
  for (let picture = 0; picture < signalDefaults.pairPictures && !signal.aborted; picture += 1) {
    const link = await call(client, 'startLink', {}, signal)
    const deviceLinkUri = textIn(link, 'deviceLinkUri')
    if (deviceLinkUri === undefined) throw new Refused('signal-cli gave no address to link to.')
    yield { step: 'qr', text: deviceLinkUri }
    const linked = await call(client, 'finishLink', { deviceLinkUri, deviceName }, signal).catch((error: unknown) => {
      if (isTooLate(error)) return undefined
      throw error
    })
    if (linked === undefined) continue
    const account = textIn(linked, 'number') ?? textIn(linked, 'aci') ?? client.account
    if (account !== client.account) await client.changeSettings({ account })
    yield { step: 'paired', account }
    return
  }
  throw new Refused('Nobody scanned the picture. Begin again when the phone is at hand.')
}

function call(client: SignalClient, method: string, params: object, signal: AbortSignal): Promise<unknown> {
  return client.transport.call(method, { ...params }, { signal, answerMs: signalDefaults.linkMs })
}

function isTooLate(error: unknown): boolean {
  return error instanceof RpcFailure && /timed out/i.test(error.message)
}

function reasonOf(error: unknown): string {
  if (error instanceof RpcFailure) {
    return error.code === methodNotFound
      ? 'This signal-cli was started for one account (-a): started without, it links new ones.'
      : `signal-cli answered: ${error.message}`
  }
  if (error instanceof Busy || error instanceof Refused) return error.message
  return 'Pairing failed.'
}

const methodNotFound = -32_601
