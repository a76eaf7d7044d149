import { gestures } from './numbers.ts'
import { between, type Random } from './random.ts'
import type { AnimationMap } from './types.ts'

/** What an avatar is doing when nobody asks for a gesture. */
export type Mood = 'rest' | 'listen' | 'think' | 'talk'

/** A clip of the file, or one that it borrows. */
export type ClipChoice = NonNullable<AnimationMap['gestures']['idle']>

/** What is asked for: a gesture, and what is known of why. */
export interface Asked {
  readonly meant: string
  readonly intent?: string
  readonly sentiment?: string
}

/** The names of clips that there are. */
export interface Repertoire {
  readonly own: readonly string[]
  readonly borrowed: readonly string[]
}

/** What will do where an avatar has no clip of the name: in order. */
const meanings: Readonly<Record<string, readonly string[]>> = {
  idle: ['idle', 'standing', 'breathing', 'survey'],
  greeting: ['wave', 'hello', 'salute', 'yes'],
  goodbye: ['wave', 'bye', 'greeting'],
  listening: ['listen', 'attentive', 'idle'],
  thinking: ['think', 'idle_look', 'idle'],
  talking: ['talk', 'speaking', 'speak', 'explaining', 'idle'],
  talking_calm: ['talking', 'talk', 'idle'],
  explaining: ['explain', 'talking', 'present', 'talk', 'idle'],
  present: ['point', 'explaining', 'talking'],
  nod: ['yes', 'agree'],
  shake_head: ['no', 'disagree'],
  happy: ['joy', 'cheer', 'thumbsup', 'yes'],
  laugh: ['happy', 'yes'],
  sad: ['cry', 'disappointed', 'no'],
  surprised: ['surprise', 'jump'],
  confused: ['confuse', 'shrug', 'no'],
  shrug: ['confused', 'no'],
  celebrate: ['cheer', 'victory', 'dance', 'jump', 'happy'],
  clap: ['applaud', 'happy', 'thumbsup'],
  apologise: ['apologize', 'bow', 'sad'],
  thumbs_up: ['happy'],
  heart: ['love', 'happy', 'thumbsup'],
  idle_look: ['look', 'idle'],
  idle_sway: ['sway', 'idle'],
}

/** What says no more than how somebody sounds: a chatbot's clip for the sentiment takes its place. */
const byMood: readonly string[] = ['happy', 'sad', 'talking']

/**
 * The clip for what is asked: the map's for the intent, for the sentiment, for the gesture; without a map one of that
 * name, or one that will do. Undefined: it goes on with what it does. Pure.
 */
export function clipFor(
  { meant, intent, sentiment }: Asked,
  { own, borrowed }: Repertoire,
  map?: AnimationMap,
): ClipChoice | undefined {
  const chosen = [
    intent === undefined ? undefined : entryOf(map?.intents, intent),
    sentiment !== undefined && byMood.includes(meant) ? entryOf(map?.sentiments, sentiment) : undefined,
    entryOf(map?.gestures, meant),
  ].find((choice) => choice !== undefined)
  if (chosen === null) return undefined
  if (chosen !== undefined && (chosen.from === 'own' ? own : borrowed).includes(chosen.clip)) return chosen
  const ours = named(meant, own)
  if (ours !== undefined) return { from: 'own', clip: ours }
  const theirs = named(meant, borrowed)
  return theirs === undefined ? undefined : { from: 'default', clip: theirs }
}

function entryOf<Value>(table: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined
}

function named(meant: string, clips: readonly string[]): string | undefined {
  for (const word of [meant, ...(entryOf(meanings, meant) ?? [])]) {
    const wanted = plain(word)
    const found = clips.find((clip) => plain(clip) === wanted) ?? clips.find((clip) => plain(clip).includes(wanted))
    if (found !== undefined) return found
  }
  return undefined
}

/** Without what exporters put before it: `Armature|Wave_1` is `wave1`. */
const plain = (name: string): string =>
  name
    .slice(name.lastIndexOf('|') + 1)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

/** What goes on in a mood. Two ways to talk, so that nobody looks like a machine. */
export function meantBy(mood: Mood, random: Random): string {
  switch (mood) {
    case 'rest':
      return 'idle'
    case 'listen':
      return 'listening'
    case 'think':
      return 'thinking'
    case 'talk':
      return random() < 0.5 ? 'talking' : 'talking_calm'
  }
}

/** What somebody does who only stands there: now and then something. Gives what it is when it begins. */
export function createFidget(random: Random): (dtSeconds: number, mood: Mood) => string | undefined {
  let left = between(random, gestures.fidgetSeconds)
  return (dtSeconds, mood) => {
    left = mood === 'rest' ? left - dtSeconds : between(random, gestures.fidgetSeconds)
    if (left > 0) return undefined
    left = between(random, gestures.fidgetSeconds)
    return random() < 0.5 ? 'idle_look' : 'idle_sway'
  }
}
