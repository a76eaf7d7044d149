/** Kilobits a second of layer 3 by the header's index: of MPEG 1, and of MPEG 2 and 2.5 (ISO 11172-3 and 13818-3). */
const rates = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const
/** Samples a second of MPEG 1; half of it in MPEG 2, a quarter in MPEG 2.5. */
const samplings = [44_100, 48_000, 32_000] as const

/** How long a recording is, milliseconds: its frames are counted. Undefined: it is no MP3. */
export function mp3Duration(bytes: Uint8Array): number | undefined {
  let at = tagLength(bytes)
  let ms = 0
  while (at + 4 <= bytes.length) {
    const frame = frameAt(bytes, at)
    if (frame === undefined) break
    ms += frame.ms
    at += frame.length
  }
  return ms === 0 ? undefined : ms
}

function frameAt(bytes: Uint8Array, at: number): { readonly length: number; readonly ms: number } | undefined {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3)
  const isSynchronous = first === 0xff && (second & 0xe6) === 0xe2
  if (!isSynchronous) return undefined
  const version = (second >> 3) & 3
  const isFirst = version === 3
  const rate = rates[isFirst ? 1 : 2][third >> 4]
  const sampling = samplings[(third >> 2) & 3]
  if (version === 1 || rate === undefined || rate === 0 || sampling === undefined) return undefined
  const perSecond = sampling / (isFirst ? 1 : version === 2 ? 2 : 4)
  const samples = isFirst ? 1152 : 576
  const padding = (third >> 1) & 1
  return {
    length: Math.floor((samples / 8) * ((rate * 1000) / perSecond)) + padding,
    ms: (samples / perSecond) * 1000,
  }
}

/** Of an ID3v2 tag before the first frame, with its ten bytes of header. */
function tagLength(bytes: Uint8Array): number {
  if (String.fromCharCode(...bytes.subarray(0, 3)) !== 'ID3') return 0
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(6, 10)
  return 10 + ((a << 21) | (b << 14) | (c << 7) | d)
}
