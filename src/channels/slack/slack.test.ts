import type { RawRequest } from '../../contracts/channel.ts'
import { testChannel } from '../../testing/channel.ts'
import { checkBlocks } from '../../testing/emulators/slack-methods.ts'
import { createSlackEmulator } from '../../testing/emulators/slack.ts'
import { abilities } from './abilities.ts'
import { context, fixture, names, request, settings, signed } from './fixtures/read.ts'
import { slack } from './index.ts'
import type { Native } from './native.ts'
import type { Call } from './render.ts'

/** Independently of the adapter, what the real one would refuse. */
function check(call: Call): void {
  if (call.method === 'files.completeUploadExternal') {
    if ((call.payload.initial_comment ?? 'x').trim() === '') throw new Error('an empty comment')
    return
  }
  const { text, blocks } = call.payload
  if (text.trim() === '' || text.length > abilities.textLimit.value || !text.isWellFormed())
    throw new Error(`text of ${text.length}`)
  if (/<[!@#]/.test(text)) throw new Error(`a mention: ${text}`)
  if (blocks !== undefined) checkBlocks(blocks)
}

testChannel(slack, {
  // What Slack says twice has a key in common, on purpose.
  fixtures: names.filter((name) => !['mention-message', 'joined-message'].includes(name)).map(fixture),
  address: { chat: 'C0GENERAL', thread: '1790000001.000019' },
  check,
  webhook: {
    settings,
    context,
    signed: (body) => signedAs(body, settings.signingSecret),
    forged: (body) => signedAs(body, 'another secret'),
  },
  platform: {
    retryAfterMs: 3000,
    async start() {
      const emulator = await createSlackEmulator()
      const faults = {
        tooMany: { kind: 'tooMany', retryAfter: 3 },
        unavailable: { kind: 'unavailable', status: 502 },
        unauthorized: { kind: 'revoked' },
        refused: { kind: 'refused', error: 'channel_not_found' },
      } as const
      return {
        settings: emulator.settings,
        fail: (how) => void emulator.fault(faults[how]),
        close: () => emulator.close(),
      }
    },
  },
})

/** Fixtures travel in Slack's own form, whatever it is; everything else as it is. */
function signedAs(body: Buffer, secret: string): RawRequest {
  try {
    return request(JSON.parse(body.toString()) as Native, { secret })
  } catch {
    return signed(body, 'application/json', undefined, secret)
  }
}
