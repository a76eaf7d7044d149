import { type AnimationAction, type AnimationClip, AnimationMixer, LoopOnce, LoopRepeat, type Object3D } from 'three'
import { type Asked, type ClipChoice, type Mood, clipFor, createFidget, meantBy } from './clips.ts'
import { gestures } from './numbers.ts'
import type { Random } from './random.ts'
import type { AnimationMap } from './types.ts'

/** Plays the clips of one avatar: one that goes with its mood, and above it gestures that come and go. */
export interface Player {
  /** Undefined: it has nothing of the kind, and goes on as it was. */
  gesture(asked: Asked, durationMs: number | undefined): void
  mood(mood: Mood): void
  /** The expression that goes with what is played. */
  expression(): string | undefined
  /** Whether hands and head are free: nothing but standing and talking goes on. */
  atEase(): boolean
  step(dtSeconds: number): void
  destroy(): void
}

interface Running {
  readonly action: AnimationAction
  /** Seconds; a gesture ends then. */
  left: number
}

/** The clips of a file, and those that it borrows. */
export interface Clips {
  readonly own: readonly AnimationClip[]
  readonly borrowed: readonly AnimationClip[]
}

export function createPlayer(
  body: Object3D,
  clips: Clips,
  options: { readonly map: AnimationMap | undefined; readonly calm: boolean; readonly random: Random },
): Player {
  const { random, calm } = options
  const mixer = new AnimationMixer(body)
  const repertoire = { own: clips.own.map(({ name }) => name), borrowed: clips.borrowed.map(({ name }) => name) }
  const fidget = createFidget(random)
  let mood: Mood = 'rest'
  let base: AnimationAction | undefined
  let above: Running | undefined

  function actionFor(asked: Asked): AnimationAction | undefined {
    const choice: ClipChoice | undefined = clipFor(asked, repertoire, options.map)
    const found = (choice?.from === 'own' ? clips.own : clips.borrowed).find(({ name }) => name === choice?.clip)
    return found && mixer.clipAction(found)
  }

  function cross(from: AnimationAction | undefined, to: AnimationAction | undefined): void {
    if (from === to) return
    const begun = to?.reset().setEffectiveWeight(1).play()
    if (from === undefined) return
    begun?.fadeIn(gestures.fade)
    from.fadeOut(gestures.fade)
  }

  function settle(): void {
    const next = actionFor({ meant: calm ? 'idle' : meantBy(mood, random) }) ?? actionFor({ meant: 'idle' })
    next?.setLoop(LoopRepeat, Infinity)
    if (above === undefined) cross(base, next)
    base = next
  }

  function begin(asked: Asked, durationMs: number | undefined): void {
    const action = actionFor(asked)
    if (action === undefined || action === base) return
    const clip = action.getClip()
    const seconds = Math.min(durationMs ?? clip.duration * 1000, gestures.longestMs) / 1000
    const loops = clip.userData['loop'] === true || seconds > clip.duration + gestures.fade
    action.setLoop(loops ? LoopRepeat : LoopOnce, loops ? Infinity : 1)
    action.clampWhenFinished = true
    const before = above?.action ?? base
    if (before !== action) cross(before, action)
    above = { action, left: Math.max(gestures.fade, (loops ? seconds : clip.duration) - gestures.fade) }
  }

  function end(): void {
    cross(above?.action, base)
    above = undefined
  }

  settle()
  return {
    gesture(asked, durationMs) {
      if (!calm) begin(asked, durationMs)
    },
    mood(next) {
      if (next === mood) return
      mood = next
      settle()
    },
    expression() {
      const shown: unknown = (above?.action ?? base)?.getClip().userData['expression']
      return typeof shown === 'string' ? shown : undefined
    },
    atEase: () => above === undefined && mood !== 'think',
    step(dtSeconds) {
      if (above !== undefined) {
        above.left -= dtSeconds
        if (above.left <= 0) end()
      } else if (!calm) {
        const wish = fidget(dtSeconds, mood)
        if (wish !== undefined) begin({ meant: wish }, undefined)
      }
      mixer.update(calm ? 0 : dtSeconds)
    },
    destroy() {
      mixer.stopAllAction()
      mixer.uncacheRoot(body)
    },
  }
}
