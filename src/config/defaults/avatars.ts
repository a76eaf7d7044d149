import { second } from './units.ts'

// What avatars do, and how they speak.

export const gestureDefaults = {
  /** Characters in which a greeting, a farewell or an apology is looked for: people put them first, or are brief. */
  opening: 400,
  /** Neutral texts longer than this are explained rather than said. */
  long: 240,
  /** Moods beyond this are not to be missed: two mild words, or a strong one. */
  strong: 0.6,
  /** Above this somebody is overjoyed: three good words. */
  overjoyed: 0.85,
  /** Hands go on talking as long as the text takes to be read: about 17 characters a second. */
  msPerCharacter: 60,
  /** And no longer than this, however long the text is. */
  longestMs: 20 * second,
  /** Reactions to what one visitor does to the avatar: a clip takes longer than this. */
  reactionRate: { perSecond: 0.5, burst: 3 },
} as const

export const voiceDefaults = {
  /** One sentence at a provider: it takes a second or two, and nobody waits for one that comes after the next. */
  speakMs: 20 * second,
  /** Characters of a sentence that is said: half a minute. */
  sentenceLength: 500,
  /** And the least, so that "e.g." is none: shorter ones are said with the next. */
  leastLength: 16,
  /** Characters of one message that are said; whoever has more to say is read. */
  messageLength: 3000,
  /** Sentences of one tab that wait to be said. */
  waiting: 60,
  /** Messages that are remembered so that none is said twice. */
  remembered: 50,
  /** Bytes of what a provider answers to one sentence: half a minute at 320 kbit/s, as base64 and with its timings. */
  answerBytes: 4 * 1024 * 1024,
  openaiModel: 'gpt-4o-mini-tts',
  elevenlabsModel: 'eleven_flash_v2_5',
  /**
   * US dollars per million characters where a tenant names no price: rather too much than too little, because a budget
   * is made of it. As asked for in 2026 by OpenAI for `tts-1-hd`, by ElevenLabs for its multilingual voices on the
   * smallest plan, and by Azure for its high-definition voices.
   */
  prices: { 'openai-compatible': 30, elevenlabs: 300, azure: 30 },
  /** Voices by language that one tenant may name. */
  voices: 30,
} as const
