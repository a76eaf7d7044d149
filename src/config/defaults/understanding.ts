import { minute, second } from './units.ts'

// What people mean: languages, values, intents.

export const languageDefaults = {
  /** Characters and words that are looked at: a language shows in a few words, and a pasted page must cost no more. */
  sampleLength: 400,
  sampleWords: 40,
  /** Words without a capital from which names are left out. */
  plainWords: 2,
  /** A letter of a non-Latin script says as much as so many Latin ones: names of products and films are Latin everywhere. */
  otherScriptWeight: 8,
  /** Japanese has at least one kana to so many Han characters: "来週の天気". */
  hanPerKana: 12,
  /** What each voter's logarithms count: measured, flat around these. */
  fasttextWeight: 1,
  eldWeight: 0.7,
  francWeight: 0.6,
  /** Guesses of fastText that are read: those behind have no chance. */
  fasttextGuesses: 176,
  /** eld's likeness lies between 0.3 and 0.9 for everything: its power makes it a chance. */
  eldSharpness: 16,
  /** The same for franc, per character, and the characters after which more prove nothing. */
  trigramSharpness: 0.2,
  trigramLength: 60,
  /** The share of a language that a voter has never heard of: no vote for it, and none against. */
  unknownShare: 0.1,
  /** What all candidates have together of a text in another language, at the most: from `shortWords` words on. */
  anotherShare: 0.01,
  /** The smallest share: nobody's vote decides alone. */
  leastShare: 0.003,
  /** Logarithm for each letter that the language does not write. */
  letterWeight: 4,
  /** Logarithm for each of the language's common words. */
  wordWeight: 2,
  /** The conversation's language so far, under `shortWords` words and from there on. */
  priorShort: 1.5,
  priorLong: 0.5,
  shortWords: 3,
  /** What the platform says of the person counts this share of it, at the beginning: many phones speak English to people who do not. */
  localeShare: 0.5,
  /** A lead smaller than this does not change the language of a conversation; and at its beginning is no result. */
  margin: 0.5,
  firstMargin: 0.05,
  /** Characters of a request for a language, and of a language's name where words are not spaced. */
  wishLength: 60,
  nameLength: 8,
  /** Characters of an answer in which a day or a moment is looked for. */
  dateLength: 200,
  /** Characters in which numbers and other things that have a form of their own are looked for: a pasted page costs no more. */
  numberLength: 2000,
} as const

export const sentimentDefaults = {
  /** Characters that are felt: a mood shows in a few sentences. */
  textLength: 2000,
  /** Words (signs, where there are no spaces) between a feeling and what turns it round. */
  reach: 3,
  /** How much weaker "not good" is than bad, and how much stronger "very good" is than good. */
  turned: 0.7,
  very: 1.4,
  /** An exclamation mark. */
  loud: 1.15,
  /** One mild word alone scores about one half. */
  evenness: 5,
  /** Scores closer to zero say nothing. */
  threshold: 0.25,
  /** Words that are named as reasons. */
  reasons: 20,
} as const

export const readingDefaults = {
  /** Bytes of a recording: what OpenAI takes. */
  audioBytes: 25 * 1024 * 1024,
  /** One recording at an endpoint: minutes of speech take seconds. */
  hearMs: minute,
  /** US dollars for a minute of speech, as OpenAI asked for `whisper-1` in 2026, and what a call is believed to cost at the most. */
  speechPerMinute: 0.006,
  /** Bytes of a second of speech at the very least: 8 kbit/s is the thriftiest voice message. */
  speechBytesPerSecond: 1000,
  /** The model that hears, as OpenAI and the servers that speak like it name it. */
  speechModel: 'whisper-1',
  /** Seconds of a recording that are heard on this machine: several minutes of work on one core. */
  ownSpeechSeconds: 300,
  /** A recording on this machine takes so long at the most; longer than that nobody waits. */
  ownSpeechMs: 2 * minute,
  /** The thread that hears is ended when it was idle for so long: its weights are hundreds of megabytes. */
  idleMs: 2 * minute,
  /** Recordings, and pictures, that wait for their turn on this machine. */
  waiting: 20,
  /** Heap of the thread that hears, MiB: weights are outside of it. */
  heapMb: 512,
  /** Bytes and pixels of a picture: a photo of 24 megapixels, and what is unpacked of it is bounded. */
  pictureBytes: 15 * 1024 * 1024,
  picturePixels: 25_000_000,
  /** One picture takes so long: a full page takes 2 s. */
  pictureMs: 30 * second,
  /** Languages that letters are looked for in at once: each makes it slower. */
  pictureLanguages: 3,
  /** Below this confidence (0 to 100) what looks like letters is the grain of wood. */
  pictureConfidence: 50,
  /** Characters of a text that are taken into a turn: about ten pages. */
  textLength: 20_000,
  /** Parts of one turn that are read: an album of photos is rarely a book. */
  partsPerTurn: 4,
  /** A turn waits so long for all of it, then it is tried again: with fetching and handling still within a lease. */
  waitMs: 8 * second,
  /** Asked to come back after so long for what is still being read. */
  stillReadingMs: 3 * second,
  /** One part takes so long at the most, waiting for others included. */
  partMs: 3 * minute,
} as const

export const entityDefaults = {
  /** Characters of a tenant's pattern, groups within each other, and steps of what is made of it: its time is this times the text's. */
  patternLength: 200,
  patternDepth: 8,
  patternSteps: 1000,
  /** Lists and patterns of one chatbot; entries of one list, and other names of one entry: together they are in memory. */
  definitions: 50,
  entries: 500,
  synonyms: 20,
  /** Characters of a name of an entry; words of it that stand beside each other in a text. */
  nameLength: 80,
  nameWords: 6,
  /** Letters from which a slip in the name of an entry is forgiven. */
  typoLength: 5,
  /** Things that are found in one text: more are a list that somebody pasted. */
  found: 50,
} as const

export const translationDefaults = {
  /** A person waits for it; what takes longer goes on untranslated. */
  callMs: 8 * second,
  /** After a failure nobody is asked for so long: every turn would wait as long again. */
  restMs: 30 * second,
  /** Characters of one text, and texts of one call: a long answer with its buttons. */
  textLength: 4000,
  textsPerCall: 60,
  /** Translations kept, each for one text: what bots say is the same for everybody. */
  cached: 5000,
  /** Bytes of an answer of LibreTranslate: more than the longest texts become. */
  answerBytes: 1024 * 1024,
  /** Tokens of a local model's answer to one text. */
  localTokens: 512,
} as const

export const ownIntentDefaults = {
  /** Intents of one chatbot: twice the largest public benchmark; beyond that people mean several chatbots. */
  intents: 300,
  /** Characters of one intent as JSON, and of all of a chatbot: they are in memory while the tenant is open. */
  contentLength: 200_000,
  contentLengthOfChatbot: 4_000_000,
  /** Characters of one text, question or address: a message that people still read. */
  textLength: 4000,
  /** Characters on a button: the longest that platforms show is cut anyway. */
  labelLength: 80,
  /** Characters of one example: a sentence or two, as people write them. */
  utteranceLength: 300,
  /** Ways to say the same answer. */
  texts: 10,
  /** Examples in one language: more teach the classifier nothing new. */
  utterances: 200,
  /** More than anybody translates by hand. */
  languages: 50,
  /** Nobody answers a longer form in a chat. */
  slots: 20,
  options: 50,
  next: 10,
  headers: 20,
  bodyBytes: 16 * 1024,
} as const

export const intentDefaults = {
  /** Characters of a message that are looked at: what is wanted stands at its beginning, and a pasted page costs no more. */
  textLength: 400,
  /** Letters of the longest piece of a word; five were measured to add time and nothing else. */
  longestPiece: 4,
  /** Share of whole words in a text's likeness, the rest is pieces of words: measured. */
  wordShare: 0.26,
  /** Doubt about the examples themselves: measured between 0.1 and 2, flat around this. */
  ridge: 0.22,
  /** Share of meaning in a likeness, the rest is words; how much nearer examples count more; doubt about the examples:
   * by leave-one-out on the training split of CLINC150, flat around them. */
  meaningShare: 0.85,
  bend: 2,
  meaningRidge: 0.05,
  /** Examples of one chatbot that are trained on in the thread: 150 intents of 20; the time grows with their cube. */
  examples: 3200,
  /** … and at once, on the road: 20 ms. */
  examplesAtOnce: 1000,
  /** Confidence is one half at this score, and moves this steeply: fitted on bots of 1 to 20 intents, messages of which a third had none. */
  evenScore: 0.3,
  steepness: 14,
  /** What many bots had in common, where one has too few examples to tell: weights of the best score, its lead, the nearest cosine, and 1. */
  surenessOfWords: [14, 0, 0, -4.2],
  surenessOfMeaning: [8, 3, 7, -5.5],
  surenessOfCentroid: [12, 14, 0, -4.5],
  /** As if so many trials spoke for it; and steps until the fit settles. */
  calibrationPrior: 0.1,
  calibrationSteps: 12,
  /** Messages without an intent for each with one. */
  strangersShare: 0.5,
  /** How fast confidence falls with the distance to the best score, and what all guesses share: of two that are as likely none is clear. */
  leadSteepness: 15,
  confidenceOfAll: 0.95,
  /** Guesses that are named at all, and how many. */
  worthNaming: 0.03,
  ranking: 5,
} as const

export const evaluateDefaults = {
  /** Examples of an intent in one language below which it is guesswork: measured, 5 are right 8 times of 100 less than 10. */
  fewExamples: 5,
  /** Examples by which intents are taken for each other, from which they are said to overlap. */
  overlap: 2,
  /** Examples that are named of one finding, and findings of one kind that are named. */
  utterances: 10,
  findings: 100,
} as const

export const trainDefaults = {
  /** Somebody who teaches an intent teaches another one soon: training waits until nothing changed for so long. */
  settleMs: 2 * second,
  /** After a failure the next try waits so long, and is made when somebody writes. */
  retryMs: minute,
  /** Jobs that wait for the thread, each with at most `examples` texts. */
  waiting: 200,
  /** The thread and its model are given back after so long without work. */
  idleMs: 30 * second,
  /** MiB of JavaScript in the thread: the likenesses of 3200 examples are 40, and as much again while they are read. */
  heapMb: 400,
  /** Bytes of what was trained that are in memory, of all tenants together: a chatbot of 150 intents has about 12 MB. */
  cacheBytes: 128 * 1024 * 1024,
  /** Examples up to which a chatbot learns exactly and at once, on the road: 40 ms. Larger ones begin with centroids. */
  atOnce: 400,
  /** Examples looked at between two breaths while centroids are made: about 3 ms. */
  slice: 50,
  /** A message waits so long for its vector, and is then understood by its words: a model that is loading takes longer. */
  vectorMs: 100,
  /** Texts that wait for vectors, beyond which a message does not join them: words keep the road moving. */
  crowded: 24,
} as const

export const embedDefaults = {
  /** Characters of a text that are looked at: about the 512 tokens that the models read; so many take 50 ms. */
  textLength: 2000,
  /** Texts given to the thread at once: about 10 ms of short ones, then somebody else gets a turn. */
  textsOfJob: 8,
  /** Texts of one call, 12 MB as vectors, and of all that wait: a minute of work. */
  textsOfOrder: 8000,
  waiting: 40_000,
  /** Asked to come back after so long when too many wait. */
  busyMs: 5 * second,
  /** After a failure nothing is tried for so long: what is broken on the disk stays broken. */
  retryMs: 30 * second,
  /** The thread and its model, 80 MB, are given back after so long without work. */
  idleMs: 10 * minute,
  /** Vectors kept in memory, 1.5 KB each, of texts no longer than this: what people say often. */
  rememberedTexts: 2000,
  rememberedLength: 200,
  /** Bytes read at once while weights are checked. */
  readBytes: 1024 * 1024,
} as const
