import type { ChannelFiles, ConnectContext } from '../../contracts/channel.ts'
import { Unauthorized } from '../../contracts/errors.ts'
import { text, url } from '../../contracts/shape.ts'
import type { Values } from '../../contracts/shape.ts'
import { asGatewayError } from './failure.ts'
import type { Caller } from './failure.ts'
import type { Transport } from './transport.ts'

export const settings = {
  account: text({
    title: 'Account',
    description: 'The phone number with its country code (+49…), or the account id (ACI) where there is none.',
    minLength: 1,
  }),
  url: url({ title: 'signal-cli', description: 'Where its daemon listens (--http): http://127.0.0.1:8080' }),
}

export type Settings = Values<typeof settings>

export interface SignalClient extends Caller {
  readonly transport: Transport
  readonly files: ChannelFiles
  readonly changeSettings: ConnectContext['changeSettings']
  /** Nothing stands in the way of sending any more. */
  allIsWell(): void
  /** Which message an edit was of, by what the edit is known as: an app names the form before, not the first one. */
  readonly edits: Map<string, number>
}

/** Opens nothing yet. What speaks HTTP is loaded with the first channel that does. */
export async function connect({ account, url }: Settings, context: ConnectContext): Promise<SignalClient> {
  if (!URL.canParse(url)) throw new Unauthorized('The channel’s URL is none: it names where signal-cli listens.')
  const { createTransport } = await import('./transport.ts')
  let isReported = false
  return {
    account: account.startsWith('+') ? account.replaceAll(/[\s().-]/g, '') : account.trim(),
    host: new URL(url).host,
    transport: createTransport(url, context.network),
    files: context.files,
    changeSettings: (change) => context.changeSettings(change),
    edits: new Map(),
    report(problem) {
      isReported = true
      context.report(problem)
    },
    allIsWell() {
      if (isReported) context.report(undefined)
      isReported = false
    },
  }
}

export async function disconnect({ transport }: SignalClient): Promise<void> {
  await transport.close()
}

/** Lets a call fail in this gateway's words. */
export function asked<Answer>(client: Caller, call: Promise<Answer>): Promise<Answer> {
  return call.catch((error: unknown) => {
    throw asGatewayError(error, client)
  })
}
