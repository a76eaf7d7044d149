import type { WireSpeech } from '../../../src/contracts/wire.ts'
import { type Reader, openReader } from './reader.ts'
import type { Stage } from './stage.ts'

/** What is said aloud: by the gateway's voice where the chatbot has one, else by the browser's. Never before a gesture. */
export interface Voice {
  /** Said again after every connection. */
  wish(on: boolean): void
  /** A sentence from the gateway. */
  frame(speech: WireSpeech): void
  /** A whole answer, for the browser's voice. */
  said(text: string, language: string): void
  hush(): void
}

export interface VoiceNeeds {
  /** Asks the gateway to speak; false where it has no voice. */
  readonly ask: (on: boolean) => Promise<boolean>
  readonly stage: Stage | undefined
  readonly reading: (now: boolean) => void
}

export function createVoice({ ask, stage, reading }: VoiceNeeds): Voice {
  const own: Reader | undefined = openReader({ saying: (text, language) => stage?.say(text, language), reading })
  const player = createPlayer(reading)
  let isOn = false
  let isTheirs = false

  return {
    wish(on) {
      const isNews = on !== isOn
      isOn = on
      if (!on && isNews) this.hush()
      if (on || isNews) void ask(on).then((agreed) => (isTheirs = agreed && on))
    },
    frame(speech) {
      if (!isOn || speech.audio === '' || !hasGesture()) return
      const bytes = Uint8Array.from(atob(speech.audio), (letter) => letter.charCodeAt(0)).buffer
      if (stage?.speak(speech, bytes) !== true) player.play(bytes)
    },
    said(text, language) {
      if (isOn && !isTheirs && hasGesture()) own?.read(text, language)
    },
    hush() {
      own?.hush()
      player.stop()
      stage?.silence()
    },
  }
}

/** A page that speaks before it was touched is a nuisance, and browsers do not let it. */
function hasGesture(): boolean {
  return 'userActivation' in navigator ? navigator.userActivation.hasBeenActive : true
}

/** One sentence after the other, where no avatar says them. */
function createPlayer(reading: (now: boolean) => void) {
  let context: AudioContext | undefined
  let queue = Promise.resolve()
  let underway: AudioBufferSourceNode | undefined
  let turn = 0

  async function play(bytes: ArrayBuffer, mine: number): Promise<void> {
    context ??= new AudioContext()
    const buffer = await context.decodeAudioData(bytes)
    if (mine !== turn) return
    const source = context.createBufferSource()
    source.buffer = buffer
    source.connect(context.destination)
    underway = source
    reading(true)
    await new Promise<unknown>((resolve) => {
      source.onended = resolve
      source.start()
    })
    if (mine === turn) reading(false)
  }

  return {
    play(bytes: ArrayBuffer) {
      const mine = turn
      // What cannot be played is still on the screen.
      queue = queue.then(() => play(bytes, mine)).catch(() => undefined)
    },
    stop() {
      turn += 1
      underway?.stop()
      underway = undefined
      reading(false)
    },
  }
}
