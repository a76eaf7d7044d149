import type { LauncherConfig } from '../../../src/contracts/wire.ts'
import type { BootOptions, Tell } from '../api.ts'
import { type ToLoader, type ToPanel, type Wishes, readWishes } from '../protocol.ts'
import { type Frame, bootMessage, hostPage, openFrame, pass } from './frame.ts'
import { remembered, stay, watchAddress, whenIdle } from './page.ts'
import { fits, whenItIsTime } from './placement.ts'
import { type Screen, isPhone, takeScreen } from './screen.ts'
import { createView } from './view.ts'

/** A chat in the corner of a page. */
export interface Chat {
  open(): void
  close(): void
  send(text: string): void
  forget(): void
  update(wishes: Wishes): void
  identify(identity: string | null): void
  destroy(): void
}

export async function createChat(gateway: string, options: BootOptions, tell: Tell): Promise<Chat> {
  return showChat(gateway, await describe(gateway, options.embedId, languageOf(options)), options, tell)
}

/** As a module: a page's policy that lets the loader run lets it be read, and needs no word about connections. */
async function describe(gateway: string, embedId: string, language: string): Promise<LauncherConfig> {
  const address = `${gateway}/embed/${embedId}/config.js?language=${encodeURIComponent(language)}`
  const module = (await import(/* @vite-ignore */ address)) as { readonly default: LauncherConfig } // as the gateway wrote it
  return module.default
}

const languageOf = ({ language }: Wishes) => language ?? navigator.language

function showChat(gateway: string, config: LauncherConfig, options: BootOptions, tell: Tell): Chat {
  const { embedId, placement, name, words } = config
  const memory = remembered(embedId)
  let wishes: Wishes = options
  let identity = options.identity ?? null
  let frame: Frame | undefined
  let screen: Screen | undefined
  let isOpen = false
  let isDue = false
  const view = createView(config, { toggle: () => (isOpen ? close() : open()), intent: load })

  const boot = (): ToPanel =>
    bootMessage(screen ? 'full' : 'floating', isOpen, { ...wishes, ...(identity && { identity }) })

  function load(): Frame {
    frame ??= openFrame(view.room, { gateway, embedId, title: name, boot, hear })
    return frame
  }

  function hear(message: ToLoader): void {
    if (message.type === 'close') close()
    if (message.type === 'unread') view.setUnread(message.count, message.teaser)
    pass(message, embedId, tell)
  }

  function open(focus = true): void {
    if (isOpen) return
    isOpen = true
    const panel = load()
    view.setOpen(true, isPhone())
    const keyboard = (covers: boolean) => panel.say({ type: 'size', layout: 'full', keyboard: covers })
    if (isPhone()) screen = takeScreen(view.room, { back: close, keyboard })
    panel.say({ type: 'size', layout: screen ? 'full' : 'floating', keyboard: false })
    panel.say({ type: 'open' })
    if (focus) panel.element.focus()
    memory.set('open')
    tell('open', { embedId })
  }

  function close(): void {
    if (!isOpen) return
    isOpen = false
    const hadFocus = document.activeElement === view.host
    screen?.leave()
    screen = undefined
    view.setOpen(false, false)
    frame?.say({ type: 'closed' })
    if (hadFocus) view.focusLauncher()
    memory.set('closed')
    tell('close', { embedId })
  }

  function sayOpen(message: ToPanel): void {
    open()
    load().say(message)
  }

  /** The window became a phone's, or is none any more. */
  function resize(): void {
    if (!isOpen || isPhone() === (screen !== undefined)) return
    close()
    open()
  }

  /** Whether it belongs on the page as it is now. */
  function place(): boolean {
    const touch = matchMedia('(pointer: coarse)').matches
    const visit = { url: location.href, language: languageOf(wishes), width: innerWidth, touch, now: Date.now() }
    const isShown = isDue && fits(placement, visit)
    view.setShown(isShown)
    return isShown
  }

  /** A frame that was taken out of the page has forgotten everything, and begins again. */
  function again(): void {
    if (frame === undefined) return
    frame.destroy()
    frame = undefined
    load()
  }

  function moved(): void {
    place()
    frame?.say({ type: 'page', page: hostPage() })
  }

  const end = new AbortController()
  place()
  const leave = stay(view.host, again)
  const unwatch = watchAddress(moved)
  addEventListener('resize', resize, { signal: end.signal })

  void whenItIsTime(placement).then(() => {
    if (end.signal.aborted) return
    isDue = true
    if (!place()) return
    const before = memory.get()
    // Nobody asked for it on this page: the focus stays where it is.
    if (before === 'open' && !isPhone()) open(false)
    // Somebody who has chatted before may have got an answer.
    else if (before !== null) whenIdle(load)
    else view.setUnread(0, words.teaser)
  })

  return {
    open: () => open(),
    close,
    send: (text) => sayOpen({ type: 'send', text }),
    forget: () => sayOpen({ type: 'askForget' }),
    update(more) {
      wishes = { ...wishes, ...more }
      const { language } = more
      if (language !== undefined) void describe(gateway, embedId, language).then((now) => view.setWords(now.words))
      frame?.say({ type: 'update', wishes: readWishes(wishes) })
    },
    identify(token) {
      identity = token
      frame?.say(token === null ? { type: 'forget' } : { type: 'identify', identity: token })
    },
    destroy() {
      close()
      end.abort()
      unwatch()
      frame?.destroy()
      leave()
    },
  }
}
