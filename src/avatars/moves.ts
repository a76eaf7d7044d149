import {
  gestureNames,
  type AnimationMap,
  type AvatarClip,
  type ClipChoice,
  type GestureName,
} from '../contracts/avatars.ts'

/** What a model plays when nobody has said so: its own clips by their names, else the default avatar's where it has the bones. */
export function movesOf(clips: readonly AvatarClip[], isHumanoid: boolean): AnimationMap {
  const choices = gestureNames.map(
    (gesture) => [gesture, ownClip(gesture, clips) ?? borrowed(gesture, isHumanoid)] as const,
  )
  const byGesture = Object.fromEntries(choices) as Readonly<Record<GestureName, ClipChoice | null>> // one for each of them
  const { happy, talking, sad } = byGesture
  return { gestures: byGesture, sentiments: { positive: happy, neutral: talking, negative: sad }, intents: {} }
}

/** Words that clips of other people's models have in their names, the likeliest first. */
const words: Readonly<Record<GestureName, readonly string[]>> = {
  idle: ['idle', 'breathing', 'standing', 'stand', 'rest', 'survey', 'neutral'],
  idle_sway: ['sway', 'shift'],
  idle_look: ['look', 'looking', 'search'],
  greeting: ['greeting', 'greet', 'wave', 'waving', 'hello', 'hi', 'welcome'],
  goodbye: ['goodbye', 'bye', 'farewell'],
  listening: ['listening', 'listen'],
  thinking: ['thinking', 'think', 'ponder', 'wonder'],
  talking: ['talking', 'talk', 'speaking', 'speak'],
  talking_calm: ['calm'],
  explaining: ['explaining', 'explain'],
  nod: ['nod', 'nodding', 'yes', 'agree'],
  shake_head: ['shakehead', 'headshake', 'no', 'disagree'],
  happy: ['happy', 'joy', 'cheerful', 'smile'],
  laugh: ['laugh', 'laughing'],
  sad: ['sad', 'sadness', 'cry', 'crying', 'sorrow'],
  surprised: ['surprised', 'surprise', 'shocked'],
  confused: ['confused', 'confusion'],
  celebrate: ['celebrate', 'celebration', 'cheer', 'victory', 'win'],
  clap: ['clap', 'clapping', 'applause'],
  point: ['point', 'pointing'],
  point_viewer: ['pointviewer', 'you'],
  present: ['present', 'presenting', 'show'],
  shrug: ['shrug', 'shrugging'],
  apologise: ['apologise', 'apologize', 'sorry', 'bow', 'bowing'],
  thumbs_up: ['thumbsup', 'thumbup', 'like', 'approve'],
  heart: ['heart', 'love', 'kiss'],
  typing: ['typing', 'type'],
  waiting: ['waiting', 'wait', 'bored'],
  sleeping: ['sleeping', 'sleep'],
  dance: ['dance', 'dancing', 'samba'],
}

/** A whole name is more than a word of one; the earlier word more than the later. */
function ownClip(gesture: GestureName, clips: readonly AvatarClip[]): ClipChoice | undefined {
  const exact = clips.find(({ name }) => name === gesture)
  const named = clips.map(({ name }) => ({ name, parts: partsOf(name) }))
  const found =
    exact ??
    first(words[gesture], (word) => named.find(({ parts }) => parts.join('') === word)) ??
    first(words[gesture], (word) => named.find(({ parts }) => parts.includes(word) || twoOf(parts).includes(word)))
  return found && { from: 'own', clip: found.name }
}

/** `Armature|Thumbs_Up.001` is `thumbs` and `up`. */
function partsOf(name: string): readonly string[] {
  return name
    .slice(name.lastIndexOf('|') + 1)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((part) => part !== '')
}

const twoOf = (parts: readonly string[]) => parts.slice(1).map((part, at) => (parts[at] ?? '') + part)

function first<Found>(list: readonly string[], find: (word: string) => Found | undefined): Found | undefined {
  for (const word of list) {
    const found = find(word)
    if (found !== undefined) return found
  }
  return undefined
}

/** Where hands meet or a hand meets the face, or a jump leaves the picture, another body shows something else. */
const insteadOn: Readonly<Partial<Record<GestureName, GestureName>>> = {
  clap: 'happy',
  heart: 'happy',
  celebrate: 'happy',
  thinking: 'idle_look',
  apologise: 'sad',
  thumbs_up: 'nod',
}

function borrowed(gesture: GestureName, isHumanoid: boolean): ClipChoice | null {
  return isHumanoid ? { from: 'default', clip: insteadOn[gesture] ?? gesture } : null
}
