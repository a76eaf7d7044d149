/** Frames for as long as somebody can see them. */
export interface Loop {
  pause(): void
  resume(): void
  /** Whether there is anything to draw; nothing, at first. */
  draws(something: boolean): void
  destroy(): void
}

/**
 * Calls `draw` with the milliseconds since the frame before, and not at all while the page is hidden, the host is scrolled
 * away or somebody paused it: then nothing is computed. `leastMs` between two frames, asked each time.
 */
export function createLoop(host: Element, draw: (dtMs: number, nowMs: number) => void, leastMs: () => number): Loop {
  let frame: number | undefined
  let drawnAt: number | undefined
  let isPaused = false
  let isOnScreen = true
  let hasSomething = false

  function step(nowMs: number): void {
    frame = requestAnimationFrame(step)
    const dtMs = nowMs - (drawnAt ?? nowMs)
    // A screen's frames are never exactly as long as one would have them.
    if (drawnAt !== undefined && dtMs < leastMs() - 4) return
    drawnAt = nowMs
    draw(dtMs, nowMs)
  }

  function decide(): void {
    const runs = hasSomething && !isPaused && isOnScreen && !document.hidden
    if (runs && frame === undefined) frame = requestAnimationFrame(step)
    if (runs || frame === undefined) return
    cancelAnimationFrame(frame)
    frame = drawnAt = undefined
  }

  const watcher = new IntersectionObserver((entries) => {
    isOnScreen = entries.at(-1)?.isIntersecting ?? isOnScreen
    decide()
  })
  watcher.observe(host)
  document.addEventListener('visibilitychange', decide)

  return {
    pause() {
      isPaused = true
      decide()
    },
    resume() {
      isPaused = false
      decide()
    },
    draws(something) {
      hasSomething = something
      decide()
    },
    destroy() {
      hasSomething = false
      decide()
      watcher.disconnect()
      document.removeEventListener('visibilitychange', decide)
    },
  }
}
