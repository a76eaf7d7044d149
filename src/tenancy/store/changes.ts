import { deskDefaults } from '../../config/defaults.ts'
import type { ConversationChange } from '../../contracts/desk.ts'
import type { ConversationId, MessageId } from '../../contracts/id.ts'
import type { Database } from '../database.ts'

/** Tells readers in this process what is to be read again. They are told of what is durable. */
export interface Changes {
  /** Inside a write. Costs nothing while nobody reads. */
  note(type: string, conversation: ConversationId, message?: MessageId): void
  readonly watched: boolean
  read(signal: AbortSignal): AsyncIterable<ConversationChange>
  close(): void
}

export function createChanges(database: Database, clock: () => number): Changes {
  const readers = new Set<Reader>()
  /** In the transaction that settles with `durable`. */
  let noted: ConversationChange[] = []
  let durable: Promise<void> | undefined

  function notedNow(): ConversationChange[] {
    const settled = database.settled()
    if (settled === durable) return noted
    const changes: ConversationChange[] = []
    durable = settled
    noted = changes
    settled.then(
      () => {
        for (const reader of readers) reader.tell(changes)
      },
      () => undefined, // undone: nobody is told
    )
    return changes
  }

  return {
    note(type, conversation, message) {
      if (readers.size === 0) return
      notedNow().push({ type, conversation, ...(message === undefined ? {} : { message }), at: clock() })
    },
    get watched() {
      return readers.size > 0
    },
    async *read(signal) {
      const reader = new Reader()
      const end = () => reader.end()
      readers.add(reader)
      signal.addEventListener('abort', end, { once: true })
      try {
        if (!signal.aborted) yield* reader.changes()
      } finally {
        readers.delete(reader)
        signal.removeEventListener('abort', end)
      }
    },
    close() {
      for (const reader of readers) reader.end()
    },
  }
}

/** What one reader has not read yet: of each kind and conversation the last. One that is too slow is told nothing more. */
class Reader {
  readonly #waiting = new Map<string, ConversationChange>()
  #ended = false
  #wake: () => void = () => undefined

  tell(changes: readonly ConversationChange[]): void {
    for (const change of changes) {
      const place = `${change.type} ${change.conversation}`
      this.#waiting.delete(place)
      this.#waiting.set(place, change)
    }
    if (this.#waiting.size > deskDefaults.changesWaiting) this.#ended = true
    this.#wake()
  }

  end(): void {
    this.#ended = true
    this.#wake()
  }

  /** Until it is ended: what waits then is not read any more. */
  async *changes(): AsyncGenerator<ConversationChange> {
    while (!this.#ended) {
      const [next] = this.#waiting
      if (next === undefined) {
        await new Promise<void>((resolve) => (this.#wake = resolve))
        continue
      }
      const [place, change] = next
      this.#waiting.delete(place)
      yield change
    }
  }
}
