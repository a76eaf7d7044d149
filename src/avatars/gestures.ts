import type { GestureName } from '../contracts/avatars.ts'
import type { Gesture, Mood } from '../contracts/gestures.ts'
import type { Moment } from '../contracts/moment.ts'
import { gestureDefaults } from '../config/defaults.ts'

/** Milliseconds of the clips that are chosen here, as the avatar that comes with the gateway has them. */
const clips = {
  greeting: 2800,
  goodbye: 3200,
  thinking: 4800,
  talking: 4000,
  talking_calm: 4400,
  explaining: 5000,
  nod: 1500,
  happy: 2400,
  laugh: 2400,
  sad: 5000,
  surprised: 2200,
  confused: 4000,
  celebrate: 2800,
  clap: 2400,
  present: 3000,
  shrug: 2200,
  apologise: 3000,
  heart: 2800,
  dance: 4000,
} as const satisfies Partial<Record<GestureName, number>>
type Clip = keyof typeof clips

/** What goes on for as long as something is said. */
const talks: readonly Clip[] = ['talking', 'talking_calm', 'explaining']

const openings: readonly (readonly [Clip, RegExp])[] = [
  [
    'greeting',
    /^[\s\p{P}]*(?:hi|hello|hey|welcome|good (?:morning|evening)|hola|buen[oa]s|bienvenid[oa]s?|olá|oi|bom dia|bonjour|salut|bienvenue|hallo|guten (?:tag|morgen|abend)|willkommen|ciao|buongiorno|benvenut[oi]|welkom|cześć|dzień dobry|witaj|merhaba|selam|hoş geldin(?:iz)?|привет|здравствуйте|مرحبا|أهلا|नमस्ते|halo|selamat datang|你好|您好|欢迎|こんにちは|ようこそ)(?![\p{L}\p{M}]{2})/iu,
  ],
  [
    'goodbye',
    /(?:bye|goodbye|see you|adiós|hasta luego|tchau|até logo|au revoir|à bientôt|tschüss|auf wiedersehen|arrivederci|tot ziens|do widzenia|hoşça kal|görüşürüz|до свидания|пока|مع السلامة|अलविदा|sampai jumpa|再见|さようなら)[\s\p{P}]*$/iu,
  ],
  [
    'apologise',
    /(?<!\p{L})(?:sorry|apologi[sz]e|lo siento|perdón|desculpe?|désolée?|pardon|entschuldigung|tut mir leid|leider|mi dispiace|scusa|het spijt me|helaas|przepraszam|niestety|özür dilerim|üzgünüm|извините|к сожалению|آسف|عذرا|للأسف|क्षमा|माफ़|maaf|抱歉|对不起|すみません|申し訳)/iu,
  ],
]

/** Intents are named by their authors: what many of them call the same thing. */
const intents: readonly (readonly [Clip, RegExp])[] = [
  ['greeting', /greet|hello|welcome/],
  ['goodbye', /bye|farewell/],
  ['heart', /thank|love/],
  ['laugh', /joke|funny/],
  ['celebrate', /congrat|birthday|celebrat|won\b/],
  ['apologise', /complain|refund|cancel/],
  ['present', /track|find|search|show|where|list/],
  ['explaining', /help|faq|explain|how/],
]

/**
 * Of a reply, or of a feeling alone. What is said in so many words goes before how it came about, and that before how it
 * sounds. Pure.
 */
export function gestureOf(moment: Moment): Gesture {
  const clip = matching(openings, moment.text.slice(0, gestureDefaults.opening)) ?? byCourse(moment) ?? byMood(moment)
  const { by } = moment
  return { ...gesture(clip, moment.mood, moment.text), ...(by?.kind === 'intent' && { intent: by.name }) }
}

/** What a visitor may do to the avatar, and what it does then; undefined for what it does not notice. */
export function reactionTo(interaction: string): Gesture | undefined {
  const found = reactions.get(interaction)
  return found && gesture(found, { sentiment: found === 'surprised' ? 'neutral' : 'positive', score: 0 })
}

const reactions: ReadonlyMap<string, Clip> = new Map([
  ['poke', 'surprised'],
  ['wave', 'greeting'],
  ['pat', 'happy'],
  ['hug', 'heart'],
  ['tickle', 'laugh'],
  ['applaud', 'clap'],
  ['dance', 'dance'],
])

function gesture(clip: Clip, { sentiment }: Mood, text = ''): Gesture {
  const speaking = Math.min(gestureDefaults.longestMs, text.length * gestureDefaults.msPerCharacter)
  const duration = talks.includes(clip) ? Math.max(clips[clip], Math.round(speaking)) : clips[clip]
  return { animation: clip, duration, sentiment }
}

function byCourse({ outcome, by, offers }: Moment): Clip | undefined {
  if (outcome === 'handoff') return 'present'
  if (outcome === 'nobody') return 'shrug'
  switch (by?.kind) {
    case 'intent':
      return matching(intents, by.name.toLowerCase())
    case 'doubt':
    case 'unread':
      return 'confused'
    case 'overLimit':
      return 'apologise'
    case 'startOver':
    case 'language':
      return 'nod'
    default:
      return offers === true ? 'present' : undefined
  }
}

/** Somebody who is upset is not smiled at, and somebody who is glad is met gladly. */
function byMood({ mood, felt, text }: Moment): Clip {
  if (felt !== undefined && felt.score < -gestureDefaults.strong) return 'apologise'
  switch (mood.sentiment) {
    case 'positive':
      return mood.score > gestureDefaults.overjoyed ? 'celebrate' : 'happy'
    case 'negative':
      return 'sad'
    case 'neutral':
      if (text.length > gestureDefaults.long) return 'explaining'
      if (text.trim().endsWith('?')) return 'thinking'
      return felt !== undefined && felt.score > gestureDefaults.strong ? 'happy' : 'talking'
  }
}

const matching = (table: readonly (readonly [Clip, RegExp])[], text: string): Clip | undefined =>
  table.find(([, pattern]) => pattern.test(text))?.[0]
