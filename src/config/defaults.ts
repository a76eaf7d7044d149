/** Every number we chose, with its reason. Platform limits live in the platform's `abilities.ts`, with their source. */

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

export const databaseDefaults = {
  /** KiB per open tenant file: a conversation's rows are few, and 200 scopes may be open. */
  tenantCacheKib: 512,
  /** The platform's own file is one. */
  platformCacheKib: 4096,
  /** The lock's file has nothing in it. */
  lockCacheKib: 16,
  /** The command line may write beside a running server; its transactions last milliseconds. */
  busyMs: 2 * second,
  /** Writes of one transaction: about a millisecond of work, and more would hardly make each of them cheaper. */
  unitsPerTransaction: 48,
  /** What nobody waits for is on the disk after so long, when nothing else was brought there meanwhile. */
  noteMs: second,
  /**
   * Pages of the log (4 KiB) after which they are carried over into the database's file. SQLite's own 1000 makes a busy
   * tenant stand still for it 20 times a second; of more pages more are the same one, and each is carried once.
   */
  checkpointPages: 4000,
} as const

export const tenancyDefaults = {
  /** Open tenants at once: about 200 KB and three file descriptors each. */
  openScopes: 200,
  /** A scope without work for so long is closed. */
  scopeIdleMs: 5 * minute,
  /** However crowded it is, a scope that was asked for so recently is not closed: a request may still be at it. */
  scopeHeldMs: 3 * second,
  /** Asked to come back after so long when every open tenant is at work. */
  crowdedRetryMs: 2 * second,
  /** How often idle scopes are looked for. */
  scopeSweepMs: 30 * second,
  /** A rotated receive token still works for so long: platforms and people need time to change it. */
  tokenGraceMs: day,
  /** Receive tokens of one channel that work at once; rotated more often, the oldest end early. */
  tokensPerChannel: 5,
  /** How long a change made by another process (the command line) may go unseen. */
  outsideChangeMs: 2 * second,
  /** Tenants kept in memory, about 300 bytes each: every webhook asks for one. */
  rememberedTenants: 10_000,
  /** The plan of a tenant that names none. */
  plan: 'free',
  /** Characters of a name; the column has as many. */
  nameLength: 200,
  /** Settings and personalities: levels of nesting, and characters as JSON. A long prompt fits; a file does not. */
  jsonDepth: 12,
  jsonLength: 100_000,
  /** Languages of one chatbot: the detector's work grows with them. */
  chatbotLanguages: 30,
} as const

export const ingestDefaults = {
  /** Bytes of a webhook's body. WhatsApp sends up to 3 MB; nothing legitimate is larger. */
  bodyBytes: 3 * 1024 * 1024,
  /** Pending events of one tenant before ingest sheds load with 503: several minutes of work at full speed. */
  backlogEvents: 50_000,
  /** Requests of one tenant taken in one turn of the event loop: about a millisecond of work, then others get their turn. */
  requestsPerTick: 16,
  /** Seconds said in Retry-After when load is shed. Telegram honours it as back-pressure. */
  retryAfterSeconds: 2,
  /** Addresses per tenant whose conversation is remembered, so that an event costs no look-up: about 150 bytes each. */
  knownConversations: 20_000,
} as const

export const turnDefaults = {
  /** Conversations worked on at once in one process: handlers mostly wait for others. */
  concurrency: 512,
  /** Of which one tenant may hold so many: each waits for the disk once or twice, and fewer would leave a busy one waiting for it. */
  perTenant: 192,
  /** Turns begun per turn of the event loop: between two of them requests of others are served. */
  perTick: 8,
  /** Events taken into one turn; more become the next turn. */
  eventsPerTurn: 50,
  /** Events of a conversation looked at when its bell rings. */
  eventsRead: 60,
  /** Turns of one conversation before others get their turn. */
  turnsPerBell: 10,
  /** The longest a burst is waited for, however fast fragments arrive, as a multiple of the platform's `burstMs`. */
  burstCap: 3,
  /** A fragment that ends like a sentence shortens the wait to this share of it. */
  burstSentenceShare: 0.6,
  /** A handler is stopped after so long. */
  handlerMs: 60 * second,
  /** A conversation's lease: longer than the longest turn, so that it never ends under a turn that still runs. */
  leaseMs: 90 * second,
  /** Tries of a turn before it is set aside. */
  attempts: 5,
  /** Ends of the process in the middle of the same turn before it is set aside. */
  crashes: 6,
  /** From so many ends on, turns that were begun at them are tried one at a time, to tell the cause from its neighbours. */
  crashesTogether: 2,
  /** Such a turn looks again so often whether it is its time, milliseconds. */
  quarantineMs: 50,
  /** First wait between tries; doubles, with full jitter. */
  retryMs: 200,
  retryCapMs: 30 * second,
  /** "Is typing" is shown when a turn takes longer, and again so often. */
  typingAfterMs: 600,
  typingEveryMs: 4 * second,
} as const

export const deliveryDefaults = {
  /** Messages read from a conversation's outbox at once. */
  batch: 20,
  /** Tries before a message becomes a dead letter: with the waits below about a day, so that a platform may be down for an hour and more. */
  attempts: 40,
  /** First wait; doubles, with full jitter. */
  retryMs: 500,
  /** Longest wait between tries. */
  retryCapMs: 10 * minute,
  /** One call to a platform. */
  callMs: 30 * second,
  /** Characters of the hash that stands for an option id too long for a platform: 126 bits, and short for Telegram's 64 bytes. */
  optionTokenLength: 21,
} as const

export const sweepDefaults = {
  /** How often conversations with work and no bell are looked for. */
  everyMs: 5 * second,
  /** Rows per look. */
  batch: 500,
  /** Keys of what was received are kept so long: WhatsApp repeats for 7 days. */
  keyRetentionMs: 8 * day,
  /** Rows of finished events and messages sent, kept for operators who look into an incident. */
  doneRetentionMs: 7 * day,
  /** Rows removed per sweep, so that pruning never holds up a commit. */
  pruneBatch: 500,
} as const

export const drainDefaults = {
  /** What runs may finish within this time after SIGTERM: the stop must be done within 10 s. */
  graceMs: 6 * second,
  /** Requests that are being answered may end within this time, before the work is drained. */
  serverMs: 2 * second,
  /** Whatever hangs, the process is gone by then. */
  exitMs: 9.5 * second,
} as const

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
  heapMib: 512,
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

export const webDefaults = {
  /** UTF-16 units of one text, caption or label that a visitor sends: several pages; longer things are files. */
  textLength: 10_000,
  /** UTF-16 units of the short words around it: names, media types, addresses, ids of options. */
  wordLength: 1024,
  /** UTF-16 units of a URL: what browsers and servers agree on. */
  urlLength: 2048,
  /** Parts of one message, and phones or addresses of one contact: more than any form makes. */
  partsPerMessage: 10,
  /** Characters of the id a client gives its message: a UUID with a prefix, twice over. */
  messageIdLength: 100,
  /** Characters of a visitor token: ours are about 300. */
  tokenLength: 1024,
  /** A visitor who comes back within half a year finds the conversation; each connection renews the token. */
  tokenMs: 180 * day,
  /** Bytes of one packet: ten texts of the longest kind, and a refusal with a reason for what is a little longer. */
  packetBytes: 256 * 1024,
  /** Messages of one visitor over all tabs. A person never writes so fast; a test bench and a pasted list do. */
  visitorRate: { perSecond: 20, burst: 500 },
  /** Packets of one connection of any kind, typing included. */
  socketRate: { perSecond: 100, burst: 1000 },
  /** Refused packets after which a connection is closed: it does not listen. */
  socketRefusals: 1000,
  /** Visitors whose rate is remembered, so that connecting again does not reset it. */
  ratedVisitors: 20_000,
  /** Messages of one connection on their way into the inbox: bounds memory while the database is slow. */
  sendsInFlight: 500,
  /** Said to a client when nobody knew better when to try again. */
  retryAfterMs: second,
  /** Open tabs of one visitor. */
  connectionsPerVisitor: 20,
  /** Of one website, so that its flood leaves room for others. */
  connectionsPerChannel: 10_000,
  /** Of the process: about 20 KB each. */
  connections: 20_000,
  /** Tries to join the chat over one connection: refused ones may be repeated, but not for ever. */
  joinsPerConnection: 10,
  /** A connection that has joined no chat after so long is closed. */
  joinMs: 10 * second,
  /** Proxies cut idle connections after 60 s; two pings fit in. */
  pingEveryMs: 25 * second,
  pingTimeoutMs: 20 * second,
  /** At a stop, clients may say goodbye for so long before their connections are cut. */
  closeMs: 500,
  /** Messages of the history read at once. */
  replayPage: 200,
  /** The latest messages that are replayed; older ones are behind the API. */
  replayLimit: 2000,
  /** One page of the history; then the client is asked to come again. */
  replayMs: 10 * second,
  /** Live messages that wait for the end of a replay. */
  replayWaiting: 1000,
  /** A tab's own messages that have no number yet. */
  unnumbered: 100,
  /** "Is typing" ends by itself when it is not repeated: one repetition (turnDefaults.typingEveryMs) may be late. */
  typingMs: 6 * second,
  /** The public description of a chatbot may be so old in a browser. */
  configCacheSeconds: 60,
} as const

export const markdownDefaults = {
  /** Longer replies are plain text: the longest any platform takes in one piece of Markdown is 12,000 (Slack). */
  length: 40_000,
  /** Lists and quotes opened on one line. Nobody means more, and the parser's time grows with their square. */
  containers: 12,
  /** Runs of emphasis marks in one paragraph and in all: the parser pairs each with each. */
  marksPerParagraph: 300,
  marks: 2000,
} as const

export const apiDefaults = {
  /** Bytes of an administrative request's body: configuration and messages, never files. */
  bodyBytes: 256 * 1024,
  /** Nested lists and objects in a body. Ours are flat; what recurses over a deeper one would exhaust the stack. */
  bodyDepth: 32,
  /** Characters of one parameter of a path: the longest of ours, a receive token, has half of it. */
  pathParamLength: 100,
  /** Longest time for the headers of a request to arrive, and for the whole of it: slow senders hold a connection no longer. */
  headersMs: 15 * second,
  requestMs: minute,
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

export const telemetryDefaults = {
  /** Different label sets per metric; tenants are among the labels. More are counted together. */
  labelSets: 5000,
  /** Seconds: from what a stage costs in memory to what a person no longer waits for. */
  stageBuckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  /** The longest the sources of the gauges may take when the metrics are read: scrapers give up after 10 s. */
  collectMs: 5 * second,
  /** How often metrics are pushed, and the longest a push may take. */
  pushEveryMs: 30 * second,
  pushMs: 3 * second,
  /** A health check without an answer has failed: probes ask every few seconds. */
  checkMs: 2 * second,
  /** What a log line may hold: levels of nesting, entries per list or object, characters per text and per stack. */
  logDepth: 5,
  logEntries: 50,
  logText: 2000,
  logStack: 3000,
} as const

export const routeDefaults = {
  /** Characters in which a person says no more than that they want to start over. */
  startOverLength: 60,
  /** Below it an intent is not offered the turn: whoever falls back asks instead of guessing. */
  intentConfidence: 0.5,
  /** Below that, what is at least this likely, and nearly as likely as the best, is offered as a choice of a few. */
  doubtConfidence: 0.35,
  doubtShare: 0.5,
  doubts: 3,
} as const

export const contextDefaults = {
  /** Whoever comes back later begins anew: what was said a month ago is no context of today. */
  idleMs: 30 * day,
  /** Messages that are told as they were: ten questions and ten answers. */
  window: 20,
  /** Messages that leave the window before the summary is written anew. */
  summaryEvery: 10,
  /** Messages summed up in one go; of longer conversations the oldest are left out. */
  summed: 200,
  /** Characters of one message that are remembered: what was meant stands at its beginning. */
  messageLength: 2000,
  /** Characters of the summary: some lines of an agent's screen, and 300 tokens of a model's attention. */
  summaryLength: 1200,
  /** The same in tokens of a model, with room for languages that need more of them. */
  summaryTokens: 600,
  /** Characters of one sentence in it. */
  summarySentence: 240,
} as const

export const ownIntentDefaults = {
  /** Intents of one chatbot: twice the largest public benchmark; beyond that people mean several chatbots. */
  intents: 300,
  /** Characters of one intent as JSON, and of all of a chatbot: they are in memory while the tenant is open. */
  contentLength: 200_000,
  contentLengthOfChatbot: 4_000_000,
  /** Versions of an intent that are kept. */
  versions: 50,
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

export const pacerDefaults = {
  /** Chats of one account whose pace is remembered: at a message a second each, far more than a process sends to. At least half as many. */
  chats: 20_000,
  /** An account that was told "too many" keeps to the platform's published rate for so long. */
  accountLimitMs: 5 * minute,
  /**
   * Two chats that are told "too many" within so long have met the account's limit: the calls that were on their way when
   * it was reached are all answered within a few seconds, and chats that each meet their own limit rarely coincide.
   */
  secondChatMs: 3 * second,
} as const

export const telegramDefaults = {
  /** Connections of one bot: at 200 ms a call still more than the 30 messages a second that Telegram grants. */
  connections: 64,
  /** An idle connection is closed after so long. */
  keepAliveMs: 30 * second,
  connectMs: 10 * second,
  /** The answer to a call. Telegram fetches media by URL before it answers. */
  answerMs: 30 * second,
  /** A file on its way to Telegram, 50 MB at the most. */
  uploadMs: 2 * minute,
  /** Seconds one call of getUpdates waits for something to happen; Telegram's maximum is 50. */
  pollSeconds: 30,
  /** Bytes of an answer: 100 updates of the largest kind are about a tenth of it. */
  answerBytes: 16 * 1024 * 1024,
  /** Between two pieces of a file that is being downloaded. */
  downloadMs: 30 * second,
  /** Connections that Telegram opens to us at once. Webhooks are answered in a millisecond: its own default is plenty. */
  webhookConnections: 40,
  /** A connection that is closed lets its calls end for so long. */
  closeMs: 2 * second,
  /** UTF-16 units of a platform's explanation that are kept in an error. */
  reasonLength: 300,
  /** Between two drafts of a reply that is being written: they share the limit of messages, about one a second in a chat. */
  draftEveryMs: 1100,
  /** Replies being written at once; the oldest is shown when it is done. */
  drafts: 1000,
} as const

export const slackDefaults = {
  /** A request whose timestamp is further from our clock is a replay, milliseconds: Slack's own advice. */
  signatureMs: 5 * minute,
  /** Connections of one workspace: at 200 ms a call far more than the message a second in each channel. */
  connections: 32,
  keepAliveMs: 30 * second,
  connectMs: 10 * second,
  /** The answer to a call. */
  answerMs: 30 * second,
  /** Between two pieces of a file on its way from or to Slack. */
  fileMs: minute,
  /** Bytes of an upload whose length nobody knows: it is gathered in memory, because Slack wants to be told. */
  gatheredBytes: 32 * 1024 * 1024,
  /** A connection that is closed lets its calls end for so long. */
  closeMs: 2 * second,
  /** UTF-16 units of a platform's explanation that are kept in an error. */
  reasonLength: 300,
  /** A token that ends so soon is changed before it is used: longer than any call takes. */
  rotateBeforeMs: 10 * minute,
  /** Between two edits of a reply that is being written: chat.update allows 50 a minute over all channels. */
  editEveryMs: 1500,
  /** Between two additions to a native stream: chat.appendStream allows 100 a minute. */
  appendEveryMs: 700,
  /** Replies being written at once; the oldest is forgotten, and then sent as a message of its own. */
  streams: 1000,
  /** An answer goes to `response_url` this long after the command: what comes later is no answer to it. Slack: 30 minutes. */
  respondMs: minute,
  /** Commands whose `response_url` is remembered. */
  responders: 1000,
  /** A socket must open within this time, and say something as often once it has shown that it does: Slack pings every few seconds. */
  socketOpenMs: 10 * second,
  socketSilenceMs: minute,
  /** Envelopes that one batch takes: they are kept in one transaction. */
  socketBatch: 100,
} as const

export const whatsappDefaults = {
  /** Connections of one number: at 200 ms a call as many as the 80 messages a second that Meta grants need, and some. */
  connections: 32,
  keepAliveMs: 30 * second,
  connectMs: 10 * second,
  /** The answer to a call: Meta fetches media by URL later. */
  answerMs: 25 * second,
  /** Bytes of an answer: what is sent is answered with two ids. */
  answerBytes: 1024 * 1024,
  /** A file on its way to Meta, 100 MB at the most, and between two pieces of one on its way from there. */
  uploadMs: 2 * minute,
  downloadMs: 30 * second,
  /** A file whose length nobody knows is gathered in memory before it is sent: Meta wants to be told. */
  gatheredBytes: 16 * 1024 * 1024,
  /** A connection that is closed lets its calls end for so long. */
  closeMs: 2 * second,
  /** UTF-16 units of a platform's explanation that are kept in an error. */
  reasonLength: 300,
  /** What to wait when WhatsApp says "too many" and not how long. To one person: the steady rate is one message in 6 s. */
  pairLimitMs: 6 * second,
  /** Of one number's throughput, which is counted by the second. */
  throughputMs: second,
  /** While a number's throughput is being raised: a minute at the most. */
  maintenanceMs: 15 * second,
  /** Of an app's or account's calls, which are counted by the hour. */
  accountLimitMs: minute,
  /** While something is wrong at Meta's. */
  troubleMs: 2 * second,
  /** A Retry-After beyond it is not believed. */
  longestRetryAfterSeconds: 24 * 60 * 60,
} as const

export const signalDefaults = {
  /** Connections to one daemon besides the stream of events: it works on each request in a thread of its own. */
  connections: 16,
  keepAliveMs: 30 * second,
  connectMs: 10 * second,
  /** The answer to a call that asks, and to one that sends: a large group is many messages, and what is sent twice is seen twice. */
  answerMs: 30 * second,
  sendMs: 2 * minute,
  /** The person has to find the phone and the right menu: the picture's address dies earlier than this. */
  linkMs: 5 * minute,
  /** Pictures shown one after the other before pairing is given up. */
  pairPictures: 5,
  /** The daemon says that it lives every 15 s: five of these may be lost. */
  silenceMs: 75 * second,
  /** Bytes of one event, and of an answer that is no file: the largest message with all its quotes is far below. */
  answerBytes: 4 * 1024 * 1024,
  /** A connection that is closed lets its calls end for so long. */
  closeMs: 2 * second,
  /** UTF-16 units of a daemon's explanation that are kept in an error. */
  reasonLength: 300,
  /** Edited messages whose first form is remembered: an app names the form before, which a person may edit again within a day. */
  edits: 1000,
} as const

export const handlerDefaults = {
  /** Jumps by `goto` in one turn: more is a circle. */
  jumps: 5,
  /** Messages of one turn: more is a loop, and no chat shows them all. */
  messagesPerTurn: 100,
  /** Entries of a dialogue's journal: replaying them takes milliseconds, and no person answers so many questions. */
  journalEntries: 1000,
  /** A dialogue waits so long for an answer: people come back after a week, and a week is not a day too few. */
  dialogueMs: 14 * day,
  /** Answers to one question that do not fit before the dialogue is left: the person wants something else. */
  misses: 5,
  /** From this miss on, the person is told how to leave. */
  missesBeforeHint: 2,
  /** Confidence from which another intent is clear enough to leave a dialogue for, when the answer does not fit. */
  leaveConfidence: 0.7,
  /** Characters of a label that may be mistyped: a slip in a short word is another word. */
  typoLength: 4,
  /** Characters of a label from which two slips are forgiven. */
  twoTyposLength: 8,
  /** Characters of a message that is compared with examples that have slots in them: nobody writes a longer request, and the time grows with a power of it. */
  templateLength: 200,
  /** Slots in one example: that power. */
  templateSlots: 3,
  /** Compiled checks of fields kept: every question of every plugin, some times over. */
  compiledChecks: 1000,
  /** Bytes of one value in a plugin's store: it is memory, not a file system. */
  storeValueBytes: 64 * 1024,
  /** Characters of a key in a plugin's store. */
  storeKeyLength: 200,
  /** Writes to the store of one turn, and schedules added by it: they are one transaction. */
  writesPerTurn: 500,
  schedulesPerTurn: 100,
  /** Characters of one `words/<language>.json`: a thousand sentences. */
  wordsLength: 256 * 1024,
  /** An editor writes a file in several steps: a plugin is reloaded when its folder was quiet for so long. */
  reloadDebounceMs: 120,
} as const

export const pluginHttpDefaults = {
  /** One call with all its redirects: a person is waiting, and the handler's own time-out is longer. */
  totalMs: 20 * second,
  connectMs: 5 * second,
  /** Bytes of an answer: it may be kept in a journal. */
  responseBytes: 1024 * 1024,
  redirects: 5,
  /** Connections per host: one plugin's slow shop does not take every socket. */
  connectionsPerHost: 32,
  /** A 429 or 503 may ask for so much patience at most. */
  retryAfterCapMs: hour,
  /** Tries of one call after its first, at the most: the turn is repeated besides. */
  retries: 3,
  /** First wait between them, and the longest: a person is waiting. Doubles, with jitter. */
  retryMs: 150,
  retryCapMs: 2 * second,
  /** Failures in a row after which a side is left alone, and for how long before one call looks whether it is back. */
  failuresInARow: 5,
  leftAloneMs: 10 * second,
  /** Sides of one tenant that are remembered so. */
  sides: 200,
  /** Answers that one tenant's plugins asked to be kept: how many, how large together (characters of JSON), how long. */
  cachedAnswers: 500,
  cachedLength: 4 * 1024 * 1024,
  cacheCapMs: hour,
} as const

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

export const listenDefaults = {
  /** First wait before a platform is listened to again after it broke off; doubles. */
  retryMs: second,
  retryCapMs: minute,
  /** An adapter that was told to end and does not is left behind after so long: a stop must be done within 10 s. */
  stopMs: 2 * second,
} as const

export const cliDefaults = {
  /** Free disk space under which the doctor warns, and under which it says that something is wrong, bytes. */
  diskWarnBytes: 1024 * 1024 * 1024,
  diskFailBytes: 100 * 1024 * 1024,
  /** A conversation in the terminal waits so long to be let in. */
  connectMs: 10 * second,
  /** Input that came from a file or a pipe is at its end: answers are waited for until it was quiet for so long. */
  quietMs: 2 * second,
  /** One request that a command makes of a running server. */
  requestMs: 30 * second,
  /** Where publishers of models keep them, and how long one file may take: 120 MB on a slow line. */
  modelsUrl: 'https://huggingface.co',
  downloadMs: 15 * minute,
  /** Rows that a command lists at once. */
  pageSize: 200,
} as const

export const mediaDefaults = {
  /** Bytes of one file: the largest that WhatsApp takes (a document); Telegram's bots fetch 20 MB at the most. */
  bytes: 100 * 1024 * 1024,
  /** Files of one tenant that are fetched at once: each is a connection and a file, none is in memory. */
  fetchesAtOnce: 8,
  /** Files that are fetched or wait for it before a turn asks for them. */
  fetchesBegun: 64,
  /** One file may take so long: 100 MB at a megabyte a second. */
  fetchMs: 2 * minute,
  /** A turn waits so long for its files, then it is tried again: with the handler's own time still within a lease. */
  waitMs: 20 * second,
  /** Asked to come back after so long for a file that is still on its way. */
  stillOnItsWayMs: 2 * second,
  /** Bytes at the beginning of a file that tell what it is: a ZIP's first names are among them. */
  headBytes: 4096,
  /** Characters of a file's name that are kept. */
  nameLength: 100,
  /** A URL is the same for so long, so that browsers find what they have; it can be read for one to two of these. */
  urlMs: day,
  /** What a process that ended left half written is removed after so long. */
  unfinishedMs: hour,
  /** A URL that a part names, with all redirects and all bytes: within a call to a platform, which follows it. */
  remoteMs: 20 * second,
  /** An object store answers within this, a whole file's upload included: as long as a fetch of one. */
  storeMs: 2 * minute,
  /** Objects of a removed tenant that are removed at once: each is a request. */
  removedAtOnce: 8,
} as const

export const choiceDefaults = {
  /** Options that were shown as text can be chosen by their number for so long. */
  offeredMs: day,
} as const

export const channelDefaults = {
  /** Last events of a channel that are listed when the caller does not say, and at the most: each may be in a conversation of its own. */
  deliveries: 50,
  deliveriesMax: 100,
  /** Dead letters that are searched for the reason of an event: the newest, as the events are. */
  deadLettersSearched: 500,
  /** An operator who installs an app by the platform's own page has so long for it. */
  installMs: 15 * minute,
  /** Pairing an account by hand: longer than a person looks for their phone, and all the codes that platforms show. */
  pairMs: 10 * minute,
  /** Between two signs of life on a connection that waits for the next step: proxies cut silent ones after 60 s. */
  pairPingMs: 15 * second,
} as const

export const whatsappWebDefaults = {
  /** A browser that is not up by then is not coming up: it takes 2 s on an idle machine. */
  launchMs: 30 * second,
  /** WhatsApp Web's own page must be there by then. */
  pageMs: minute,
  /** From the page to "ready": a phone with years of messages synchronizes for a while, a page that never gets ready does so for ever. */
  readyMs: 3 * minute,
  /** WhatsApp's server is asked something that often: a page can look connected and hear nothing. */
  canaryMs: 2 * minute,
  canaryAnswerMs: 30 * second,
  /** Canaries in a row that do not come back before the browser is ended and begun again. */
  canaryMisses: 2,
  /** First wait before a browser is started again, besides the supervisor's own growing one: it costs a core for seconds. */
  retryMs: 15 * second,
  /** The session is written away that often: what the page learned since is lost with the machine. The library takes a minute and more. */
  backupMs: 5 * minute,
  /** A session that was just paired is copied by the phone for about a minute; before that it cannot be restored. */
  settleMs: minute,
  /** A code to scan is renewed every 20 s; an operator who did not scan one of fifteen is not there. */
  pairMs: 5 * minute,
  /** A browser that was told to close is killed, with all its processes, after so long. */
  closeMs: 1500,
  /** The session of a browser that was closed must be written by then: a stop must be done within 10 s. */
  saveMs: 4 * second,
  /** WhatsApp's server has confirmed a message by then, or it is on its way still: within a call's time. */
  sentMs: 20 * second,
  /** Who is behind a hidden id is asked of the page for so long. */
  lookUpMs: 5 * second,
  /** Whose number is not known is asked for again after so long. */
  unknownMs: minute,
  /** What was said while nothing listened is answered when it is no older: nobody waits for it after a day. */
  missedMs: day,
  /** Messages of ours whose echo must be told from what a person writes on the phone; calls whose message is known. */
  remembered: 2000,
} as const

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
  quoteLeast: 160,
  worthQuoting: 0.25,
} as const

export const demoDefaults = {
  /** The demo begins to read its own pages so long after it is ready. */
  teachAfterMs: second,
  /** Whether it is done is looked at that often. */
  lookMs: second,
} as const
