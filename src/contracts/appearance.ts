import type { ByLanguage } from './intent.ts'

/** How a chatbot speaks, and where and how a website shows it. All of it may be left out. */

/** In the chatbot's first language, or by language. */
export type Sentence = string | ByLanguage

export interface Personality {
  /** What it calls itself; the chatbot's own name where it is not said. */
  readonly name?: string
  /** For language models: “friendly, brief”. */
  readonly tone?: string
  /** For language models: what it is to do, and what not. */
  readonly instructions?: string
  /** Said to whoever comes for the first time, and shown before anything was said. */
  readonly greeting?: Sentence
  /** When nobody understood. */
  readonly fallback?: {
    /** Instead of the gateway's own sentences. */
    readonly say?: Sentence
    /** The queue of the people who are offered when it happens again. */
    readonly queue?: string
  }
  readonly ai?: {
    /** Whether language models are asked at all. */
    readonly enabled?: boolean
    /** Whether one may choose among the chatbot's intents. */
    readonly tools?: boolean
    /** The name of the provider that is asked first. */
    readonly provider?: string
    readonly model?: string
  }
}

export const positions = ['bottom-right', 'bottom-left'] as const
export const devices = ['desktop', 'tablet', 'mobile'] as const
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Where and when a website shows the chatbot: everything that is said must be true. */
export interface Placement {
  readonly position?: (typeof positions)[number]
  /** Of the open chat, CSS pixels; a phone shows it full-screen. */
  readonly size?: { readonly width?: number; readonly height?: number }
  /** Patterns with `*`: of a path where they begin with `/`, of a whole address otherwise. */
  readonly pages?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] }
  /** After so long on the page. */
  readonly delaySeconds?: number
  /** After so much of the page was scrolled past, 0 to 100. */
  readonly scrollPercent?: number
  /** Of the browser, IETF tags; `en` stands for all of its kinds. */
  readonly languages?: readonly string[]
  readonly devices?: readonly (typeof devices)[number][]
  readonly hours?: OpeningHours
}

export interface OpeningHours {
  /** IANA name. */
  readonly timeZone: string
  /** `to` may be `24:00`; what goes on past midnight is two entries. */
  readonly open: readonly {
    readonly days: readonly (typeof weekdays)[number][]
    readonly from: string
    readonly to: string
  }[]
}

export const themeModes = ['light', 'dark', 'auto'] as const
export const themeColors = ['primary', 'onPrimary', 'background', 'text'] as const
export const themeWords = ['title', 'subtitle', 'launcher', 'teaser', 'placeholder', 'send'] as const

export interface Theme {
  readonly mode?: (typeof themeModes)[number]
  /** `#rrggbb`. */
  readonly colors?: Readonly<Partial<Record<(typeof themeColors)[number], string>>>
  readonly words?: Readonly<Partial<Record<(typeof themeWords)[number], Sentence>>>
}

/** Every chatbot has it that was not given another, or none. */
export const defaultAvatar = 'default'

/** A text by language, whichever way it was written. */
export function byLanguage(sentence: Sentence, [preferred]: readonly [string, ...string[]]): ByLanguage {
  return typeof sentence === 'string' ? { [preferred]: sentence } : sentence
}
