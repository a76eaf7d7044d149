export interface ServerSentEvent {
  readonly type: string
  readonly data: string
  /** The last one that was told, with this event or before it. */
  readonly id: string | undefined
}

/**
 * A stream of server-sent events, in batches: those that a piece of it completes. The next piece is read when the next
 * batch is asked for. Throws RangeError for an event larger than `limit` characters.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export async function* eventsIn(
  body: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<readonly ServerSentEvent[]> {
  const decoder = new TextDecoder()
  let rest = ''
  let type = ''
  let data: string[] = []
  let length = 0
  let id: string | undefined

  function take(line: string): ServerSentEvent | undefined {
    if (line === '') {
      const event = data.length === 0 ? undefined : { type: type || 'message', data: data.join('\n'), id }
      type = ''
      data = []
      length = 0
      return event
    }
    const [, name, value = ''] = /^([^:]*)(?:: ?([^]*))?$/.exec(line) ?? []
    if (name === 'event') type = value
    if (name === 'id' && !value.includes('\0')) id = value
    if (name === 'data') {
      length += value.length
      data.push(value)
    }
    return undefined
  }

  for await (const chunk of body) {
    // A line feed may follow a carriage return that ends a piece: then they are one line's end.
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    if (rest.length + length > limit) throw new RangeError('An event is too long.')
    const events = lines.flatMap((line) => take(line) ?? [])
    if (events.length > 0) yield events
  }
}
