/** How often a page may take the chat away before it is left out: a page that always does, means it. */
const patience = 50

/**
 * Keeps an element in a page that changes under it: Turbo replaces the body, others remove what they do not know.
 * `moved` hears of every time it was put back. Returns what ends that.
 */
export function stay(element: HTMLElement, moved: () => void): () => void {
  let left = patience
  const look = () => {
    observer.observe(document.documentElement, { childList: true })
    observer.observe(document.body, { childList: true })
  }
  const observer = new MutationObserver(() => {
    if (element.isConnected || left === 0) return
    left -= 1
    document.body.append(element)
    look()
    moved()
  })
  document.body.append(element)
  look()
  return () => {
    observer.disconnect()
    element.remove()
  }
}

/** Between two looks at the address where the browser does not tell, milliseconds: nobody reads a page faster. */
const lookMs = 1000

/** Hears when a page goes elsewhere without being loaded again. Returns what ends that. */
export function watchAddress(changed: () => void): () => void {
  let known = location.href
  const look = () => {
    if (location.href === known) return
    known = location.href
    changed()
  }
  const navigation = (window as { navigation?: EventTarget }).navigation // younger than the types
  navigation?.addEventListener('currententrychange', look)
  const timer = navigation === undefined ? setInterval(look, lookMs) : undefined
  return () => {
    navigation?.removeEventListener('currententrychange', look)
    clearInterval(timer)
  }
}

/** Kept for as long as the tab: whether the chat was open. Storage may be blocked, and then nothing is. */
export function remembered(embedId: string) {
  const key = `colloquy:${embedId}`
  return {
    get(): string | null {
      try {
        return sessionStorage.getItem(key)
      } catch {
        return null
      }
    },
    set(state: 'open' | 'closed'): void {
      try {
        sessionStorage.setItem(key, state)
      } catch {
        // It is forgotten with the page.
      }
    },
  }
}

/** When the page has nothing else to do. */
export function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 2000 })
  else setTimeout(work, 200)
}
