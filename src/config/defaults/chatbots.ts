// What a chatbot's configuration may be, and what is kept of what it was.

export const chatbotDefaults = {
  /**
   * Versions of a chatbot that are kept: a change a day for a season. One is its settings (kilobytes) and a list of its
   * intents; texts of intents are kept once, however many versions have them. Who changes much at once uses a draft.
   */
  versions: 100,
  /** Characters of what is said about a change: a line and its reason. */
  noteLength: 500,
  /** Characters of a description: a paragraph for colleagues. */
  descriptionLength: 2000,
  /** Characters of what a chatbot calls itself: the head of a chat shows about as many. */
  nameLength: 60,
  /** Characters of a tone: models are shown as many, on one line. */
  toneLength: 200,
  /** Characters of a greeting, or of what is said when nobody understood: a message that people still read. */
  sentenceLength: 2000,
  /** Characters of a title, a button or a placeholder in the chat's own words. */
  wordLength: 120,
  /** Patterns of pages on each side, and characters of one: a browser looks at all of them on every page. */
  pages: 50,
  pageLength: 300,
  /** Entries of opening hours: several for each day of a week. */
  hours: 28,
  /** The longest that a visitor waits to be spoken to: nobody stays longer on a page. */
  delaySeconds: 600,
  /** CSS pixels of the open chat: what a sentence still fits into, and what a desktop still shows. */
  leastWidth: 280,
  mostWidth: 800,
  leastHeight: 320,
  mostHeight: 1200,
} as const

export const portableDefaults = {
  /** Bytes of a file with a whole chatbot: all the intents that one can have, and what is around them. */
  bytes: 6 * 1024 * 1024,
  /** Plugins of one file: more than are installed anywhere. */
  plugins: 100,
} as const
