import { voice } from './numbers.ts'

/** A recording that can be played. */
export interface Clip {
  readonly durationMs: number
}

export interface Hearing {
  /** Root mean square, 0 to 1. */
  readonly loudness: number
  /** Where the weight of the spectrum is, hertz. */
  readonly centroid: number
}

export interface Playing {
  /** Of what is heard now, milliseconds from its beginning. */
  position(): number
  hear(): Hearing
  stop(): void
}

/** What plays recordings. */
export interface Sound<Recording extends Clip = Clip> {
  /** Throws for what is no recording. */
  decode(bytes: ArrayBuffer): Promise<Recording>
  /** Undefined where nothing may be heard: before a person has touched the page. */
  play(recording: Recording): Playing | undefined
  close(): void
}

type Recording = Clip & { readonly buffer: AudioBuffer }

/** The browser's. Opened when something is first to be heard. */
export function browserSound(): Sound<Recording> {
  let context: AudioContext | undefined
  let analyser: AnalyserNode | undefined
  const open = () => (context ??= new AudioContext())
  const listener = (within: AudioContext) => {
    if (analyser !== undefined) return analyser
    analyser = within.createAnalyser()
    analyser.fftSize = voice.window
    analyser.connect(within.destination)
    return analyser
  }

  return {
    async decode(bytes) {
      const buffer = await open().decodeAudioData(bytes)
      return { buffer, durationMs: buffer.duration * 1000 }
    },
    play({ buffer }) {
      const within = open()
      if (within.state === 'suspended') void within.resume().catch(() => undefined)
      if (within.state !== 'running') return undefined
      const source = within.createBufferSource()
      source.buffer = buffer
      const ear = listener(within)
      source.connect(ear)
      source.start()
      const began = within.currentTime + within.outputLatency
      return {
        position: () => (within.currentTime - began) * 1000,
        hear: () => heardBy(ear, within.sampleRate),
        stop() {
          source.stop()
          source.disconnect()
        },
      }
    },
    close() {
      void context?.close().catch(() => undefined)
    },
  }
}

function heardBy(ear: AnalyserNode, sampleRate: number): Hearing {
  const wave = new Float32Array(ear.fftSize)
  ear.getFloatTimeDomainData(wave)
  const powers = new Uint8Array(ear.frequencyBinCount)
  ear.getByteFrequencyData(powers)
  return { loudness: loudnessOf(wave), centroid: centroidOf(powers, sampleRate / ear.fftSize) }
}

/** Root mean square. */
export function loudnessOf(wave: Float32Array): number {
  let sum = 0
  for (const sample of wave) sum += sample * sample
  return Math.sqrt(sum / Math.max(1, wave.length))
}

/** The mean frequency by power, hertz; 0 of silence. `width` is that of one bin. */
export function centroidOf(powers: Uint8Array, width: number): number {
  let weight = 0
  let sum = 0
  powers.forEach((power, bin) => {
    weight += power
    sum += power * bin * width
  })
  return weight === 0 ? 0 : sum / weight
}
