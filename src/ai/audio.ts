import decode from 'audio-decode'

/** The door of audio-decode: recordings of any usual kind as what whisper hears, 16,000 samples a second on one channel. */

const rate = 16_000

export type Speech = { readonly samples: Float32Array } | { readonly refused: string }

/** For a thread: decoding is work. Longer recordings than `seconds` are refused, not cut off. */
export async function decodeSpeech(bytes: Uint8Array, seconds: number): Promise<Speech> {
  let decoded: { readonly channelData: readonly Float32Array[]; readonly sampleRate: number }
  try {
    decoded = await decode(bytes)
  } catch {
    return { refused: 'The recording is in no format that can be heard.' }
  }
  const { channelData, sampleRate } = decoded
  const length = channelData[0]?.length ?? 0
  if (length === 0 || !(sampleRate > 0)) return { refused: 'There is nothing to be heard in the recording.' }
  if (length / sampleRate > seconds) return { refused: `The recording is longer than the ${seconds} s that are heard.` }
  return { samples: resampled(mono(channelData, length), sampleRate) }
}

function mono(channels: readonly Float32Array[], length: number): Float32Array {
  const [first] = channels
  if (first !== undefined && channels.length === 1) return first
  const mixed = new Float32Array(length)
  for (const channel of channels)
    for (let at = 0; at < length; at++) mixed[at] = (mixed[at] ?? 0) + (channel[at] ?? 0) / channels.length
  return mixed
}

/** Each new sample is the mean of the old ones around it, so that what is too high to be kept does not come back as noise. */
function resampled(samples: Float32Array, from: number): Float32Array {
  if (from === rate) return samples
  const step = from / rate
  const half = Math.max(step, 1) / 2
  const result = new Float32Array(Math.floor(samples.length / step))
  for (let index = 0; index < result.length; index++) {
    const middle = index * step
    const first = Math.max(0, Math.ceil(middle - half))
    const last = Math.min(samples.length - 1, Math.floor(middle + half))
    let sum = 0
    for (let at = first; at <= last; at++) sum += samples[at] ?? 0
    result[index] = last < first ? 0 : sum / (last - first + 1)
  }
  return result
}
