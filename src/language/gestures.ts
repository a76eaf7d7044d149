import type { Feeling, Sentiment } from './sentiment.ts'

/** What an avatar does while it says something: the name of a clip, and how long one is. */
export interface Gesture {
  readonly animation: string
  /** Milliseconds. */
  readonly duration: number
  readonly sentiment: Sentiment
}

/** Milliseconds of the clips of the avatars that come with the gateway. */
const clips = {
  greeting: 2800,
  goodbye: 3200,
  thinking: 4800,
  talking: 4000,
  explaining: 5000,
  happy: 2400,
  sad: 5000,
  celebrate: 2800,
  apologise: 3000,
} as const
type Clip = keyof typeof clips

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

/** Of a text that is said, or of a feeling alone. */
export function gestureOf(feeling: Pick<Feeling, 'sentiment' | 'score'>, text = ''): Gesture {
  const clip = openings.find(([, pattern]) => pattern.test(text.slice(0, 400)))?.[0] ?? moodOf(feeling, text)
  return { animation: clip, duration: clips[clip], sentiment: feeling.sentiment }
}

function moodOf({ sentiment, score }: Pick<Feeling, 'sentiment' | 'score'>, text: string): Clip {
  switch (sentiment) {
    case 'positive':
      return score > 0.85 ? 'celebrate' : 'happy'
    case 'negative':
      return 'sad'
    case 'neutral':
      return text.length > 240 ? 'explaining' : text.trim().endsWith('?') ? 'thinking' : 'talking'
  }
}
