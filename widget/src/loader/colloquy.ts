import type { ChatEvent, Colloquy, Hear, Tell } from '../api.ts'
import { type Chat, createChat } from './chat.ts'

export const isEmbedId = (text: string) => /^cb_[\w-]{12}$/.test(text)

/** The chats of a page, each by its embed id, and no two of the same. */
export function createColloquy(gateway: string): Colloquy & { readonly tell: Tell } {
  const chats = new Map<string, Promise<Chat>>()
  const listeners = new Map<ChatEvent, Set<Hear<never>>>()

  /** What is asked of a chat whose description is still on its way is done when it is there. */
  function ask(embedId: string | undefined, work: (chat: Chat) => void): void {
    const chat = embedId === undefined ? [...chats.values()][0] : chats.get(embedId)
    chat?.then(work, () => undefined)
  }

  const tell: Tell = (event, detail) => {
    for (const hear of listeners.get(event) ?? []) {
      // One listener's mistake is reported as the page's own, and keeps nothing from the others.
      try {
        hear(detail as never) // put in with the event's own type
      } catch (error) {
        reportError(error)
      }
    }
  }

  return {
    tell,
    boot(options) {
      const { embedId } = options
      if (!isEmbedId(embedId) || chats.has(embedId)) return
      const chat = createChat(gateway, options, tell)
      chats.set(embedId, chat)
      chat.catch((error: unknown) => {
        // A website works without its chat, and may try again.
        chats.delete(embedId)
        tell('error', { embedId, code: 'E_NOT_LOADED', message: String(error) })
      })
    },
    open: (embedId) => ask(embedId, (chat) => chat.open()),
    close: (embedId) => ask(embedId, (chat) => chat.close()),
    send: (text, embedId) => ask(embedId, (chat) => chat.send(text)),
    on(event, hear) {
      const known = listeners.get(event) ?? new Set()
      listeners.set(event, known.add(hear))
    },
    off(event, hear) {
      listeners.get(event)?.delete(hear)
    },
    update: (wishes, embedId) => ask(embedId, (chat) => chat.update(wishes)),
    identify: (identity, embedId) => ask(embedId, (chat) => chat.identify(identity)),
    forget: (embedId) => ask(embedId, (chat) => chat.forget()),
    destroy(embedId = [...chats.keys()][0] ?? '') {
      ask(embedId, (chat) => chat.destroy())
      chats.delete(embedId)
    },
  }
}
