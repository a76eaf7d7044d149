import type { Placement } from '../../../src/contracts/appearance.ts'

/** What is known of somebody on a page. */
export interface Visit {
  readonly url: string
  /** IETF tag. */
  readonly language: string
  /** Of the window, CSS pixels. */
  readonly width: number
  /** No mouse: fingers. */
  readonly touch: boolean
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Up to this width a window is a phone's, CSS pixels: the chat takes all of it. */
export const phoneWidth = 480

/** Whether the chat belongs here: all that the tenant said must be true. */
export function fits({ pages, devices, languages, hours }: Placement, visit: Visit): boolean {
  return (
    fitsPage(pages, visit.url) &&
    (devices === undefined || devices.includes(deviceOf(visit))) &&
    (languages === undefined || languages.some((tag) => speaks(visit.language, tag))) &&
    (hours === undefined || isOpen(hours, visit.now))
  )
}

function fitsPage({ include, exclude = [] }: NonNullable<Placement['pages']> = {}, url: string): boolean {
  const { origin, pathname } = new URL(url)
  const fitsOne = (pattern: string) => matches(pattern.startsWith('/') ? pathname : origin + pathname, pattern)
  return !exclude.some(fitsOne) && (include === undefined || include.some(fitsOne))
}

/** `*` stands for anything. Piece by piece, and without an expression that somebody could make slow. */
export function matches(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop()
  if (last === undefined) return text === pattern
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const piece of rest) {
    const found = text.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}

function deviceOf({ width, touch }: Visit): 'desktop' | 'tablet' | 'mobile' {
  if (width <= phoneWidth) return 'mobile'
  return touch ? 'tablet' : 'desktop'
}

/** `en` stands for all of its kinds. */
function speaks(language: string, tag: string): boolean {
  return `${language}-`.toLowerCase().startsWith(`${tag}-`.toLowerCase())
}

function isOpen({ timeZone, open }: NonNullable<Placement['hours']>, now: number): boolean {
  const format = { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const parts = new Intl.DateTimeFormat('en-US', format).formatToParts(now)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  const day = part('weekday').toLowerCase()
  const clock = `${part('hour')}:${part('minute')}`
  return open.some(({ days, from, to }) => days.some((one) => one === day) && from <= clock && clock < to)
}

/** Resolves when somebody has been on the page so long, and has scrolled so far. */
export async function whenItIsTime({ delaySeconds = 0, scrollPercent = 0 }: Placement): Promise<void> {
  if (delaySeconds > 0) await new Promise((resolve) => setTimeout(resolve, delaySeconds * 1000))
  if (scrolled() >= scrollPercent) return
  await new Promise<void>((resolve) => {
    const look = () => {
      if (scrolled() < scrollPercent) return
      removeEventListener('scroll', look)
      resolve()
    }
    addEventListener('scroll', look, { passive: true })
  })
}

/** Percent; a page that fits into its window was seen wholly. */
function scrolled(): number {
  const room = document.documentElement.scrollHeight - innerHeight
  return room <= 0 ? 100 : (scrollY / room) * 100
}
