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

/** `to` numbers an account, `within` a transaction; a question without one is asked beside all transactions. */
export type Question =
  | { readonly do: 'know'; readonly to: number; readonly account: Account }
  | { readonly do: 'forget'; readonly to: number }
  /** Connections that read, and as many that write. */
  | { readonly do: 'allow'; readonly most: number }
  | { readonly do: 'begin'; readonly to: number }
  | {
      readonly do: 'ask'
      readonly to: number
      readonly within?: number
      readonly sql: string
      readonly values: readonly Value[]
    }
  | { readonly do: 'commit' | 'rollback'; readonly within: number }
  | { readonly do: 'end' }

export type Asked = Question & { readonly id: number }

export type Answer =
  | { readonly id: number; readonly rows: readonly unknown[] }
  | { readonly id: number; readonly changes: number; readonly lastInsertRowid: number }
  | { readonly id: number; readonly within: number; readonly revision: number }
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
