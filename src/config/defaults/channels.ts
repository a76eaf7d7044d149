import { day, hour, minute, second } from './units.ts'

// What we chose for platforms beyond what they say of themselves.

export const webDefaults = {
  /** Where Socket.IO listens: no other address becomes a connection of another protocol. */
  socketPath: '/socket.io',
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
  /** Characters of a secret that signs identities: 256 bits in hex are 64, in base64 43; a word is guessed. */
  identitySecretLength: 32,
  /** Characters of a token by which a website says who somebody is: a signature, and some claims of theirs. */
  identityLength: 4096,
  /** By so much two servers' clocks may differ. */
  identityToleranceSeconds: 30,
  /** A puzzle is solved within a second or two; on an old phone that sleeps meanwhile, within some minutes. */
  puzzleMs: 5 * minute,
  /** Of a solution: its puzzle is 80 characters long. */
  solutionLength: 128,
  /** Zero bits that may be asked for: from nothing worth it to about ten seconds of a phone. */
  leastPuzzleBits: 8,
  mostPuzzleBits: 22,
  /** New visitors from one public address: a school's or a company's pupils behind one, and no thousands of one script. */
  visitorsPerAddress: { points: 300, seconds: hour / second },
  /** Erasures that visitors behind one public address ask for: each looks at every page of the tenant's file. */
  forgetsPerAddress: { points: 30, seconds: hour / second },
  /** Of one visitor, over all tabs: what was just deleted is deleted. */
  forgetRate: { perSecond: 1 / 60, burst: 3 },
  /** Whoever waits to be forgotten looks again after so long: most erasures take less. */
  forgetLookMs: second,
  /** The window of a chatbot's own limit of messages. */
  dailySeconds: day / second,
  /** How far messages are counted within it: no website is said as many, and every counter holds it exactly. */
  dailyCounted: 1_000_000_000,
  /** Open tabs from one public address. */
  connectionsPerAddress: 1000,
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
  /** Bytes of one file that a visitor sends: photographs and scans; the media store itself takes four times as much. */
  uploadBytes: 25 * 1024 * 1024,
  /** What people send along. Nothing that a browser would run: pages, scripts and programs are no pictures of anything. */
  uploadTypes: [
    'image/*',
    'audio/*',
    'video/*',
    'application/pdf',
    'application/msword',
    'application/vnd.ms-excel',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.oasis.opendocument.spreadsheet',
    'application/vnd.oasis.opendocument.text',
    'text/csv',
    'text/plain',
  ],
  /** Files of one visitor: two messages full of them at once, then one every five seconds. */
  uploadRate: { perSecond: 0.2, burst: 20 },
  /** Files of one visitor that are under way at once: each is a connection and a file, none is in memory. */
  uploadsAtOnce: 4,
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
  /** So may what a website loads: its address is on strangers' pages and stays the same over releases. */
  widgetCacheSeconds: 3600,
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
  /** A token that ends so soon is changed before it is used, or up to twice as early: longer than any call takes. */
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

export const channelDefaults = {
  /** Last events of a channel that are listed when the caller does not say, and at the most: each may be in a conversation of its own. */
  deliveries: 50,
  deliveriesMax: 100,
  /** Dead letters that are searched for the reason of an event: the newest, as the events are. */
  deadLettersSearched: 500,
  /** Networks that a channel listens to: a platform's published list is a dozen; each is looked at for every webhook. */
  networks: 50,
  /** What is older than so long is no longer a channel's present trouble. */
  troubleMs: hour,
  /** An operator who installs an app by the platform's own page has so long for it. */
  installMs: 15 * minute,
  /** So long a process that would pair an account waits for the one that has it: longer than a look for what is free. */
  pairOwnMs: 3 * second,
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
