import type { TenantKey } from './id.ts'

/** What was answered to a request that may come again. */
export interface KeptAnswer {
  readonly status: number
  readonly body: string
}

export interface IdempotentRequest {
  /** Who asks: another caller's key is another key. */
  readonly caller: string
  readonly key: string
  /** Of method, address and body. */
  readonly fingerprint: string
}

/**
 * `begun`: nobody asked before, or whoever did never got an answer. `running`: somebody is at it. `other`: the key was used
 * for something else.
 */
export type Beginning = 'begun' | 'running' | 'other' | KeptAnswer

/** Answers by idempotency key, kept sealed for a while: what is shown once may be among them. */
export interface Answers {
  /** Durable when it resolves. */
  begin(request: IdempotentRequest): Promise<Beginning>
  /** `answer` undefined: it failed, and may be tried again. `tenant`: whom it turned out to concern. */
  finish(request: IdempotentRequest, answer: KeptAnswer | undefined, tenant: TenantKey | undefined): Promise<void>
  /** Removes a tenant’s answers that are about somebody, by what they say; how many. */
  forget(tenant: TenantKey, isAbout: (text: string) => boolean): Promise<number>
}
