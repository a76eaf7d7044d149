/** How work came out, as counted. */
export type TurnResult = 'answered' | 'silent' | 'handoff' | 'nobody' | 'failed' | 'conflict' | 'setAside'
export type SendResult = 'sent' | 'retried' | 'dead'

/** Counts and times. Called on the road, several times a message: every call is well under a microsecond. */
export interface Metrics {
  /** A stage of the road took so many seconds. */
  stage(name: string, seconds: number): void
  message(platform: string, tenant: string, direction: 'in' | 'out'): void
  bell(kind: 'turn' | 'send' | 'due' | 'event', what: 'rung' | 'worked'): void
  turn(result: TurnResult): void
  send(platform: string, result: SendResult): void
  deadLetter(side: 'inbox' | 'outbox'): void
  /** A scheduled backup ended. */
  backup(result: 'made' | 'failed'): void
  /** A call to a platform whose outcome was never recorded is made again: the person may see the message twice. */
  maybeDoubled(platform: string): void
}

/** What there is at a moment, asked for when the metrics are read. */
export interface Standing {
  /** Events that are durable and not worked on yet. */
  readonly pendingEvents: number
  /** Seconds since the oldest of them came; 0: none. */
  readonly oldestEventSeconds: number
  /** Messages that wait to be sent. */
  readonly pendingMessages: number
  readonly oldestMessageSeconds: number
  readonly openScopes: number
  readonly waitingBells: number
  /** Since the last scheduled backup was begun; undefined: there is none. */
  readonly backupAgeSeconds: number | undefined
}
