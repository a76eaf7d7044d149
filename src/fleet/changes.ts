import { deskDefaults } from '../config/defaults.ts'
import type { ConversationChange } from '../contracts/desk.ts'
import type { Fleet, News } from '../contracts/fleet.ts'

type Hear = (change: ConversationChange) => void

interface Reader {
  readonly hear: Hear
  end(): void
}

const subject = 'changes'

/**
 * Changes of a tenant's conversations, told to whoever reads them at another process. Each process tells all of what
 * happens in it while the tenant is open there: who reads where is nobody's to know.
 */
export function shareChanges(news: News): Fleet['changes'] {
  const reading = new Map<string, Set<Reader>>()
  news.hear(subject, (heard) => {
    const { tenant, change } = heard as { readonly tenant: string; readonly change: ConversationChange } // as told below
    for (const reader of reading.get(tenant) ?? []) reader.hear(change)
  })
  // Who does not know what was missed reads everything again.
  news.onMissed(() => {
    for (const readers of reading.values()) for (const reader of readers) reader.end()
  })

  return (tenant, own) => {
    const readers = new Set<Reader>()
    async function tell(): Promise<void> {
      reading.set(tenant, readers)
      for await (const change of own(new AbortController().signal)) news.tell(subject, { tenant, change })
      if (reading.get(tenant) === readers) reading.delete(tenant)
    }
    void tell()
    return (signal) => read(readers, own, signal)
  }
}

async function* read(
  readers: Set<Reader>,
  own: ReturnType<Fleet['changes']>,
  signal: AbortSignal,
): AsyncGenerator<ConversationChange> {
  const over = new AbortController()
  let waiting: ConversationChange[] = []
  let wake: () => void = () => undefined
  const reader: Reader = {
    hear(change) {
      waiting.push(change)
      if (waiting.length > deskDefaults.changesWaiting) over.abort()
      wake()
    },
    end() {
      over.abort()
      wake()
    },
  }
  async function readOwn(): Promise<void> {
    for await (const change of own(AbortSignal.any([signal, over.signal]))) reader.hear(change)
    reader.end()
  }
  readers.add(reader)
  void readOwn()
  try {
    while (!over.signal.aborted) {
      if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      const next = waiting
      waiting = []
      yield* next
    }
  } finally {
    readers.delete(reader)
    over.abort()
  }
}
