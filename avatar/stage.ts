import { Vector3 } from 'three'
import { arms } from './arms.ts'
import { between, type Arm, type Pose } from './pose.ts'

/** A pose in the making: acts add to it, one after the other. */
export interface Stage {
  readonly hips: Vector3
  readonly turns: Record<keyof Pose['turns'], [number, number, number]>
  left: Arm
  right: Arm
  readonly feet: Record<'left' | 'right', { readonly at: Vector3; pitch: number }>
}

export const poseOf = ({ hips, turns, left, right, feet }: Stage): Pose => ({ hips, turns, left, right, feet })

/** Breathing and the sway of somebody who stands: under every clip, in whole cycles where the clip comes again. */
export function alive(s: number, seconds: number, loop: boolean, breath = 3.2): Stage {
  const cycles = loop ? Math.max(1, Math.round(seconds / breath)) / seconds : 1 / breath
  const wave = (lag = 0) => Math.sin(2 * Math.PI * (s * cycles - lag))
  const sway = Math.sin((2 * Math.PI * s) / (loop ? seconds : 6))
  const rising = 0.0035 * wave()
  const hand = arms.rel
  const resting = (): Arm => ({
    ...hand,
    wrist: hand.wrist.clone().add(new Vector3(0, 0.004 * wave(0.1), 0)),
    clavicle: [0, 0, 1.2 * wave()],
  })
  return {
    hips: new Vector3(0.006 * sway, rising - 0.0036, 0),
    turns: {
      hips: [0, 1.2 * sway, 0],
      spine: [-0.6 * wave(), 0, 0],
      chest: [-1.1 * wave(), -0.6 * sway, 0],
      neck: [0.3 * wave(0.12), 0, 0],
      head: [0.9 * wave(0.12), -0.4 * sway, 0],
    },
    left: resting(),
    right: resting(),
    feet: { left: { at: new Vector3(), pitch: 0 }, right: { at: new Vector3(), pitch: 0 } },
  }
}

export function quintic(t: number): number {
  const x = Math.min(1, Math.max(0, t))
  return x * x * x * (x * (6 * x - 15) + 10)
}

/** Goes a little too far and comes back. */
export function back(t: number): number {
  const x = Math.min(1, Math.max(0, t))
  const c = 1.4
  return 1 + (c + 1) * (x - 1) ** 3 + c * (x - 1) ** 2
}

/** From 0 to 1 at `from` within `into` seconds, and back to 0 so that it is over at `until`. */
export function during(s: number, from: number, until: number, into = 0.45, outOf = 0.5): number {
  return s < until - outOf ? (s <= from ? 0 : back((s - from) / into)) : 1 - quintic((s - until + outOf) / outOf)
}

/** The same without overshoot: for what is not a gesture. */
export function smoothly(s: number, from: number, until: number, into = 0.5, outOf = 0.5): number {
  return quintic((s - from) / into) * (1 - quintic((s - until + outOf) / outOf))
}

export function turn(stage: Stage, joint: keyof Stage['turns'], pitch: number, yaw = 0, roll = 0): void {
  const turned = stage.turns[joint]
  turned[0] += pitch
  turned[1] += yaw
  turned[2] += roll
}

/** A hand goes to a place; `nudge` moves it there, outwards being +x on both sides. */
export function reach(
  stage: Stage,
  side: 'left' | 'right',
  to: Arm,
  amount: number,
  nudge: readonly [number, number, number] = [0, 0, 0],
): void {
  const arm = between(stage[side], to, amount)
  stage[side] = { ...arm, wrist: arm.wrist.clone().add(new Vector3(...nudge)) }
}

/** Off the ground with both feet. */
export function jump(stage: Stage, height: number): void {
  stage.hips.y += height
  if (height > 0) for (const foot of Object.values(stage.feet)) foot.at.y += height
}

/** Height over time: down first, then up on a parabola, and down to take the landing. */
export function hop(s: number, from: number, seconds: number, height: number, crouch: number): number {
  const t = (s - from) / seconds
  if (t <= 0 || t >= 1) return 0
  if (t < 0.25) return -crouch * Math.sin((t / 0.25) * Math.PI)
  if (t < 0.75) return height * (1 - ((t - 0.5) / 0.25) ** 2)
  return -crouch * 0.7 * Math.sin(((t - 0.75) / 0.25) * Math.PI)
}

/** A beat: `times` in `seconds`, between -1 and 1. */
export const beat = (s: number, seconds: number, times: number, lag = 0): number =>
  Math.sin(2 * Math.PI * ((s / seconds) * times - lag))
