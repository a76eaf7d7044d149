import { type Layout, type ToLoader, type ToPanel, envelope, listenTo, readToPanel } from '../protocol.ts'

/** The page around the panel, or nobody: the panel can be looked at by itself. */
export interface Host {
  readonly isAlone: boolean
  readonly firstLayout: Layout
  tell(message: ToLoader): void
  /** What the page says from now on, what it said before included. */
  listen(hear: (message: ToPanel) => void): void
}

export function openHost(): Host {
  if (parent === window) {
    return { isAlone: true, firstLayout: 'inline', tell: () => undefined, listen: () => undefined }
  }
  const early: ToPanel[] = []
  let hear = (message: ToPanel): void => void early.push(message)
  let origin: string | undefined
  const waiting: ToLoader[] = []
  listenTo({ window: parent }, readToPanel, (message, from) => {
    origin = from
    for (const one of waiting.splice(0)) parent.postMessage(envelope(one), from)
    hear(message)
  })
  // There is nothing in it: anyone may hear that a panel is here.
  parent.postMessage(envelope({ type: 'hello' }), '*')
  return {
    isAlone: false,
    firstLayout: 'floating',
    tell(message) {
      if (origin === undefined) waiting.push(message)
      else parent.postMessage(envelope(message), origin)
    },
    listen(listener) {
      hear = listener
      early.splice(0).forEach(listener)
    },
  }
}
