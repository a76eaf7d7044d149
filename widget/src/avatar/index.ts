import { createLoop } from './loop.ts'
import { stage as stageTimes, tiers } from './numbers.ts'
import { createPoster } from './poster.ts'
import { seeded } from './random.ts'
import { browserSound } from './sound.ts'
import { createSpeech, type Speech } from './speech.ts'
import type { Scenery } from './stage.ts'
import { createPace, readDevice, tierFor } from './tier.ts'
import type { AvatarOptions, AvatarStage, MountAvatar, Tier } from './types.ts'

export type { AvatarEvent, AvatarOptions, AvatarStage, SpeechFrame, Tier } from './types.ts'

/**
 * Puts an avatar into `host`, which it fills and which must be positioned. The picture is there at once; what draws in
 * three dimensions is loaded afterwards, and only for a device that is good for it. Never throws: what goes wrong leaves
 * the picture, and is said to `onTier`. Sentences are heard in every tier.
 */
export const mountAvatar: MountAvatar = async (host, options) => {
  const poster = createPoster(host, options.poster)
  const speech = createSpeech(browserSound())
  const { tier, reason } = tierFor(options.tier, readDevice())
  const act = createAct(host, options, speech, poster)
  if (tier === options.tier && tier !== 'poster') await act.open(tier)
  else if (tier === 'poster') act.still(reason)
  else {
    options.onTier(tier, reason)
    await act.open(tier)
  }
  options.onEvent({ type: 'shown' })
  return stageOf(act, speech)
}

type Act = ReturnType<typeof createAct>

/** What is shown now: the avatar, or its picture. */
function createAct(host: HTMLElement, options: AvatarOptions, speech: Speech, poster: ReturnType<typeof createPoster>) {
  const pace = createPace()
  let tier: Tier = 'poster'
  let scenery: Scenery | undefined
  let isGone = false
  let isSpeaking = false

  function still(reason: string): void {
    tier = 'poster'
    loop.draws(false)
    poster.show()
    options.onTier('poster', reason)
  }

  function change(next: 'full' | 'lite', reason: string): void {
    tier = next
    scenery?.light(next)
    fit()
    options.onTier(next, reason)
  }

  async function open(wanted: 'full' | 'lite'): Promise<void> {
    try {
      const { openScenery } = await import('./stage.ts')
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
      const random = seeded(Math.floor(performance.now()))
      const opened = await openScenery(options, wanted, { speech, random, calm })
      if (isGone) opened.destroy()
      else reveal(opened, wanted)
    } catch (error) {
      if (!isGone) still(error instanceof Error ? error.message : 'It could not be drawn.')
    }
  }

  function reveal(opened: Scenery, wanted: 'full' | 'lite'): void {
    scenery = opened
    tier = wanted
    const { canvas } = opened
    canvas.setAttribute('aria-hidden', 'true')
    Object.assign(canvas.style, { position: 'absolute', inset: '0', width: '100%', height: '100%' })
    canvas.addEventListener('webglcontextlost', onLost)
    canvas.addEventListener('webglcontextrestored', onRestored)
    canvas.addEventListener('click', onTouched)
    host.append(canvas)
    fit()
    opened.draw(0, performance.now())
    poster.hide()
    loop.draws(true)
  }

  const onTouched = () => options.onEvent({ type: 'touched' })
  const onLost = (event: Event) => {
    // Or the browser would not give it back.
    event.preventDefault()
    if (scenery !== undefined) scenery.canvas.hidden = true
    still('the context was lost')
  }
  const onRestored = () => {
    if (scenery === undefined) return
    scenery.canvas.hidden = false
    poster.hide()
    loop.draws(true)
    change('lite', 'the context is back')
  }

  function fit(): void {
    const { clientWidth, clientHeight } = host
    if (clientWidth > 0 && clientHeight > 0) scenery?.resize(clientWidth, clientHeight)
  }

  function frame(dtMs: number, nowMs: number): void {
    if (scenery === undefined) return
    scenery.draw(dtMs, nowMs)
    tellSpeaking(speech.aim(nowMs) !== undefined)
    const verdict = pace(dtMs, tier)
    if (verdict === 'less') change('lite', 'too slow')
    else if (verdict === 'more' && options.tier === 'full') change('full', 'quick enough')
    else if (verdict === 'hopeless') {
      scenery.canvas.hidden = true
      still('much too slow')
    }
  }

  let following: ReturnType<typeof setInterval> | undefined

  /** One sentence follows another where nothing is drawn, too: in a picture, and while the page is out of sight. */
  function follow(): void {
    following ??= setInterval(() => {
      tellSpeaking(speech.aim(performance.now()) !== undefined)
      if (speech.isBusy()) return
      clearInterval(following)
      following = undefined
    }, stageTimes.followMs)
  }

  function tellSpeaking(now: boolean): void {
    if (now === isSpeaking) return
    isSpeaking = now
    options.onEvent({ type: 'speaking', now })
  }

  function onPointer({ clientX, clientY }: PointerEvent): void {
    const { left, top, width, height } = host.getBoundingClientRect()
    const reach = Math.max(200, innerWidth / 2)
    scenery?.lookAt({ x: (clientX - left - width / 2) / reach, y: (top + height / 2 - clientY) / reach })
  }

  const watcher = new ResizeObserver(fit)
  watcher.observe(host)
  addEventListener('pointermove', onPointer, { passive: true })
  const loop = createLoop(host, frame, () => (tier === 'full' ? 0 : tiers.liteFrameMs))

  return {
    open,
    still,
    follow,
    loop,
    scenery: () => scenery,
    destroy(): void {
      isGone = true
      clearInterval(following)
      loop.destroy()
      watcher.disconnect()
      removeEventListener('pointermove', onPointer)
      if (scenery !== undefined) {
        const { canvas } = scenery
        canvas.removeEventListener('webglcontextlost', onLost)
        scenery.destroy()
        canvas.remove()
      }
      scenery = undefined
      poster.destroy()
    },
  }
}

function stageOf(act: Act, speech: Speech): AvatarStage {
  return {
    play: (meant, { durationMs, ...why } = {}) => act.scenery()?.gesture({ meant, ...why }, durationMs),
    listen: () => act.scenery()?.mood('listen'),
    think: () => act.scenery()?.mood('think'),
    rest() {
      act.scenery()?.mood('rest')
      // The last word of a text that ended without a full stop.
      speech.say('\n', '')
      act.follow()
    },
    speak(frame) {
      speech.speak(frame)
      act.follow()
    },
    say(text, language) {
      speech.say(text, language)
      act.follow()
    },
    silence: () => speech.silence(),
    pause: () => act.loop.pause(),
    resume: () => act.loop.resume(),
    destroy() {
      act.destroy()
      speech.silence()
      speech.close()
    },
  }
}
