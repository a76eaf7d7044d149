import { phoneWidth } from './placement.ts'

/** All of a phone's screen is the chat's while it is open. */
export interface Screen {
  /** Ends it, and leaves the page as it was. */
  leave(): void
}

export const isPhone = () => innerWidth <= phoneWidth

const mark = 'colloquy'

/**
 * Takes the whole screen: keeps `room` in the part that no keyboard covers (iOS tells only `visualViewport`), stops the
 * page behind from scrolling and from being read, and lets the phone's back button close the chat.
 */
export function takeScreen(room: HTMLElement, on: { back: () => void; keyboard: (covers: boolean) => void }): Screen {
  const page = document.documentElement
  const before = { overflow: page.style.overflow, x: scrollX, y: scrollY }
  page.style.overflow = 'hidden'
  // The chat's own element is a part of the body: its siblings are put to sleep one by one.
  const host = (room.getRootNode() as ShadowRoot).host // the room is in one
  const asleep = [...document.body.children].filter((one) => one !== host && one instanceof HTMLElement && !one.inert)
  for (const one of asleep) (one as HTMLElement).inert = true // as filtered

  const fit = () => {
    const seen = visualViewport
    if (seen === null) return
    room.style.top = `${seen.offsetTop}px`
    room.style.height = `${seen.height}px`
    on.keyboard(seen.height < innerHeight * 0.75)
  }
  fit()
  visualViewport?.addEventListener('resize', fit)
  visualViewport?.addEventListener('scroll', fit)

  // A page's own state stays in the entry: routers read it.
  const state: unknown = history.state
  history.pushState({ ...(typeof state === 'object' ? state : {}), [mark]: true }, '')
  addEventListener('popstate', on.back)

  return {
    leave() {
      removeEventListener('popstate', on.back)
      visualViewport?.removeEventListener('resize', fit)
      visualViewport?.removeEventListener('scroll', fit)
      room.style.removeProperty('top')
      room.style.removeProperty('height')
      for (const one of asleep) (one as HTMLElement).inert = false // as filtered
      page.style.overflow = before.overflow
      scrollTo({ left: before.x, top: before.y, behavior: 'instant' })
      // Closed otherwise than by going back: the entry is ours to take away, unless the page has gone on from it.
      if ((history.state as Record<string, unknown> | null)?.[mark] === true) history.back()
    },
  }
}
