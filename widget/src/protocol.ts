/**
 * What the loader, on a website's own page, and the panel, in its frame from the gateway, say to each other by
 * `postMessage`. Any script of the page and any frame may post messages too: who speaks is checked by `listenTo`, and
 * what is said by a parser that builds a new message from the fields it knows.
 */
export const protocolVersion = 1

/** Where the panel is shown: beside the page, over all of it (a phone), or as a part of it. */
export const layouts = ['floating', 'full', 'inline'] as const
export type Layout = (typeof layouts)[number]

export const themes = ['light', 'dark', 'auto'] as const
export type ThemeMode = (typeof themes)[number]

/** What the page may change at any time. */
export interface Wishes {
  /** IETF tag; the browser's own where it is not said. */
  readonly language?: string
  readonly theme?: ThemeMode
}

/** The page around the panel. */
export interface HostPage {
  readonly url: string
  readonly title: string
}

/** What the loader says. */
export type ToPanel =
  /** The first thing, in answer to `hello`; said again when the panel was reloaded. */
  | {
      readonly type: 'boot'
      readonly layout: Layout
      /** Whether somebody sees it: a panel may be loaded before it is opened. */
      readonly open: boolean
      readonly page: HostPage
      readonly wishes: Wishes
      /** A token signed by the website's server, which says who the visitor is. */
      readonly identity?: string
    }
  | { readonly type: 'open' }
  | { readonly type: 'closed' }
  /** `keyboard`: one covers a part of the screen, and there is little room. */
  | { readonly type: 'size'; readonly layout: Layout; readonly keyboard: boolean }
  | { readonly type: 'page'; readonly page: HostPage }
  | { readonly type: 'update'; readonly wishes: Wishes }
  | { readonly type: 'identify'; readonly identity: string }
  /** Says it as the visitor. */
  | { readonly type: 'send'; readonly text: string }
  /** The visitor signed out of the website: whoever comes next is a stranger. The panel forgets what it keeps, and begins anew. */
  | { readonly type: 'forget' }
  /** Asks the visitor whether everything that is kept of them is to be deleted. */
  | { readonly type: 'askForget' }

/** What the panel says. */
export type ToLoader =
  /** Listens from now on. The only thing said before the panel knows its page's origin: there is nothing in it. */
  | { readonly type: 'hello' }
  /** Connected, with what was said before on the screen. */
  | { readonly type: 'ready' }
  /** Its own close button, or Esc. */
  | { readonly type: 'close' }
  /** `teaser`: the beginning of the newest of them, plain text. */
  | { readonly type: 'unread'; readonly count: number; readonly teaser?: string }
  /** Something was said. What it was is between the visitor and the gateway, and no business of the page's scripts. */
  | { readonly type: 'message'; readonly id: string; readonly from: 'visitor' | 'bot' | 'agent' }
  | { readonly type: 'error'; readonly code: string; readonly message: string }

type Fields = Readonly<Record<string, unknown>>

/** UTF-16 units of one thing said: the gateway takes no longer text. */
const textLength = 10_000

/** What goes over the border: `colloquy` tells it from everybody else's messages, and says how to read it. */
export function envelope(message: ToPanel | ToLoader): Fields {
  return { colloquy: protocolVersion, ...message }
}

/** undefined for what is not ours, of another version, or malformed. */
export function readToLoader(value: unknown): ToLoader | undefined {
  const said = opened(value)
  switch (said?.['type']) {
    case 'hello':
    case 'ready':
    case 'close':
      return { type: said['type'] }
    case 'unread': {
      const { count } = said
      if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) return undefined
      const teaser = text(said['teaser'])
      return { type: 'unread', count, ...(teaser === undefined ? {} : { teaser }) }
    }
    case 'message': {
      const id = text(said['id'])
      const from = oneOf(['visitor', 'bot', 'agent'] as const, said['from'])
      return id === undefined || from === undefined ? undefined : { type: 'message', id, from }
    }
    case 'error': {
      const code = text(said['code'])
      const message = text(said['message'])
      return code === undefined || message === undefined ? undefined : { type: 'error', code, message }
    }
    default:
      return undefined
  }
}

/** undefined for what is not ours, of another version, or malformed. */
export function readToPanel(value: unknown): ToPanel | undefined {
  const said = opened(value)
  switch (said?.['type']) {
    case 'open':
    case 'closed':
    case 'forget':
    case 'askForget':
      return { type: said['type'] }
    case 'boot': {
      const layout = oneOf(layouts, said['layout'])
      const page = readPage(said['page'])
      if (layout === undefined || page === undefined) return undefined
      const identity = text(said['identity'])
      const wishes = readWishes(said['wishes'])
      return { type: 'boot', layout, open: said['open'] === true, page, wishes, ...(identity && { identity }) }
    }
    case 'size': {
      const layout = oneOf(layouts, said['layout'])
      return layout && { type: 'size', layout, keyboard: said['keyboard'] === true }
    }
    case 'page': {
      const page = readPage(said['page'])
      return page && { type: 'page', page }
    }
    case 'update':
      return { type: 'update', wishes: readWishes(said['wishes']) }
    case 'identify': {
      const identity = text(said['identity'])
      return identity === undefined ? undefined : { type: 'identify', identity }
    }
    case 'send': {
      const words = text(said['text'])
      return words === undefined ? undefined : { type: 'send', text: words }
    }
    default:
      return undefined
  }
}

/** Who may be heard. */
export interface Speaker {
  readonly window: Window
  /** undefined: not known yet. The first message that can be read decides, and `window` must have sent it. */
  readonly origin?: string
}

/**
 * Hears what one window of one origin says and nothing else; returns what ends that. `hear` is told the origin, to
 * answer there and nowhere else.
 */
export function listenTo<Message>(
  speaker: Speaker,
  read: (value: unknown) => Message | undefined,
  hear: (message: Message, origin: string) => void,
): () => void {
  let { origin } = speaker
  const listener = (event: MessageEvent<unknown>) => {
    if (event.source !== speaker.window || (origin !== undefined && event.origin !== origin)) return
    const message = read(event.data)
    if (message === undefined) return
    origin = event.origin
    hear(message, origin)
  }
  addEventListener('message', listener)
  return () => {
    removeEventListener('message', listener)
  }
}

function opened(value: unknown): Fields | undefined {
  const said = fields(value)
  return said?.['colloquy'] === protocolVersion ? said : undefined
}

function readPage(value: unknown): HostPage | undefined {
  const page = fields(value)
  const url = text(page?.['url'])
  return url === undefined ? undefined : { url, title: text(page?.['title']) ?? '' }
}

/** Of what anybody wished, what there is. */
export function readWishes(value: unknown): Wishes {
  const given = fields(value)
  const language = text(given?.['language'])
  const theme = oneOf(themes, given?.['theme'])
  return { ...(language && { language }), ...(theme && { theme }) }
}

function fields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined // every field is checked before it is used
}

/** undefined for what is no text, empty, or longer than anything we say. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= textLength ? value : undefined
}

function oneOf<Known extends string>(known: readonly Known[], value: unknown): Known | undefined {
  return known.find((one) => one === value)
}
