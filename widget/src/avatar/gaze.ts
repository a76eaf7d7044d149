import { looking } from './numbers.ts'
import { between, type Random } from './random.ts'

/** Where a point is from the eyes: -1 to 1, to the viewer's right and upwards. */
export interface Direction {
  readonly x: number
  readonly y: number
}

export interface Look {
  /** Degrees that the head turns: to the viewer's right, and upwards. */
  readonly headYaw: number
  readonly headPitch: number
  /** Shapes of the face by name, 0 to 1. */
  readonly shapes: ReadonlyMap<string, number>
}

export interface Gaze {
  /** Somebody points there. */
  towards(direction: Direction): void
  /** `open`: the eyes are to be seen, and may blink. `turns`: the head may move. */
  step(dtMs: number, may: { readonly open: boolean; readonly turns: boolean }): Look
}

const ahead: Direction = { x: 0, y: 0 }

/** Eyes that follow a pointer for a while, and the head after them; they wander a little, and blink. */
export function createGaze(random: Random): Gaze {
  let target = ahead
  let sinceTarget: number = looking.staleMs
  let head = ahead
  let glance = ahead
  let nextGlance = between(random, looking.glanceEveryMs)
  const blink = createBlink(random)

  return {
    towards({ x, y }) {
      target = { x: clamp(x), y: clamp(y) }
      sinceTarget = 0
    },
    step(dtMs, { open, turns }) {
      sinceTarget += dtMs
      nextGlance -= dtMs
      if (nextGlance <= 0) {
        nextGlance = between(random, looking.glanceEveryMs)
        glance = { x: between(random, [-1, 1]) * looking.glance, y: between(random, [-1, 1]) * looking.glance * 0.6 }
      }
      const wanted = turns && sinceTarget < looking.staleMs ? target : ahead
      const left = looking.followPerSecond ** (dtMs / 1000)
      head = { x: wanted.x + (head.x - wanted.x) * left, y: wanted.y + (head.y - wanted.y) * left }
      // Eyes are there before the head is: what is left of its way is theirs.
      const eyes = {
        x: clamp((wanted.x - head.x * 0.5) * 0.9 + glance.x),
        y: clamp((wanted.y - head.y * 0.5) * 0.9 + glance.y),
      }
      const lid = blink(dtMs, open)
      return {
        headYaw: head.x * looking.headDegrees,
        headPitch: head.y * looking.headDegrees * 0.6,
        shapes: shapesOf(eyes, lid),
      }
    },
  }
}

/** To the viewer's right is to the left of whoever is looked at. */
function shapesOf({ x, y }: Direction, lid: number): ReadonlyMap<string, number> {
  const right = Math.max(0, x)
  const left = Math.max(0, -x)
  return new Map([
    ['eyeLookOutLeft', right],
    ['eyeLookInRight', right],
    ['eyeLookInLeft', left],
    ['eyeLookOutRight', left],
    ['eyeLookUpLeft', Math.max(0, y)],
    ['eyeLookUpRight', Math.max(0, y)],
    ['eyeLookDownLeft', Math.max(0, -y)],
    ['eyeLookDownRight', Math.max(0, -y)],
    ['eyeBlinkLeft', lid],
    ['eyeBlinkRight', lid],
  ])
}

/** How far the lids are closed, 0 to 1. */
function createBlink(random: Random): (dtMs: number, open: boolean) => number {
  const whole = looking.blinkCloseMs + looking.blinkOpenMs
  let next = between(random, looking.blinkEveryMs)
  let at = whole
  return (dtMs, open) => {
    if (at < whole) at += dtMs
    else {
      next -= dtMs
      if (next <= 0) {
        at = 0
        next = random() < looking.doubleBlink ? whole * 0.4 : between(random, looking.blinkEveryMs)
      }
    }
    if (!open || at >= whole) return 0
    return at < looking.blinkCloseMs ? at / looking.blinkCloseMs : 1 - (at - looking.blinkCloseMs) / looking.blinkOpenMs
  }
}

const clamp = (value: number): number => Math.min(1, Math.max(-1, value))
