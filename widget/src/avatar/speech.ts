import { mouth, voice } from './numbers.ts'
import type { Aim } from './mouth.ts'
import type { Clip, Hearing, Playing, Sound } from './sound.ts'
import type { SpeechFrame } from './types.ts'
import { type TimedViseme, visemeOf } from './visemes.ts'
import { paceOf, timedWord } from './words/index.ts'

export interface Speech {
  speak(frame: SpeechFrame): void
  say(text: string, language: string): void
  silence(): void
  /** What the mouth aims at now; undefined while nothing is said. `nowMs` never runs backwards. */
  aim(nowMs: number): Aim | undefined
  /** Whether something is said, or is about to be. */
  isBusy(): boolean
  close(): void
}

/** A sentence that is ready to be said. */
interface Utterance<Recording> {
  readonly visemes: readonly TimedViseme[]
  readonly durationMs: number
  readonly recording: Recording | undefined
  /** How far the mouth moves. */
  readonly strength: number
}

interface Current {
  readonly said: Omit<Utterance<unknown>, 'recording'>
  readonly beganMs: number
  readonly playing: Playing | undefined
}

/**
 * Says one thing after another. How the mouth moves comes from the best that there is: shapes with their times, words with
 * theirs, the sound itself, or the letters of a text.
 */
export function createSpeech<Recording extends Clip>(sound: Sound<Recording>): Speech {
  let waiting: Utterance<Recording>[] = []
  let current: Current | undefined
  let decoding = Promise.resolve()
  /** What is decoded for an earlier conversation is not said in a later one. */
  let generation = 0
  let unfinished = ''
  let preparing = 0

  async function prepare(frame: SpeechFrame): Promise<Utterance<Recording>> {
    // What cannot be decoded is mouthed: nobody hears it, and everybody can read it.
    const recording = frame.audio === undefined ? undefined : await sound.decode(frame.audio).catch(() => undefined)
    const visemes = visemesIn(frame)
    const durationMs = recording?.durationMs ?? frame.durationMs ?? (visemes.at(-1)?.[0] ?? 0) + mouth.syllableMs
    return { visemes, durationMs, recording, strength: 1 }
  }

  function begin({ recording, ...said }: Utterance<Recording>, nowMs: number): Current {
    return { said, beganMs: nowMs, playing: recording && sound.play(recording) }
  }

  function isOver({ said, beganMs, playing }: Current, nowMs: number): boolean {
    const late = nowMs - beganMs > said.durationMs + voice.graceMs
    return late || (playing?.position() ?? nowMs - beganMs) >= said.durationMs
  }

  return {
    speak(frame) {
      const mine = generation
      preparing += 1
      decoding = decoding.then(async () => {
        const ready = await prepare(frame)
        preparing -= 1
        if (mine === generation) waiting.push(ready)
      })
    },
    say(text, language) {
      const words = `${unfinished}${text}`
      const end = words.search(/[\p{L}\p{M}\p{N}'’]*$/u)
      unfinished = words.slice(end)
      const said = mouthed(words.slice(0, end), language)
      if (said.durationMs === 0) return
      waiting.push({ ...said, recording: undefined, strength: mouth.silentStrength })
      let backlog = waiting.reduce((sum, { durationMs }) => sum + durationMs, 0)
      while (backlog > mouth.backlogMs && waiting.length > 1) backlog -= waiting.shift()?.durationMs ?? 0
    },
    silence() {
      generation += 1
      waiting = []
      unfinished = ''
      current?.playing?.stop()
      current = undefined
    },
    aim(nowMs) {
      if (current !== undefined && isOver(current, nowMs)) current = undefined
      const next = current === undefined ? waiting.shift() : undefined
      if (next !== undefined) current = begin(next, nowMs)
      return current && aimOf(current, nowMs)
    },
    isBusy: () => preparing > 0 || waiting.length > 0 || current !== undefined,
    close: () => sound.close(),
  }
}

function aimOf({ said, beganMs, playing }: Current, nowMs: number): Aim {
  if (said.visemes.length === 0 && playing !== undefined) return aimByEar(playing.hear())
  const at = (playing?.position() ?? nowMs - beganMs) + mouth.aheadMs
  const [, viseme] = said.visemes.findLast(([begins]) => begins <= at) ?? [0, 'sil' as const]
  return { viseme, strength: viseme === 'sil' ? 0 : said.strength }
}

/** How open by how loud, and how round or wide by where the weight of the spectrum is. */
export function aimByEar({ loudness, centroid }: Hearing): Aim {
  const strength = Math.min(1, Math.max(0, (loudness - voice.quiet) / (voice.loud - voice.quiet)))
  if (strength === 0) return { viseme: 'sil', strength }
  return { viseme: centroid < voice.roundHz ? 'O' : centroid > voice.wideHz ? 'I' : 'aa', strength }
}

function visemesIn({ visemes, words = [], language = 'en', durationMs }: SpeechFrame): readonly TimedViseme[] {
  if (visemes.length > 0) return visemes.map(([atMs, name]) => [atMs, visemeOf(name)])
  return words.flatMap(([atMs, word], index) => {
    // A pause after a word is silent, however long it lasts.
    const until = words[index + 1]?.[0] ?? durationMs ?? Infinity
    const span = Math.min(until - atMs, paceOf(word, language) * 1.5)
    const shapes = timedWord(word, language, span).map(([at, viseme]) => [atMs + at, viseme] as const)
    return [...shapes, [atMs + span, 'sil'] as const]
  })
}

const piecePattern = /([\p{L}\p{M}\p{N}'’]+)|([.!?…。！？\n])|([,;:、，])/gu

/** A text at an unhurried pace. */
export function mouthed(text: string, language: string): { visemes: readonly TimedViseme[]; durationMs: number } {
  const visemes: TimedViseme[] = []
  let at = 0
  for (const [, word, stop, comma] of text.matchAll(piecePattern)) {
    if (word !== undefined) {
      const span = paceOf(word, language)
      for (const [begins, viseme] of timedWord(word, language, span)) visemes.push([at + begins, viseme])
      at += span
      visemes.push([at, 'sil'])
      at += mouth.gapMs
    } else if (stop !== undefined) at += mouth.stopMs
    else if (comma !== undefined) at += mouth.commaMs
  }
  return { visemes, durationMs: at }
}
