import type { LauncherConfig, LauncherWords } from '../../../src/contracts/wire.ts'
import styles from './launcher.css?inline'
import { dress } from './dress.ts'
import { unreadWords } from './words.ts'

export interface View {
  /** What is put into the page; nobody's script sees what is inside. */
  readonly host: HTMLElement
  /** Where the frame goes. */
  readonly room: HTMLElement
  setShown(shown: boolean): void
  setOpen(open: boolean, full: boolean): void
  setWords(words: LauncherWords): void
  /** `teaser` is said beside the button until it is dismissed. */
  setUnread(count: number, teaser?: string): void
  focusLauncher(): void
}

export interface ViewEvents {
  readonly toggle: () => void
  /** Somebody seems about to open it. */
  readonly intent: () => void
}

const speechBubble = 'M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z'
const arrowDown = 'M6 9l6 6 6-6'
const cross = 'M7 7l10 10M17 7L7 17'

/** The button with its bubble, built without HTML made of text: a page may demand Trusted Types. */
export function createView(config: LauncherConfig, on: ViewEvents): View {
  const { embedId, name, placement, theme } = config
  const host = document.createElement('div')
  host.id = `colloquy-${embedId}`
  const root = host.attachShadow({ mode: 'closed' })
  dress(root, styles)
  const { size, position } = placement
  const { colors, mode = 'auto' } = theme
  const own = {
    primary: colors?.primary ?? '#5457f5',
    'on-primary': colors?.onPrimary ?? '#fff',
    width: `${size?.width ?? 380}px`,
    height: `${size?.height ?? 620}px`,
    scheme: mode === 'auto' ? 'light dark' : mode,
  }
  for (const [name, value] of Object.entries(own)) host.style.setProperty(`--${name}`, value)

  const badge = element('span', 'badge')
  badge.ariaHidden = 'true'
  const icon = picture(speechBubble)
  const label = element('span', 'label')
  const launcher = button('launcher', on.toggle, icon.element, label, badge)
  launcher.setAttribute('aria-haspopup', 'dialog')
  launcher.setAttribute('aria-controls', 'frame')
  const words = button('words', on.toggle)
  words.dir = 'auto'
  const dismiss = button('dismiss', () => (teaser.hidden = true), picture(cross).element)
  const teaser = element('div', 'teaser', words, dismiss)
  teaser.role = 'status'
  teaser.hidden = true
  const start = position === 'bottom-left' ? ' start' : ''
  const corner = element('div', `corner${start}`, teaser, launcher)
  const room = element('div', `frame${start}`)
  room.id = 'frame'
  room.hidden = true
  root.append(corner, room)

  for (const event of ['pointerenter', 'focusin', 'touchstart'] as const) {
    launcher.addEventListener(event, on.intent, { passive: true })
  }
  root.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Escape' && !room.hidden) on.toggle() // what a keydown is
  })

  let speech = config.words
  let unread = 0

  function draw(): void {
    const isOpen = !room.hidden
    const written = speech.launcher
    const action = isOpen ? speech.close : (written ?? `${speech.open}: ${name}`)
    host.lang = speech.language
    host.dir = speech.direction
    label.textContent = isOpen ? '' : (written ?? '')
    label.hidden = label.textContent === ''
    launcher.ariaLabel = unread > 0 ? `${action}, ${unreadWords(speech, unread)}` : action
    launcher.ariaExpanded = String(isOpen)
    dismiss.ariaLabel = speech.dismiss
    badge.hidden = unread === 0
    badge.textContent = unread > 99 ? '99+' : String(unread)
    icon.draw(isOpen ? arrowDown : speechBubble)
    // Of the page, not of the words: a page from the right has its corners the other way round.
    const page = getComputedStyle(document.documentElement).direction
    corner.dir = room.dir = page === 'rtl' ? 'rtl' : 'ltr'
  }
  draw()

  return {
    host,
    room,
    setShown(shown) {
      corner.hidden = !shown
    },
    setOpen(open, full) {
      room.hidden = !open
      room.classList.toggle('full', full)
      launcher.hidden = open && full
      if (open) teaser.hidden = true
      draw()
    },
    setWords(given) {
      speech = given
      draw()
    },
    setUnread(count, text) {
      unread = count
      if (text !== undefined && room.hidden) {
        words.textContent = text
        teaser.hidden = false
      }
      if (count === 0 && text === undefined) teaser.hidden = true
      draw()
    },
    focusLauncher: () => launcher.focus(),
  }
}

function element(tag: string, className: string, ...children: readonly Node[]): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.append(...children)
  return made
}

function button(className: string, onClick: () => void, ...children: readonly Node[]): HTMLElement {
  const made = element('button', className, ...children)
  made.setAttribute('type', 'button')
  made.addEventListener('click', onClick)
  return made
}

function picture(path: string) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.ariaHidden = 'true'
  svg.append(line)
  const draw = (d: string) => line.setAttribute('d', d)
  draw(path)
  return { element: svg, draw }
}
