import { minute, second } from './units.ts'

// Who people are, and what the team sees and notes of conversations.

export const peopleDefaults = {
  /** Identities of one person: a handful of platforms, and numbers over the years. All of them are read with each of them. */
  identities: 50,
  /** Attributes of one contact, and characters of one that is a text. */
  attributes: 50,
  attributeLength: 1000,
  /** Tags of one thing, and the characters of one; the column has as many. */
  tags: 30,
  tagLength: 60,
  /** Tags that are listed: more nobody tells apart. */
  tagsListed: 500,
  /** People who are suggested to be somebody. */
  suggestions: 20,
} as const

export const deskDefaults = {
  /** Characters of a note, and notes of one conversation. */
  noteLength: 10_000,
  notes: 1000,
  /** A filter that leaves at most so many conversations is read whole and sorted; one that leaves more is looked for in the list. */
  fewConversations: 2000,
  /** Rows of a list that one page looks at: a filter that fits few of them is answered in several pages, none of which holds anybody up. */
  rowsLookedAt: 3000,
  /** Messages with the words that one page looks at: each is a look into the table, and about 5 µs. */
  hitsLookedAt: 1000,
  /** People who are named beside a conversation. */
  peopleShown: 5,
  /** UTF-16 units around what was found. */
  excerptLength: 160,
  /** A stream of changes ends after so long and is opened again: by then whoever lost the right to see it has no access token either. */
  changesMs: 15 * minute,
  /** Changes that one reader has not read yet; one that is slower is told to begin anew. */
  changesWaiting: 1000,
} as const

export const textSearchDefaults = {
  /** Words of a search, and its characters. */
  terms: 10,
  length: 200,
  /** Letters from which on the last word may be the beginning of one: of fewer, half the words begin so. */
  prefixLetters: 3,
  /** Characters of one message that are found: what is longer is a document that somebody pasted. */
  messageLength: 20_000,
  /** Messages that are indexed in one transaction: a millisecond of work, and now and then, when the index merges its parts, thirty. */
  batch: 100,
  /** A search that finds the index behind goes on with it for so long before it answers. */
  followMs: 100,
  /** After a batch the index rests for so many times as long as that took: it never has more than a tenth of the process. */
  rest: 9,
  /** Between two looks at what is new: nobody searches for what was said a moment ago, and who does has it indexed first. */
  everyMs: 5 * second,
  /** Pages of the index that are rewritten at once when erased texts are removed from it: about a millisecond. */
  tidiedPages: 64,
  /** Rows of a term that are counted to know which is the rarest: among more than so many, either is common. */
  countedRows: 1000,
} as const
