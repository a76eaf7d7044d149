import type { EmbedConfig, WireAnimation, WireSpeech } from '../../../src/contracts/wire.ts'
import type { AvatarOptions, AvatarStage, MountAvatar } from '../avatar/types.ts'
import type { Mood } from './mood.ts'

/** The avatar from the panel's side: whether it is there yet, there at all, or hidden is nobody else's business. */
export interface Stage {
  /** Stands there until the function that it gives is called. `movement`: without, only its picture is shown. */
  enter(place: HTMLElement, movement: boolean): () => void
  feel(mood: Mood): void
  play(animation: WireAnimation): void
  /** The mouth moves with words that somebody else says, or nobody. */
  say(text: string, language: string): void
  /** False where there is nobody to say it. */
  speak(speech: WireSpeech, audio: ArrayBuffer): boolean
  silence(): void
  /** Whether anybody sees it: it moves for nobody else. */
  seen(now: boolean): void
}

export interface StageNeeds {
  readonly avatar: NonNullable<EmbedConfig['avatar']>
  /** `#rrggbb` of the tenant. */
  readonly brand: string | undefined
  readonly load: () => Promise<{ readonly mountAvatar: MountAvatar }>
  readonly touched: () => void
  readonly speaking: (now: boolean) => void
  /** Resolves when the browser has nothing better to do. */
  readonly idle: () => Promise<void>
}

export function createStage({ avatar, brand, load, touched, speaking, idle }: StageNeeds): Stage {
  let actor: AvatarStage | undefined
  let isSeen = false
  let mood: Mood = 'rest'
  let isHeard = false

  function act(): void {
    if (mood === 'listen') actor?.listen()
    else if (mood === 'think') actor?.think()
    else if (mood === 'rest') actor?.rest()
  }

  const options = (place: HTMLElement, movement: boolean): AvatarOptions => {
    const { url, plainUrl, posterUrl, animations, clipsUrl, face, bones } = avatar
    return {
      ...{ url, plainUrl, animations, clipsUrl, face, bones },
      ...(posterUrl !== null && { poster: posterUrl }),
      ...(brand !== undefined && { brand }),
      tier: movement ? 'full' : 'poster',
      onTier: () => undefined,
      onEvent(event) {
        if (event.type === 'touched') touched()
        else if (event.type === 'shown') place.classList.add('shown')
        else {
          // A mouth that only follows letters is not heard.
          speaking(event.now && isHeard)
          if (!event.now) isHeard = false
        }
      },
    }
  }

  return {
    enter(place, movement) {
      const leaving = new AbortController()
      const hasLeft = () => leaving.signal.aborted
      let mine: AvatarStage | undefined
      const arrive = async () => {
        await idle()
        if (hasLeft()) return
        const avatars = await load()
        const mounted = await avatars.mountAvatar(place, options(place, movement))
        if (hasLeft()) {
          mounted.destroy()
          return
        }
        mine = actor = mounted
        if (!isSeen) actor.pause()
        act()
      }
      // The picture stays, and so does the chat.
      arrive().catch(() => undefined)
      return () => {
        leaving.abort()
        place.classList.remove('shown')
        mine?.destroy()
        if (actor === mine) actor = undefined
      }
    },
    feel(next) {
      mood = next
      act()
    },
    play: ({ animation, duration, ...why }) => actor?.play(animation, { durationMs: duration, ...why }),
    say: (text, language) => actor?.say(text, language),
    speak({ visemes, words, durationMs, language }, audio) {
      isHeard = actor !== undefined
      actor?.speak({ audio, visemes, durationMs, language, ...(words && { words }) })
      return actor !== undefined
    },
    silence: () => actor?.silence(),
    seen(now) {
      isSeen = now
      if (now) actor?.resume()
      else actor?.pause()
    },
  }
}
