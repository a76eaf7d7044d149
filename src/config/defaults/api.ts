import { day, hour, minute, second } from './units.ts'

// The admin API, and who may come in.

export const apiDefaults = {
  /** Bytes of an administrative request's body: configuration and messages, never files. */
  bodyBytes: 256 * 1024,
  /** Nested lists and objects in a body. Ours are flat; what recurses over a deeper one would exhaust the stack. */
  bodyDepth: 32,
  /** Characters of one parameter of a path: the longest of ours, a receive token, has half of it. */
  pathParamLength: 100,
  /** Characters of an address with its query: what RFC 9110 (4.1) asks everyone to support. */
  urlLength: 8000,
  /** Bytes of all headers with the request line, and how many headers: browsers behind two proxies send some forty. */
  headerBytes: 16 * 1024,
  headers: 100,
  /** Of a form with one file: its title and what a caller's tool adds; bytes of a value of it; headers of a part, of which three have a use. */
  formFields: 5,
  formFieldBytes: 1000,
  formPartHeaders: 10,
  /** Longest time for the headers of a request to arrive, and for the whole of it: slow senders hold a connection no longer. */
  headersMs: 15 * second,
  requestMs: minute,
  /** Between two looks for slow senders: how much longer than the two above they may last. Node's own 30 s would triple the first. */
  slowEveryMs: 5 * second,
  /** An idle connection is kept a little longer than load balancers keep theirs (60 s), so that they close it, not we. */
  keepAliveMs: 72 * second,
  /** Wrong keys from one address within `failureWindowMs` before they are answered 429. */
  authFailures: 60,
  failureWindowMs: minute,
  /** Addresses that are remembered for their wrong keys; the longest unseen are forgotten first. */
  failureAddresses: 10_000,
  /** Requests of one caller of a tenant in a minute: a busy console makes one a second. */
  requestsPerMinute: 3000,
  /** Sign-ins and the like from one address in a minute: an office behind one address passes. */
  strangersPerMinute: 120,
  /** How long an answer is kept for who sends the same `Idempotency-Key` again; and the characters of one. */
  answersMs: day,
  idempotencyKeyLength: 200,
  /** Characters of a caller's own `X-Request-Id`: a UUID and a W3C trace id fit. */
  requestIdLength: 64,
  /** Items of a list when the caller does not say, and at the most. */
  pageSize: 50,
  pageSizeMax: 200,
  /** Parts of one message, and options of one part. */
  messageParts: 20,
  partOptions: 100,
  /** Between two looks for connections that became idle while the server closes. */
  closeIdleEveryMs: 100,
} as const

export const authDefaults = {
  /** Characters of a password: NIST SP 800-63B asks for 8 at the least, and for 64 to be allowed. Longer ones cost time to hash. */
  passwordLength: 10,
  passwordLengthMax: 256,
  /** How long a stolen access token is of use once its session was ended elsewhere: not at all; this bounds a lost one. */
  accessTokenMs: 15 * minute,
  /** A session that nobody used for so long is over. */
  sessionMs: 30 * day,
  /** Sessions of one person; the longest unused ends first. */
  sessionsPerUser: 50,
  /** Wrong passwords of an account or from an address before it must wait; people mistype. */
  freeFailures: 5,
  firstWaitMs: second,
  longestWaitMs: 15 * minute,
  /** Accounts and addresses whose mistakes are remembered, about 150 bytes each, and for how long. */
  rememberedNames: 20_000,
  rememberedMs: hour,
  /** Recovery codes of a second factor. */
  recoveryCodes: 10,
  /** A letter that resets a password is good for so long. */
  resetMs: hour,
  /** API keys of one tenant. */
  keysPerTenant: 200,
  /** How exactly the last use of a key is known: each note is a write. */
  lastUsedMs: minute,
  /** The shortest a key may be valid. */
  keyLifetimeMs: minute,
  /** An invitation is good for so long: a letter may wait over a week-end. */
  invitationMs: 7 * day,
  /** People of one tenant, and invitations. */
  usersPerTenant: 1000,
} as const

export const mailDefaults = {
  /** Between two tries to send what is left; and after how long a letter is of no use any more. */
  retryMs: minute,
  giveUpMs: day,
  connectMs: 15 * second,
  /** Who writes, where MAIL_FROM says nothing. */
  from: 'Colloquy <no-reply@localhost>',
} as const

export const auditDefaults = {
  /** Characters, as JSON, of what something was and of what it became: a chatbot's whole configuration fits. */
  snapshotLength: 100_000,
} as const

export const webhookDefaults = {
  /** Of one tenant. Each event is kept once, and a row for each of them. */
  perTenant: 20,
  /** Delivered at the same time for one tenant. */
  atOnce: 10,
  /** The longest an answer may take; the specification proposes 15 to 30 s. */
  answerMs: 15 * second,
  /** When it is tried again after each failure; the specification's own proposal. */
  retriesMs: [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour],
  /** Up to so much of a delay is added: receivers that come back are not asked by everyone at once. */
  jitter: 0.2,
  /** After so long without any delivery a webhook is disabled. */
  failingMs: 5 * day,
  /** A secret that was rotated still signs for so long; and how many sign at once. */
  secretGraceMs: day,
  secretsAtOnce: 3,
  /** Events and what became of them are kept for so long. */
  keptMs: 30 * day,
  /** Characters kept of an error. */
  errorLength: 500,
} as const
