import { day, hour, minute, second } from './units.ts'

// Documents, and answers from them.

export const knowledgeDefaults = {
  /** Passages that a search gives when nobody says how many, and at the most: each has up to 1000 tokens. */
  passages: 5,
  passagesMax: 20,
  /** Questions of a tenant that are kept for its statistics: the newest. */
  questionsKept: 20_000,
  /** Characters of a question that are looked at: what is asked stands at its beginning. */
  questionLength: 500,
} as const

export const documentDefaults = {
  /** Bytes of a file whose text is read: manuals of a thousand pages are smaller. It is held in memory twice. */
  bytes: 25 * 1024 * 1024,
  /** One document may take so long: 500 pages of text take 5 s on one core. */
  readMs: minute,
  /** Documents of the whole process that are read at once: each is a thread with memory of its own. */
  readAtOnce: 2,
  /** Others wait; more than so many are asked to come back. */
  readWaiting: 200,
  /** Bytes of JavaScript objects of one reading, MiB, and of everything that it holds: what is beyond ends it. */
  heapMib: 256,
  memoryBytes: 512 * 1024 * 1024,
  /** The memory of a reading is looked at that often. */
  watchMs: 200,
  pages: 2000,
  /** Characters of a document's text: about 1500 pages. */
  characters: 4_000_000,
  /** Bytes of a packed document when it is unpacked; and parts that it may have. */
  unpackedBytes: 50 * 1024 * 1024,
  zipEntries: 5000,
  /** Lines of a table, and characters of one. */
  rows: 50_000,
  rowLength: 100_000,
  /** A document's title is looked for in its first blocks, and is cut to so many characters. */
  titleWithin: 5,
  titleLength: 200,
  /** In a PDF, letters so much larger than the body's make a heading, if the line is no longer than this. */
  headingSize: 1.12,
  headingLength: 200,
  /** Lines further apart than so many heights of a letter are two paragraphs. */
  paragraphDistance: 1.9,
  /** From so many pages on, a line that is on most of them is no text but a header or footer. */
  runningLinePages: 4,
} as const

export const chunkDefaults = {
  /** Tokens of a chunk, and of its end that the next one repeats. */
  tokens: 1000,
  overlapTokens: 200,
  /** A section of so many tokens is a chunk of its own; shorter ones share one. */
  sectionTokens: 120,
  /** What has no end of a sentence within so many tokens is cut anyway. */
  longestSentenceTokens: 400,
  /** Longer code is cut between its lines. */
  codeTokens: 800,
} as const

export const searchDefaults = {
  /** Chunks that words, pieces of words and meaning each propose. */
  candidates: 100,
  /** Chunks whose nearness in meaning is known. */
  nearest: 400,
  /** Entries of the index that are looked at for one question and kind of term: about 3 ms. */
  postings: 5000,
  /**
   * Weights beside that of words: of meaning (measured with MiniLM for English; elsewhere where vectors know the language)
   * and of pieces of words, which English with its few endings needs less.
   */
  weights: { english: { meaning: 0.5, pieces: 0.5 }, others: { meaning: 0.3, pieces: 1 } },
  /** Chunks that are read sentence by sentence. */
  read: 8,
  /** Weight of how close together the words of the question stand. */
  focusWeight: 0.1,
  /** Of the sentence's neighbours, in how close together they stand. */
  neighbours: 0.4,
  /** The best of so many chunks decides how sure the answer is. */
  judged: 3,
  /** What a word of every question weighs beside others of its rarity; and what any word weighs at the least. */
  functionWordWeight: 0.1,
  leastRarity: 0.1,
  /** Of a word that is in no document. */
  unknownRarity: 0.7,
  /** Two words are forms of one when so many letters, and this share of the longer, are the same from the beginning. */
  alikeLetters: 5,
  alikeShare: 0.7,
  /** Cosine of two texts that have nothing in common, and of a question and its answer: MiniLM's own scale. */
  unlike: 0.15,
  alike: 0.65,
  /** Share of meaning in how sure an answer is. */
  meaningShare: 0.4,
  /** The question's vector is waited for so long: the model takes 0.2 s to load and 1 ms to run. */
  vectorMs: 1500,
} as const

export const crawlDefaults = {
  /** Pages of one sitemap that become documents, and sitemaps that it may name. */
  pages: 500,
  sitemaps: 20,
  /** Between two pages of one site: nobody's server is to notice. */
  pauseMs: second,
  /** What a site says of robots is asked for again after so long (RFC 9309, 2.4: at most a day), and of so many sites kept. */
  robotsMs: hour,
  robotsKept: 100,
  /** The least and the most between two looks at a page. */
  everyMinMs: 15 * minute,
  everyMaxMs: 90 * day,
} as const

export const knowledgeIngestDefaults = {
  /** An upload that is not complete after so long never will be: its request has ended. */
  uploadMs: hour,
  /** Bytes of a document that are written at once: a millisecond of the disk. */
  pieceBytes: 256 * 1024,
  /** Chunks that are indexed in one transaction: each takes 2 to 5 ms, in which nobody else runs. */
  chunksAtOnce: 1,
  /** Chunks that become vectors at once, and words of one text for a vector: what the model reads of it. */
  vectorsAtOnce: 16,
  vectorWords: 300,
  /** Whether all vectors are there is looked at that often, while there is anything to do; ids compared at once. */
  vectorsMendedEveryMs: 5 * minute,
  vectorsCompared: 1000,
  /** Vectors of one base that a search reads where the database has no index of them: 30 MB, a fifth of a second. */
  vectorsLookedAt: 20_000,
  /** Rows that are removed in one transaction. */
  removedAtOnce: 16,
  /** Steps of tidying the index after a removal: an index of 100 000 chunks is tidy after fewer. */
  tidySteps: 2000,
  /** Tries of one document, also those that ended the process; the wait after the first, which doubles. */
  attempts: 6,
  retryMs: 30 * second,
  retryCapMs: hour,
  /** Documents of one tenant, and chunks of one knowledge base: 10 000 are searched in a few milliseconds. */
  documents: 10_000,
  chunks: 100_000,
  /** Knowledge bases of one tenant. */
  bases: 100,
  /** Characters of a text that was pasted. */
  textLength: 2_000_000,
} as const

export const answerDefaults = {
  /**
   * Below this an answer is "I don't know". Of questions about what is in no document 2 % are above it, and 96 % of the
   * others (XQuAD, English; 7 and 81 % in German). Thai and its like share more of their words: 9 and 91 % at theirs.
   */
  threshold: 0.45,
  thresholdOfThai: 0.55,
  /** Share of it that a passage needs to be shown to a model, which can tell for itself. */
  modelThreshold: 0.5,
  /** Passages that a model is shown, and tokens of its answer. */
  passages: 5,
  tokens: 500,
  /** A second document is quoted, too, when it is nearly as good and answers in one place. */
  alsoWorth: 0.95,
  alsoFocus: 0.6,
  /** Characters of a quotation at the most; it is grown to so many with what follows, and by sentences that have this share of the question. */
  quoteLength: 600,
  /** Code is quoted whole up to so many letters: half of a function explains nothing, and a file is no answer. */
  codeLength: 1500,
  quoteLeast: 160,
  worthQuoting: 0.25,
} as const

// Vectors in a Chroma that processes share.

export const chromaDefaults = {
  /** A search of 10 000 vectors takes 8 ms; whoever waits longer than this for vectors is answered by words. */
  answerMs: 500,
  /** Nobody waits for what is written: a disk may be busy. */
  writeMs: 10 * second,
  /** After a failure it is not asked for so long. */
  restMs: 5 * second,
  /** Collections that are listed at once, when a tenant's are looked for. */
  listed: 100,
} as const
