import { useEffect, useLayoutEffect, useMemo, useReducer, useState } from 'preact/hooks'
import type { EmbedConfig } from '../../../src/contracts/wire.ts'
import type { ToPanel, Wishes } from '../protocol.ts'
import { hasChosenTheme, readChoices, writeChoices } from './choices.ts'
import { type Mode, palette } from './colors.ts'
import type { Host } from './host.ts'
import type { Drawer } from './kept.ts'
import { type Live, openLive } from './live.ts'
import type { Actions, Choices, Model, Question } from './model.ts'
import { download, transcriptText } from './save.ts'
import { createStage } from './stage.ts'
import { dress } from './theme.ts'
import { timesIn } from './times.ts'
import { Panel } from './view/panel.tsx'
import { type Speech, english, languageFor, loadSpeech } from './words/index.ts'
import { wordIn } from './words/own.ts'

export interface AppProps {
  readonly config: EmbedConfig
  readonly drawer: Drawer
  readonly host: Host
}

/** The live panel: what the conversation, the visitor's choices and the page around it come to. */
export function App({ config, drawer, host }: AppProps) {
  const [, redraw] = useReducer<number, void>((count) => count + 1, 0)
  const [choices, setChoices] = useState(() => readChoices(drawer))
  const [wishes, setWishes] = useState<Wishes>({})
  const [view, setView] = useState({ layout: host.firstLayout, keyboard: false, open: host.isAlone })
  const [reading, setReading] = useState(false)
  const [asking, ask] = useState<Question>()
  const speech = useSpeech([choices.language, wishes.language, ...navigator.languages])
  const mode = useMode((hasChosenTheme(drawer) ? choices.theme : wishes.theme) ?? config.theme.mode ?? 'auto')
  const name = config.name === '' ? speech.say('assistant') : config.name
  const welcome = wordIn(config.greeting, speech.language) ?? config.welcome ?? speech.say('hello')

  const { live, stage } = useMemo(
    () => bringToLife({ config, drawer, host }, redraw, setReading),
    [config, drawer, host],
  )
  const actions = useMemo<Actions>(
    () => ({
      ...live.actions,
      ask,
      close: host.isAlone || view.layout === 'inline' ? undefined : () => host.tell({ type: 'close' }),
      wish(change) {
        setChoices((before) => {
          const next: Choices = { ...before, ...change }
          writeChoices(drawer, next)
          return next
        })
      },
      save() {
        const text = transcriptText(live.conversation(), timesIn(speech.language), {
          own: speech.say('youSaid').replace(/:$/, ''),
          other: name,
        })
        download(`${name}.txt`, text)
      },
    }),
    [live, host, drawer, view.layout, speech, name],
  )

  useEffect(() => {
    host.listen((message) => {
      hear(message, live)
      if (message.type === 'askForget') ask('forget')
      if (message.type === 'update') setWishes((before) => ({ ...before, ...message.wishes }))
      if (message.type === 'boot') setWishes(message.wishes)
      setView((before) => viewAfter(before, message))
    })
  }, [host, live])
  useEffect(() => live.readAloud(choices.readAloud), [live, choices.readAloud])
  useSeen(live, view.open)
  useFocus(view.open, view.layout, host.isAlone)
  useLayoutEffect(() => {
    dress(document.documentElement, palette(config.theme.colors ?? {}, mode), mode)
    document.documentElement.lang = speech.language
    document.title = name
  }, [config, mode, speech, name])

  const model: Model = {
    config,
    name,
    welcome,
    speech,
    actions,
    conversation: live.conversation(),
    choices,
    mode,
    layout: view.layout,
    keyboard: view.keyboard,
    reading,
    asking,
    stage,
  }
  return <Panel model={model} />
}

function bringToLife({ config, drawer, host }: AppProps, changed: () => void, reading: (now: boolean) => void) {
  const { avatar } = config
  const stage =
    avatar === null
      ? undefined
      : createStage({
          avatar,
          brand: config.theme.colors?.primary,
          load: () => import('../avatar/index.ts'),
          touched: () => live.actions.poke(),
          speaking: reading,
          idle: whenIdle,
        })
  const language = () => document.documentElement.lang
  const live: Live = openLive({
    config,
    drawer,
    stage,
    language,
    changed,
    reading,
    tell: (message) => host.tell(message),
  })
  return { live, stage }
}

/** Text chat first: what it needs is on the screen, and the browser has nothing better to do. */
function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    const idle = () =>
      'requestIdleCallback' in window
        ? requestIdleCallback(() => resolve(), { timeout: 2000 })
        : setTimeout(resolve, 200)
    requestAnimationFrame(idle)
  })
}

function hear(message: ToPanel, live: Live): void {
  switch (message.type) {
    case 'boot':
      if (message.identity !== undefined) live.identify(message.identity)
      return
    case 'identify':
      live.identify(message.identity)
      return
    case 'send':
      live.actions.say([{ type: 'text', text: message.text }])
      return
    case 'forget':
      void live.forget()
      return
    case 'askForget':
    case 'open':
    case 'closed':
    case 'size':
    case 'page':
    case 'update':
  }
}

interface View {
  readonly layout: Model['layout']
  readonly keyboard: boolean
  readonly open: boolean
}

function viewAfter(before: View, message: ToPanel): View {
  switch (message.type) {
    case 'boot':
      return { ...before, layout: message.layout, open: message.open }
    case 'open':
      return { ...before, open: true }
    case 'closed':
      return { ...before, open: false }
    case 'size':
      return { ...before, layout: message.layout, keyboard: message.keyboard }
    case 'page':
    case 'update':
    case 'identify':
    case 'send':
    case 'forget':
    case 'askForget':
      return before
  }
}

/** English until the file of the language has come. */
function useSpeech(wanted: readonly (string | undefined)[]): Speech {
  const language = languageFor(wanted)
  const [speech, setSpeech] = useState(english)
  useEffect(() => {
    let isWanted = true
    void loadSpeech(language).then((loaded) => isWanted && setSpeech(loaded))
    return () => {
      isWanted = false
    }
  }, [language])
  return speech
}

function useMode(theme: Choices['theme']): Mode {
  const [query] = useState(() => matchMedia('(prefers-color-scheme: dark)'))
  const [isDark, setDark] = useState(query.matches)
  useEffect(() => {
    const listen = () => setDark(query.matches)
    query.addEventListener('change', listen)
    return () => query.removeEventListener('change', listen)
  }, [query])
  return theme === 'auto' ? (isDark ? 'dark' : 'light') : theme
}

function useSeen(live: Live, open: boolean): void {
  useEffect(() => {
    const look = () => live.seen(open && document.visibilityState === 'visible')
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [live, open])
}

/**
 * Whoever opens the panel wants to write, and its frame has the focus then; a page that shows it by itself keeps its own.
 * On a phone, a keyboard that nobody asked for covers the words.
 */
function useFocus(open: boolean, layout: Model['layout'], isAlone: boolean): void {
  useEffect(() => {
    if (!open || isAlone || layout === 'inline' || !document.hasFocus()) return
    document.querySelector<HTMLElement>(layout === 'full' ? '.log' : 'textarea')?.focus({ preventScroll: true })
  }, [open, isAlone, layout])
}
