import { signalDefaults } from '../../config/defaults.ts'
import { Refused } from '../../contracts/errors.ts'
import { resultIn } from './rpc.ts'

/** Bytes as base64, without any of them being kept. */
export async function* base64Of(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  for await (const chunk of bytes) {
    const all = Buffer.concat([rest, chunk])
    const whole = all.length - (all.length % 3)
    rest = all.subarray(whole)
    yield all.toString('base64', 0, whole)
  }
  yield rest.toString('base64')
}

/**
 * The file in the answer to a call: base64 in `data` of its result. It is decoded as it comes, because a hundred megabytes
 * of it are as much text again. Throws RpcFailure when the answer is an error.
 */
export async function fileIn(body: AsyncIterable<Uint8Array>): Promise<AsyncGenerator<Uint8Array>> {
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined> // what it ends with is not looked at
  let head = ''
  for (;;) {
    const { value, done } = await chunks.next()
    if (done !== true) head += Buffer.from(value).toString('latin1')
    const start = /"error"\s*:\s*\{/.test(head) ? null : /"data"\s*:\s*"/.exec(head)
    if (start) return decoded(head.slice(start.index + start[0].length), chunks)
    if (done !== true && head.length <= signalDefaults.answerBytes) continue
    resultIn(Buffer.from(head, 'latin1').toString())
    throw new Refused('signal-cli answered without a file.')
  }
}

async function* decoded(first: string, chunks: AsyncIterator<Uint8Array, undefined>): AsyncGenerator<Uint8Array> {
  try {
    let rest = ''
    for (let text: string | undefined = first; text !== undefined;) {
      const end = text.indexOf('"')
      const all: string = rest + (end === -1 ? text : text.slice(0, end)).replaceAll('\\', '')
      const whole = end === -1 ? all.length - (all.length % 4) : all.length
      rest = all.slice(whole)
      if (whole > 0) yield Buffer.from(all.slice(0, whole), 'base64')
      if (end !== -1) return
      const { value, done } = await chunks.next()
      text = done === true ? undefined : Buffer.from(value).toString('latin1')
    }
  } finally {
    await chunks.return?.()
  }
}
