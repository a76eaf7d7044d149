import type { Awaitable } from '../../contracts/channel.ts'
import type { LanguageDetector } from '../../contracts/understanding.ts'
import type { Speaker, Voice } from '../../contracts/voice.ts'

/** A voice that finds out by itself which of the chatbot's languages a text is in. */
export function speakerOf(voice: Voice, detector: () => Awaitable<LanguageDetector>): Speaker {
  return {
    available: () => voice.available(),
    async speak(chatbot, { text, signal }) {
      const { languages } = chatbot
      const found = languages.length === 1 ? undefined : (await detector()).detect(text, { languages })
      const language = found ?? languages[0]
      return { ...(await voice.speak(chatbot, { text, language, signal })), language }
    },
  }
}
