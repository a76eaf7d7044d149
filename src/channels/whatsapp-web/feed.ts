/** What happens by itself, for whoever asks for it one after the other. */
export interface Feed<Item> extends AsyncIterable<readonly Item[]> {
  push(item: Item): void
  /** What was pushed before is handed out first. */
  end(error?: Error): void
}

export function createFeed<Item>(): Feed<Item> {
  let waiting: Item[] = []
  let ended: { readonly error: Error | undefined } | undefined
  let wake: () => void = () => undefined

  async function* items(): AsyncGenerator<readonly Item[]> {
    for (;;) {
      if (waiting.length > 0) {
        const batch = waiting
        waiting = []
        yield batch
      } else if (ended) {
        if (ended.error !== undefined) throw ended.error
        return
      } else {
        await new Promise<void>((resolve) => (wake = resolve))
      }
    }
  }

  return {
    push(item) {
      if (ended) return
      waiting.push(item)
      wake()
    },
    end(error) {
      ended ??= { error }
      wake()
    },
    [Symbol.asyncIterator]: items,
  }
}
