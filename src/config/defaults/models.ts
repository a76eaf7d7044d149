import { day, hour, minute, second } from './units.ts'

// Language models, and what they cost.

export const modelDefaults = {
  /** Models that are asked where nobody chose one: quick, able to call tools, and cheap. */
  openai: 'gpt-4.1-mini',
  anthropic: 'claude-haiku-4-5',
  vertex: 'gemini-2.5-flash',
  /** Where a service account's calls to Vertex go when nobody says. */
  vertexLocation: 'us-central1',
  /** Tokens of an answer when the caller does not say: about 600 English words, more than anybody reads in a chat. */
  maxTokens: 800,
  /** And the most a caller may ask for: a long page. */
  maxTokensMax: 8000,
  /** A provider says its first word within this: the person waits, and the next provider wants time too. */
  firstPieceMs: 20 * second,
  /** Between two pieces of an answer that has begun. */
  betweenPiecesMs: 15 * second,
  /** Tries at one provider before the next is asked. */
  tries: 2,
  /** First wait before the second try, jittered; a longer Retry-After is not waited for: the next provider is asked. */
  retryMs: 300,
  retryAfterCapMs: 2 * second,
  /** Failures in a row after which a provider is left alone, and for how long: by then a restart has come through. */
  breakerFailures: 5,
  breakerMs: 30 * second,
  /** Bytes of one answer, on the wire: every token of the longest answer is an event of about 300. */
  responseBytes: 8 * 1024 * 1024,
  /** UTF-16 units of a provider's explanation that are kept in an error. */
  reasonLength: 300,
  /** Providers of a tenant, and clients kept in a process: one for each key and model. */
  providers: 10,
  clients: 500,
  /** Characters of a personality's instructions: the operator pays for them with every answer. */
  instructionsLength: 8000,
  /** Characters of everything else that one request shows a model: half of the smallest window that is common, 128k tokens. */
  requestLength: 200_000,
  /** Answers kept for requests that repeat, and for how long: translations and readings of the same words. */
  cachedAnswers: 200,
  cachedMs: hour,
  /**
   * Tokens that providers add to a request unseen: of a message, and once for tools (Anthropic: up to 700, in the price list of
   * tool use) or a shape.
   */
  messageTokens: 16,
  toolsTokens: 1000,
  /** Tokens of one image at the most: OpenAI's small models count an image at a multiple, up to this. */
  imageTokens: 50_000,
  /** A model that chooses what to do has so long for all of it: afterwards there is still time to answer without one. */
  actMs: 40 * second,
  /** How often it may search before it must answer. */
  searches: 2,
  /** Passages that one search shows it. */
  passages: 5,
  /** Intents that are offered to a model at once: OpenAI takes 128 tools, and models choose worse long before. */
  tools: 60,
  /** Examples of each that describe it. */
  toolExamples: 4,
  /** After a call that the budget had no room for, the models count as unavailable for so long: calls in flight give back what they do not use. */
  spentMs: minute,
  /** Messages of a conversation that one request of the API brings. */
  messages: 100,
  /** Days of a report of costs when nobody says. */
  reportDays: 30,
  /** Conversations named in a report of costs. */
  reportConversations: 20,
  /** Bookings are kept for so long: a year, and its neighbours to compare with. */
  usageRetentionMs: 400 * day,
} as const

/**
 * US dollars per million tokens (input, output), as the providers publish them for calls at once, July 2026. Of prices that grow
 * with the prompt the highest. A tenant's own price wins: prices change, and contracts differ.
 */
export const modelPrices: Readonly<Record<string, readonly [input: number, output: number]>> = {
  'gpt-4o': [2.5, 10],
  'gpt-4o-mini': [0.15, 0.6],
  'gpt-4.1': [2, 8],
  'gpt-4.1-mini': [0.4, 1.6],
  'gpt-4.1-nano': [0.1, 0.4],
  'gpt-5': [1.25, 10],
  'gpt-5-mini': [0.25, 2],
  'gpt-5-nano': [0.05, 0.4],
  'gpt-5.1': [1.25, 10],
  'gpt-5.2': [1.75, 14],
  'gpt-5.4': [5, 22.5],
  'gpt-5.4-mini': [0.75, 4.5],
  'gpt-5.4-nano': [0.2, 1.25],
  'claude-haiku-4-5': [1, 5],
  'claude-sonnet-4-5': [3, 15],
  'claude-sonnet-4-6': [3, 15],
  'claude-sonnet-5': [3, 15],
  'claude-opus-4-5': [5, 25],
  'claude-opus-4-6': [5, 25],
  'claude-opus-4-7': [5, 25],
  'claude-opus-5': [5, 25],
  'gemini-2.5-flash-lite': [0.1, 0.4],
  'gemini-2.5-flash': [0.3, 2.5],
  'gemini-2.5-pro': [2.5, 15],
  'gemini-3.6-flash': [1.5, 7.5],
}
