import { describe, test } from '@jest/globals'
import type { TenantStore } from '../contracts/ports.ts'
import { testConversations, testHandlerTables } from './store/conversations.ts'
import { testDeliveries } from './store/deliveries.ts'
import { start, type Isolated, type Subject } from './store/fixtures.ts'
import { testInbox } from './store/inbox.ts'
import { testInterleavings } from './store/interleavings.ts'
import { testRemembrance } from './store/remembrance.ts'
import { testDeadLetters, testOutbox } from './store/outbox.ts'
import { testTurns } from './store/turns.ts'

export interface OpenedStore {
  readonly store: TenantStore
  /** Ends the store without ceremony, as a kill would, and opens the same data again. */
  crash(): Promise<TenantStore>
  close(): Promise<void>
}

/** What the suite asks of a store under test: an empty one, for every test. */
export interface StoreUnderTest {
  open(options: { readonly clock: () => number; readonly backlogEvents: number }): Promise<OpenedStore>
}

/** Of tests that do not care. */
const roomy = 100_000

/** The promises of the TenantStore port. Every implementation passes the same suite. */
export function testStore(name: string, { open }: StoreUnderTest): void {
  async function withStore(body: (subject: Subject) => Promise<void>, backlogEvents = roomy): Promise<void> {
    let now = start
    const opened = await open({ clock: () => now, backlogEvents })
    let { store } = opened
    const subject: Subject = {
      get store() {
        return store
      },
      get now() {
        return now
      },
      set now(value) {
        now = value
      },
      crash: async () => void (store = await opened.crash()),
    }
    try {
      await body(subject)
    } finally {
      await opened.close()
    }
  }

  const isolated: Isolated = (sentence, body, options) => test(sentence, () => withStore(body, options?.backlogEvents))

  describe(`the store ${name}`, () => {
    testInbox(isolated)
    testTurns(isolated)
    testOutbox(isolated)
    testDeadLetters(isolated)
    testDeliveries(isolated)
    testConversations(isolated)
    testRemembrance(isolated)
    testHandlerTables(isolated)
    testInterleavings(withStore)
  })
}
