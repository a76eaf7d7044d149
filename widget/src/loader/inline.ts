import type { Colloquy, Tell } from '../api.ts'
import { readWishes } from '../protocol.ts'
import { isEmbedId } from './colloquy.ts'
import { type Frame, bootMessage, openFrame, pass } from './frame.ts'
import { dress } from './dress.ts'
import styles from './inline.css?inline'

/** `<colloquy-chat embed-id="cb_…">`: the chat as a part of the page, where its author put it. */
export function defineInline(gateway: string, { tell }: Colloquy & { readonly tell: Tell }): void {
  if (customElements.get('colloquy-chat') !== undefined) return
  const rooms = new WeakMap<HTMLElement, ShadowRoot>()
  const frames = new WeakMap<HTMLElement, Frame>()

  class InlineChat extends HTMLElement {
    connectedCallback(): void {
      const embedId = this.getAttribute('embed-id') ?? ''
      if (!isEmbedId(embedId)) return
      const root = rooms.get(this) ?? this.attachShadow({ mode: 'closed' })
      rooms.set(this, root)
      dress(root, styles)
      const { language, theme, identity } = this.dataset
      const options = { ...readWishes({ language, theme }), ...(identity && { identity }) }
      const frame = openFrame(root, {
        gateway,
        embedId,
        title: this.title === '' ? 'Chat' : this.title,
        boot: () => bootMessage('inline', true, options),
        hear: (message) => pass(message, embedId, tell),
      })
      frame.element.loading = 'lazy'
      frames.set(this, frame)
    }

    disconnectedCallback(): void {
      frames.get(this)?.destroy()
    }
  }
  customElements.define('colloquy-chat', InlineChat)
}
