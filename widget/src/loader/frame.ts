import type { BootOptions, Tell } from '../api.ts'
import { type Layout, type ToLoader, type ToPanel, envelope, listenTo, readToLoader, readWishes } from '../protocol.ts'

export interface Frame {
  readonly element: HTMLIFrameElement
  /** Waits until the panel listens. What the panel was told at its start is not said again. */
  say(message: ToPanel): void
  destroy(): void
}

export interface FrameOptions {
  readonly gateway: string
  readonly embedId: string
  /** For who cannot see it. */
  readonly title: string
  /** What is said to a panel that has just come up; it may come up again. */
  readonly boot: () => ToPanel
  readonly hear: (message: Exclude<ToLoader, { readonly type: 'hello' }>) => void
}

/** The panel, in a frame of the gateway's own origin: the page cannot look into it, nor its styles get there. */
export function openFrame(parent: Node, { gateway, embedId, title, boot, hear }: FrameOptions): Frame {
  const element = document.createElement('iframe')
  element.title = title
  element.allow = 'microphone; autoplay; clipboard-write'
  element.src = `${gateway}/embed/${embedId}/panel`
  parent.appendChild(element)
  const panel = element.contentWindow
  if (panel === null) throw new Error('A frame that is part of a page has a window.')
  let waiting: ToPanel[] | undefined = []
  const post = (message: ToPanel) => panel.postMessage(envelope(message), gateway)

  const deaf = listenTo({ window: panel, origin: gateway }, readToLoader, (message) => {
    if (message.type !== 'hello') {
      hear(message)
      return
    }
    post(boot())
    for (const later of waiting ?? []) post(later)
    waiting = undefined
  })

  return {
    element,
    say(message) {
      if (waiting === undefined) post(message)
      // Everything else is a part of what the panel is told at its start.
      else if (message.type === 'send' || message.type === 'askForget') waiting.push(message)
    },
    destroy() {
      deaf()
      element.remove()
    },
  }
}

/** What the panel says for the website's own ears; each was built by our parser and holds nothing else. */
export function pass(message: ToLoader, embedId: string, tell: Tell): void {
  if (message.type === 'ready') tell('ready', { embedId })
  if (message.type === 'unread') tell('unread', { embedId, count: message.count })
  if (message.type === 'message' || message.type === 'error') tell(message.type, { ...message, embedId }) // its own
}

/** The page around the chat, as the panel is told. */
export const hostPage = () => ({ url: location.href, title: document.title })

export function bootMessage(layout: Layout, open: boolean, options: Omit<BootOptions, 'embedId'>): ToPanel {
  const { identity } = options
  return { type: 'boot', layout, open, page: hostPage(), wishes: readWishes(options), ...(identity && { identity }) }
}
