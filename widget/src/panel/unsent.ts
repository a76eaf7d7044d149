import type { Part } from './conversation.ts'

/** What was written and is not durable at the gateway yet: it survives a reload, and goes out under the same id. */
export interface Unsent {
  readonly id: string
  readonly parts: readonly Part[]
  /** ISO 8601 UTC. */
  readonly at: string
}

export interface UnsentStore {
  /** In the order in which they were written. */
  all(): Promise<readonly Unsent[]>
  add(message: Unsent): Promise<void>
  remove(id: string): Promise<void>
  clear(): Promise<void>
}

const storeName = 'unsent'

/** In IndexedDB; where there is none or it fails, in memory. */
export function openUnsent(embedId: string, factory: IDBFactory | undefined = globalThis.indexedDB): UnsentStore {
  const memory = new Map<string, Unsent>()
  const opened = open(embedId, factory)

  /** What the browser refuses to do is done in memory, which has all of this page anyway. */
  async function within<Result>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result | undefined> {
    try {
      const database = await opened
      return database && (await result(work(database.transaction(storeName, mode).objectStore(storeName))))
    } catch {
      return undefined
    }
  }

  return {
    async all() {
      const kept: readonly Unsent[] = (await within('readonly', (store) => store.getAll())) ?? []
      const known = new Set(kept.map(({ id }) => id))
      return [...kept, ...[...memory.values()].filter(({ id }) => !known.has(id))].sort((one, other) =>
        one.at.localeCompare(other.at),
      )
    },
    async add(message) {
      memory.set(message.id, message)
      await within('readwrite', (store) => store.put(message))
    },
    async remove(id) {
      memory.delete(id)
      await within('readwrite', (store) => store.delete(id))
    },
    async clear() {
      memory.clear()
      await within('readwrite', (store) => store.clear())
    },
  }
}

async function open(embedId: string, factory: IDBFactory | undefined): Promise<IDBDatabase | undefined> {
  try {
    const request = factory?.open(`colloquy:${embedId}`, 1)
    if (request === undefined) return undefined
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'id' })
    return await result(request)
  } catch {
    return undefined
  }
}

function result<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The database refused.'))
  })
}
