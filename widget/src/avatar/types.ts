import type { EmbedConfig } from '../../../src/contracts/wire.ts'

/** As the gateway describes an avatar to websites. */
type Shown = NonNullable<EmbedConfig['avatar']>
export type AnimationMap = Shown['animations']
export type AvatarFace = Shown['face']

/** How much a device is asked to do: everything, less light and fewer pixels, or only a picture. */
export type Tier = 'full' | 'lite' | 'poster'

/** A sentence: how the mouth moves, and what is heard meanwhile. Frames are played one after the other. */
export interface SpeechFrame {
  /** Encoded as the gateway got it; left out, only the mouth moves. */
  readonly audio?: ArrayBuffer
  /** Milliseconds from the frame's beginning, and the mouth's shape (one of the 15 Oculus names) from then on. */
  readonly visemes: readonly (readonly [atMs: number, viseme: string])[]
  /** Where there are no visemes: when which word begins. */
  readonly words?: readonly (readonly [atMs: number, word: string])[]
  /** How long it takes, where that is known before the audio is decoded. */
  readonly durationMs?: number
  /** IETF tag of what is spoken. */
  readonly language?: string
}

export interface AvatarOptions {
  /** Of a GLB or VRM file. */
  readonly url: string
  /** The same without compression, for pages that may not run WebAssembly. */
  readonly plainUrl?: string | null
  /** A picture of it, shown until it moves and where it never does. */
  readonly poster?: string
  readonly tier: Tier
  /** Which clip stands for what; without it the file's own are taken by their names. */
  readonly animations?: AnimationMap
  /** The gateway's own avatar, whose clips a humanoid borrows. */
  readonly clipsUrl?: string | null
  /** What moves the face; without it that is found out from the names in the file. */
  readonly face?: AvatarFace
  /** The names of nodes by the bone they are; likewise. */
  readonly bones?: Readonly<Record<string, string>>
  /** `#rrggbb`: takes the place of what is called Accent in the file. */
  readonly brand?: string
  /** It turned out otherwise: no WebGL, a lost context, too slow. `reason` is for a log. */
  onTier(tier: Tier, reason: string): void
  onEvent(event: AvatarEvent): void
}

export type AvatarEvent =
  { readonly type: 'shown' } | { readonly type: 'touched' } | { readonly type: 'speaking'; readonly now: boolean }

export interface AvatarStage {
  play(
    animation: string,
    options?: { readonly durationMs?: number; readonly sentiment?: string; readonly intent?: string },
  ): void
  listen(): void
  think(): void
  rest(): void
  speak(frame: SpeechFrame): void
  /** Only text and no sound: the mouth follows the letters. `language` is an IETF tag. */
  say(text: string, language: string): void
  silence(): void
  /** Nothing is drawn until `resume`. */
  pause(): void
  resume(): void
  destroy(): void
}

export type MountAvatar = (host: HTMLElement, options: AvatarOptions) => Promise<AvatarStage>
