import { Vector3 } from 'three'
import { arms } from './arms.ts'
import { between, type Arm } from './pose.ts'
import { beat, during, hop, jump, quintic, reach, smoothly, turn, type Stage } from './stage.ts'

/** What Nova can do with her body; her face belongs to whoever plays the clip. */
export interface Clip {
  readonly name: string
  readonly seconds: number
  readonly loop: boolean
  readonly expression?: string
  /** Frames a second: slow ones need fewer. */
  readonly fps: 12 | 20
  /** Seconds of a breath. */
  readonly breath?: number
  act(stage: Stage, s: number): void
}

const clip = (
  name: string,
  seconds: number,
  kind: 'loop' | 'once',
  expression: string | undefined,
  act: Clip['act'],
  more: Partial<Pick<Clip, 'fps' | 'breath'>> = {},
): Clip => ({ name, seconds, loop: kind === 'loop', fps: 20, ...(expression && { expression }), act, ...more })

/** A loop that is in its pose all the time. */
const stay = (stage: Stage, side: 'left' | 'right', arm: Arm, nudge?: readonly [number, number, number]) =>
  reach(stage, side, arm, 1, nudge)

const slow = { fps: 12 } as const

export const clips: readonly Clip[] = [
  clip(
    'idle',
    4.8,
    'loop',
    undefined,
    (stage, s) => turn(stage, 'head', 0, 3 * beat(s, 4.8, 1), beat(s, 4.8, 1, 0.2)),
    slow,
  ),
  clip('idle_sway', 6, 'loop', undefined, (stage, s) => {
    const side = beat(s, 6, 1)
    stage.hips.x += 0.028 * side
    stage.hips.y -= 0.004
    turn(stage, 'hips', 0, 0, -2.2 * side)
    turn(stage, 'spine', 0, 0, 2.4 * side)
    turn(stage, 'head', 0, 2 * beat(s, 6, 1, 0.15), 1.6 * side)
  }, slow), // prettier-ignore
  clip('idle_look', 6.4, 'loop', 'curious', (stage, s) => {
    const [left, right] = [smoothly(s, 0.4, 2.7, 0.7, 0.7), smoothly(s, 3.2, 5.6, 0.7, 0.7)]
    const dip = 3 * Math.sin(Math.PI * quintic((s - 2.2) / 1.4))
    turn(stage, 'head', dip, 17 * (left - right), 3 * (left - right))
    turn(stage, 'neck', 0, 8 * (left - right))
    turn(stage, 'chest', 0, 4 * (left - right))
  }, slow), // prettier-ignore
  clip('greeting', 2.8, 'once', 'happy', (stage, s) => {
    jump(stage, hop(s, 0.1, 0.6, 0.03, 0.014))
    const up = during(s, 0.15, 2.75, 0.5, 0.6)
    const waving = smoothly(s, 0.55, 2.2, 0.15, 0.3) * Math.sin(((s - 0.55) / 0.52) * 2 * Math.PI)
    reach(stage, 'right', arms.wave, up, [0.055 * waving, 0, 0])
    turn(stage, 'head', -2 * up, 0, 8 * up)
    turn(stage, 'chest', 0, -3 * up, 2 * up)
  }),
  clip('goodbye', 3.2, 'once', 'happy', (stage, s) => {
    const up = during(s, 0.1, 3.1, 0.5, 0.6)
    const flap = smoothly(s, 0.55, 2.6, 0.2, 0.3) * (0.5 - 0.5 * Math.cos((s / 0.42) * 2 * Math.PI))
    const raised = arms.wave
    reach(stage, 'left', { ...raised, curls: [0, 0.9 * flap, 0.9 * flap, 0.9 * flap] }, up)
    turn(stage, 'head', 5 * up * Math.max(0, beat(s, 3.2, 3)), 0, -9 * up)
    turn(stage, 'chest', 0, 3 * up, -2 * up)
  }),
  clip('listening', 4.4, 'loop', 'attentive', (stage, s) => {
    stay(stage, 'right', arms.ear, [0, 0.004 * beat(s, 4.4, 2), 0])
    turn(stage, 'spine', 3)
    turn(stage, 'chest', 2, -4)
    turn(stage, 'head', 3.5 * Math.max(0, beat(s, 4.4, 2)), 9, -9)
  }, slow), // prettier-ignore
  clip('thinking', 4.8, 'loop', 'thinking', (stage, s) => {
    const tap = Math.max(0, beat(s, 4.8, 6)) * (beat(s, 4.8, 1) > 0 ? 1 : 0.2)
    stay(stage, 'right', { ...arms.chin, curls: [-0.25, 0.62 + 0.2 * tap, 0.92, 0.95] })
    stay(stage, 'left', arms.cross)
    turn(stage, 'head', -5 + 1.5 * beat(s, 4.8, 1), -12 + 2 * beat(s, 4.8, 1, 0.25), 7)
    turn(stage, 'chest', 0, -3, 1)
  }, slow), // prettier-ignore
  clip('talking', 4, 'loop', undefined, (stage, s) => {
    const swing = 0.5 + 0.5 * beat(s, 4, 1)
    const accent = Math.max(0, beat(s, 4, 3))
    stage.left = between(arms.front, arms.frontIn, swing)
    stage.right = between(arms.frontIn, arms.front, swing)
    reach(stage, 'left', stage.left, 0, [0, -0.02 * accent, 0])
    reach(stage, 'right', stage.right, 0, [0, -0.02 * Math.max(0, beat(s, 4, 3, 0.33)), 0])
    turn(stage, 'head', 4 * accent - 1, 4 * beat(s, 4, 1, 0.1), 2 * beat(s, 4, 1, 0.3))
    turn(stage, 'chest', 0, -2 * beat(s, 4, 1), 0)
  }),
  clip('talking_calm', 4.4, 'loop', undefined, (stage, s) => {
    const swing = 0.5 + 0.5 * beat(s, 4.4, 1)
    stage.right = between(arms.frontIn, arms.front, swing)
    reach(stage, 'right', stage.right, 0, [0.02 * beat(s, 4.4, 2), -0.015 * Math.max(0, beat(s, 4.4, 3)), 0])
    turn(stage, 'head', 3 * Math.max(0, beat(s, 4.4, 3)) - 1, 3 * beat(s, 4.4, 1), 2 * beat(s, 4.4, 1, 0.25))
  }),
  clip('explaining', 5, 'loop', undefined, (stage, s) => {
    const out = smoothly(s, 0.7, 3, 0.6, 0.7)
    const near = smoothly(s, 3, 5, 0.6, 0.6)
    for (const side of ['left', 'right'] as const) {
      const from = between(arms.frontIn, arms.front, near)
      stage[side] = between(from, arms.openOut, out)
      reach(stage, side, stage[side], 0, [0, -0.014 * Math.max(0, beat(s, 5, 4, side === 'left' ? 0 : 0.12)), 0])
    }
    turn(stage, 'spine', 0, 4 * beat(s, 5, 1, 0.1))
    turn(stage, 'head', 3 * Math.max(0, beat(s, 5, 4)) - 2 * out, -3 * beat(s, 5, 1, 0.1), 3 * out)
  }),
  clip('nod', 1.5, 'once', 'happy', (stage, s) => {
    const at = [[0, 0], [0.2, -5], [0.5, 17], [0.8, -2], [1.1, 13], [1.5, 0]] as const // prettier-ignore
    turn(stage, 'head', keyed(at, s))
    turn(stage, 'chest', 0.15 * keyed(at, s))
  }),
  clip('shake_head', 1.7, 'once', 'sorry', (stage, s) => {
    const at = [[0, 0], [0.3, 20], [0.65, -20], [1, 16], [1.3, -11], [1.7, 0]] as const // prettier-ignore
    turn(stage, 'head', 2, keyed(at, s), 0)
    reach(stage, 'right', arms.palm, during(s, 0.05, 1.68, 0.35, 0.4), [-0.004 * keyed(at, s), 0, 0])
  }),
  clip('happy', 2.4, 'loop', 'happy', (stage, s) => {
    const bounce = Math.abs(beat(s, 2.4, 2))
    stay(stage, 'left', arms.fistUp, [0, 0.025 * bounce, 0])
    stay(stage, 'right', arms.fistUp, [0, 0.025 * bounce, 0])
    jump(stage, 0.03 * bounce - 0.012)
    turn(stage, 'hips', 0, 0, 3 * beat(s, 2.4, 1))
    turn(stage, 'head', -3, 0, 8 * beat(s, 2.4, 1))
  }),
  clip('laugh', 2.4, 'loop', 'laugh', (stage, s) => {
    const shake = beat(s, 2.4, 8)
    const rock = beat(s, 2.4, 1)
    stay(stage, 'right', arms.belly, [0, 0.006 * shake, 0])
    stay(stage, 'left', arms.frontIn, [0.02, -0.03 + 0.008 * shake, 0])
    stage.hips.y += 0.004 * shake - 0.006
    turn(stage, 'spine', -0.5 + 5.5 * rock * 0.5)
    turn(stage, 'chest', 5.5 * rock * 0.5 + 0.8 * shake)
    turn(stage, 'head', -7 - 4 * rock, 0, 5 * beat(s, 2.4, 1, 0.2))
  }),
  clip('sad', 5, 'loop', 'sad', (stage, s) => {
    stay(stage, 'left', arms.slump)
    stay(stage, 'right', arms.slump)
    stage.hips.y -= 0.006
    turn(stage, 'spine', 5)
    turn(stage, 'chest', 7 + 0.8 * beat(s, 5, 2))
    turn(stage, 'neck', 3)
    turn(stage, 'head', 3, 3 * beat(s, 5, 1), 3)
  }, slow), // prettier-ignore
  clip('surprised', 2.2, 'once', 'surprised', (stage, s) => {
    jump(stage, hop(s, 0.02, 0.55, 0.05, 0.012))
    const up = during(s, 0.05, 2.15, 0.3, 0.6)
    reach(stage, 'left', arms.cheek, up)
    reach(stage, 'right', arms.cheek, up)
    turn(stage, 'spine', -4 * up)
    turn(stage, 'chest', -3 * up)
    turn(stage, 'head', -3 * up)
  }),
  clip('confused', 4, 'loop', 'confused', (stage, s) => {
    stay(stage, 'right', arms.scratch, [0.012 * beat(s, 4, 8), 0.008 * beat(s, 4, 8, 0.25), 0])
    reach(stage, 'left', arms.shrug, 0.55 + 0.1 * beat(s, 4, 1))
    turn(stage, 'head', 1.5 * beat(s, 4, 2), 3 * beat(s, 4, 1), 13)
    turn(stage, 'chest', 0, 0, -2)
  }),
  clip('celebrate', 2.8, 'loop', 'star', (stage, s) => {
    const height = hop(s, 0, 1.4, 0.1, 0.045) + hop(s, 1.4, 1.4, 0.1, 0.045)
    jump(stage, height)
    const up = 0.7 + 3 * Math.max(0, height)
    for (const side of ['left', 'right'] as const)
      stage[side] = between(arms.fistUp, arms.high, Math.min(1, Math.max(0, up)))
    turn(stage, 'hips', 0, 8 * beat(s, 2.8, 1))
    turn(stage, 'head', -4, 0, 5 * beat(s, 2.8, 1))
    for (const foot of Object.values(stage.feet)) foot.pitch += 160 * Math.max(0, height)
  }),
  clip('clap', 2.4, 'loop', 'happy', (stage, s) => {
    const apart = 0.5 + 0.5 * Math.cos((s / 2.4) * 6 * 2 * Math.PI)
    for (const side of ['left', 'right'] as const) stage[side] = between(arms.clapShut, arms.clapOpen, apart)
    stage.hips.y += 0.004 * apart - 0.004
    turn(stage, 'head', -2 + 2 * apart, 0, 6 * beat(s, 2.4, 1))
  }),
  clip('point', 2.6, 'once', 'happy', (stage, s) => {
    const out = during(s, 0.1, 2.5, 0.4, 0.55)
    const jab = smoothly(s, 0.6, 1.6, 0.1, 0.2) * Math.max(0, Math.sin(((s - 0.6) / 0.5) * 2 * Math.PI))
    reach(stage, 'left', arms.pointOut, out, [0.03 * jab, 0.008 * jab, 0.008 * jab])
    turn(stage, 'head', 0, 12 * out, 3 * out)
    turn(stage, 'chest', 0, 6 * out)
  }),
  clip('point_viewer', 2.4, 'once', 'happy', (stage, s) => {
    const out = during(s, 0.1, 2.3, 0.4, 0.55)
    const jab = smoothly(s, 0.6, 1.5, 0.1, 0.2) * Math.max(0, Math.sin(((s - 0.6) / 0.5) * 2 * Math.PI))
    reach(stage, 'right', arms.pointFwd, out, [0, 0.004 * jab, 0.03 * jab])
    turn(stage, 'head', 2 * out, 0, -5 * out)
    turn(stage, 'chest', 2 * out, 5 * out)
  }),
  clip('present', 3, 'once', 'happy', (stage, s) => {
    const out = during(s, 0.1, 2.9, 0.5, 0.6)
    reach(stage, 'right', arms.present, out, [0, 0.006 * beat(s, 3, 2), 0])
    reach(stage, 'left', arms.akimbo, out)
    turn(stage, 'head', 0, -8 * out, 5 * out)
    turn(stage, 'chest', 0, -5 * out, -1.5 * out)
    stage.hips.x += 0.012 * out
  }),
  clip('shrug', 2.2, 'once', 'confused', (stage, s) => {
    const up = during(s, 0.1, 2.1, 0.4, 0.6)
    reach(stage, 'left', arms.shrug, up)
    reach(stage, 'right', arms.shrug, up)
    turn(stage, 'head', 0, 0, 10 * up)
    turn(stage, 'chest', -2 * up)
  }),
  clip('apologise', 3, 'once', 'sorry', (stage, s) => {
    const hands = smoothly(s, 0.1, 2.9, 0.5, 0.6)
    const bow = smoothly(s, 0.4, 2.5, 0.6, 0.6)
    reach(stage, 'left', arms.pray, hands)
    reach(stage, 'right', arms.pray, hands)
    turn(stage, 'hips', 8 * bow)
    turn(stage, 'spine', 6 * bow)
    turn(stage, 'chest', 6 * bow)
    // The face stays in sight.
    turn(stage, 'head', -4 * bow)
    stage.hips.z -= 0.03 * bow
    stage.hips.y -= 0.006 * bow
  }),
  clip('thumbs_up', 2.4, 'once', 'wink', (stage, s) => {
    const up = during(s, 0.1, 2.3, 0.45, 0.6)
    reach(stage, 'right', arms.thumb, up, [0, 0.01 * smoothly(s, 0.5, 1.6) * beat(s, 1.2, 2), 0])
    turn(stage, 'head', 2 * up, 0, -8 * up)
    turn(stage, 'chest', 0, 4 * up)
  }),
  clip('heart', 2.8, 'once', 'love', (stage, s) => {
    const on = during(s, 0.1, 2.7, 0.5, 0.6)
    reach(stage, 'left', arms.heart, on, [0, 0, 0.02 * on])
    reach(stage, 'right', arms.heart, on)
    stage.hips.x += 0.014 * on * beat(s, 2.8, 2)
    turn(stage, 'spine', 0, 0, 3 * on * beat(s, 2.8, 2))
    turn(stage, 'head', 0, 0, -7 * on * beat(s, 2.8, 2, 0.05))
  }),
  clip('typing', 2.4, 'loop', 'focused', (stage, s) => {
    for (const [side, times] of [['left', 7], ['right', 6]] as const) {
      const down = Math.max(0, beat(s, 2.4, times))
      const flick = (lag: number) => 0.25 + 0.25 * Math.max(0, beat(s, 2.4, times, lag))
      const hand: Arm = { ...arms.type, curls: [0.2, flick(0), flick(0.3), flick(0.6)] }
      stay(stage, side, hand, [0.012 * beat(s, 2.4, 2, times / 10), -0.014 * down, 0])
    }
    turn(stage, 'head', 8 + beat(s, 2.4, 2), 4 * beat(s, 2.4, 1), 0)
    turn(stage, 'chest', 2)
  }), // prettier-ignore
  clip('waiting', 6, 'loop', 'bored', (stage, s) => {
    const look = smoothly(s, 2.6, 4.6, 0.4, 0.5)
    stay(stage, 'right', arms.akimbo)
    stage.left = between(arms.akimbo, arms.watch, look)
    stage.hips.x += 0.014
    turn(stage, 'hips', 0, 0, -1.5)
    turn(stage, 'head', 9 * look - 2, 9 * look, 5 - 3 * look)
    stage.feet.left.pitch -= 11 * Math.max(0, beat(s, 6, 15)) * (1 - look)
  }, slow), // prettier-ignore
  clip('sleeping', 5.6, 'loop', 'sleepy', (stage, s) => {
    const breath = beat(s, 5.6, 1)
    stay(stage, 'left', arms.slump)
    stay(stage, 'right', arms.slump)
    turn(stage, 'spine', 5 + 1.2 * breath)
    turn(stage, 'chest', 7 - 1.6 * breath)
    turn(stage, 'neck', 5)
    turn(stage, 'head', 11 + 1.4 * breath, 4, 12)
    stage.hips.y -= 0.006
  }, { ...slow, breath: 5.6 }), // prettier-ignore
  clip('dance', 4, 'loop', 'happy', (stage, s) => {
    const side = beat(s, 4, 2)
    stage.hips.add(new Vector3(0.045 * side, 0.012 * Math.abs(beat(s, 4, 2, 0.25)) - 0.016, 0))
    turn(stage, 'hips', 0, 4 * beat(s, 4, 1), -6 * side)
    turn(stage, 'spine', 0, 0, 8 * side)
    turn(stage, 'head', 2 * beat(s, 4, 4), 0, -9 * beat(s, 4, 2, 0.05))
    const swing = 0.5 + 0.5 * beat(s, 4, 1)
    stage.left = between(arms.fistUp, arms.high, swing)
    stage.right = between(arms.high, arms.fistUp, swing)
    stage.feet.left.at.y += 0.035 * Math.max(0, -side)
    stage.feet.right.at.y += 0.035 * Math.max(0, side)
  }),
]

/** Values at times, eased in between. */
function keyed(keys: readonly (readonly [at: number, value: number])[], s: number): number {
  const next = keys.findIndex(([at]) => at > s)
  if (next <= 0) return keys.at(next === 0 ? 0 : -1)?.[1] ?? 0
  const [from, to] = [keys[next - 1] ?? [0, 0], keys[next] ?? [1, 0]]
  return from[1] + (to[1] - from[1]) * quintic((s - from[0]) / (to[0] - from[0]))
}
