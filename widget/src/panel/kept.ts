/** What a browser remembers for us; where it may not (private windows, blocked third parties), as long as the page lives. */

export interface Drawer {
  get(name: string): string | undefined
  /** undefined: forgotten. */
  set(name: string, text: string | undefined): void
  /** Everything that is in it. */
  empty(): void
}

/** A drawer per chatbot in `localStorage`: two chatbots of one gateway share an origin. */
export function openDrawer(embedId: string, storage: () => Storage = () => localStorage): Drawer {
  const prefix = `colloquy:${embedId}:`
  const memory = new Map<string, string>()

  /** Asked each time: a browser may refuse from one moment to the next. */
  function within<Result>(work: (storage: Storage) => Result): Result | undefined {
    try {
      return work(storage())
    } catch {
      return undefined
    }
  }

  return {
    get: (name) => within((place) => place.getItem(prefix + name)) ?? memory.get(name),
    set(name, text) {
      if (text === undefined) {
        memory.delete(name)
        within((place) => place.removeItem(prefix + name))
        return
      }
      memory.set(name, text)
      within((place) => place.setItem(prefix + name, text))
    },
    empty() {
      memory.clear()
      within((place) => {
        for (const key of Object.keys(place)) if (key.startsWith(prefix)) place.removeItem(key)
      })
    },
  }
}
