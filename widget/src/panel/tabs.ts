/** What one tab tells the others of the same visitor beside what the gateway tells them all. */
export type Told =
  /** Everything up to this number was on a screen. */
  | { readonly told: 'read'; readonly seq: number }
  /** Something was written while this tab was offline, or is on its way. */
  | { readonly told: 'wrote'; readonly id: string }
  | { readonly told: 'settled'; readonly id: string }
  | { readonly told: 'verdict'; readonly id: string; readonly verdict?: 'up' | 'down' }

export interface Tabs {
  tell(told: Told): void
  close(): void
}

/** Where a browser has no channels, every tab lives by itself. */
export function openTabs(embedId: string, heard: (told: Told) => void): Tabs {
  if (typeof BroadcastChannel === 'undefined') return { tell: () => undefined, close: () => undefined }
  const channel = new BroadcastChannel(`colloquy:${embedId}`)
  // Said by our own pages only: a channel is as closed as an origin.
  channel.onmessage = (event: MessageEvent<Told>) => heard(event.data)
  return {
    tell: (told) => channel.postMessage(told),
    close: () => channel.close(),
  }
}
