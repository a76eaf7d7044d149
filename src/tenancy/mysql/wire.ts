import type { MessagePort } from 'node:worker_threads'

/** What the event loop and the thread that talks to MySQL say to each other. Structured clone carries it. */
export interface Account {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  /** Undefined: of the server, to make databases. */
  readonly database: string | undefined
  readonly tls: boolean
}

export type Value = string | number | bigint | null | Uint8Array

export interface Asking {
  readonly sql: string
  readonly values: readonly Value[]
}

/**
 * `to` numbers an account, `within` a transaction; a question without one is asked beside all transactions. Statements of
 * one question go to the server together. `begin` asks them behind its lock, `commit` before its end.
 */
export type Question =
  | { readonly do: 'know'; readonly to: number; readonly account: Account }
  | { readonly do: 'forget'; readonly to: number }
  /** Connections that read, and as many that write. */
  | { readonly do: 'allow'; readonly most: number }
  | { readonly do: 'begin'; readonly to: number; readonly statements: readonly Asking[] }
  | { readonly do: 'ask'; readonly to: number; readonly within?: number; readonly statements: readonly Asking[] }
  | { readonly do: 'commit'; readonly within: number; readonly statements: readonly Asking[] }
  | { readonly do: 'rollback'; readonly within: number }
  | { readonly do: 'end' }

export type Asked = Question & { readonly id: number }

/** What came of one statement. */
export type Result =
  { readonly rows: readonly unknown[] } | { readonly changes: number; readonly lastInsertRowid: number }

export type Answer =
  | { readonly id: number; readonly results: readonly Result[] }
  | { readonly id: number; readonly within: number; readonly revision: number; readonly results: readonly Result[] }
  | { readonly id: number; readonly done: true }
  | { readonly id: number; readonly error: Failure }

export interface Failure {
  readonly code: string
  readonly message: string
}

export interface ThreadStart {
  readonly port: MessagePort
  /** Raised by the thread after each answer: whoever waits for one sleeps on it. */
  readonly raised: Int32Array<SharedArrayBuffer>
}
