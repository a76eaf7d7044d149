import { MathUtils, Quaternion, Vector3 } from 'three'
import type { Clip } from './clips.ts'
import { quaternionOf, solve, type Solved } from './pose.ts'
import { joints } from './skeleton.ts'
import { alive, poseOf } from './stage.ts'

export interface Track {
  readonly joint: string
  readonly path: 'rotation' | 'translation'
  /** One per time of the clip; one alone where nothing moves. */
  readonly values: readonly (readonly number[])[]
}

export interface Sampled {
  readonly clip: Clip
  /** Seconds. */
  readonly times: readonly number[]
  readonly tracks: readonly Track[]
}

/** How somebody stands who does nothing: what a viewer shows that plays no clip. */
export const relaxed: Solved = solve(poseOf(alive(0, 6, false)))

const chain = ['hips', 'spine', 'chest', 'neck', 'head'] as const

/** A clip as keys for each joint that it moves. */
export function sample(clip: Clip): Sampled {
  const count = Math.round(clip.seconds * clip.fps)
  const times = Array.from({ length: count + 1 }, (_, index) => (index / count) * clip.seconds)
  const solved = times.map((s) => {
    // The last frame of a loop is its first.
    const at = clip.loop && s >= clip.seconds ? 0 : s
    const stage = alive(at, clip.seconds, clip.loop, clip.breath)
    clip.act(stage, at)
    return solve(poseOf(stage))
  })
  const antenna = swing(clip, solved)
  solved.forEach(({ rotations }, index) =>
    (rotations as Map<string, Quaternion>).set('antenna', antenna[index] ?? new Quaternion()),
  ) // ours, made above
  const rotations = joints.flatMap(({ name }): readonly Track[] => {
    const values = solved.map((frame) => frame.rotations.get(name) ?? new Quaternion())
    return trackOf(name, signed(values))
  })
  const hips: Track = { joint: 'hips', path: 'translation', values: solved.map((frame) => frame.hips.toArray()) }
  return { clip, times, tracks: [...rotations, hips] }
}

/** Neighbours on the same side, so that a straight line between them is the short way. */
function signed(values: readonly Quaternion[]): readonly Quaternion[] {
  let before = values[0] ?? new Quaternion()
  return values.map((value) => {
    before = value.dot(before) < 0 ? new Quaternion(-value.x, -value.y, -value.z, -value.w) : value
    return before
  })
}

const noticed = MathUtils.degToRad(0.7)

function trackOf(joint: string, values: readonly Quaternion[]): readonly Track[] {
  const [first = new Quaternion()] = values
  const rest = relaxed.rotations.get(joint) ?? new Quaternion()
  if (values.every((value) => value.angleTo(rest) < noticed)) return []
  const still = values.every((value) => value.angleTo(first) < noticed / 4)
  const kept = still ? [first] : values
  return [{ joint, path: 'rotation', values: kept.map((value) => value.toArray()) }]
}

/** A spring with a ball at its end, driven by where the head goes. */
function swing(clip: Clip, frames: readonly Solved[]): readonly Quaternion[] {
  const stiffness = 220
  const damping = 13
  const most = MathUtils.degToRad(28)
  const step = 1 / clip.fps
  const ups = frames.map(({ rotations }) => {
    const head = chain.reduce((sum, joint) => sum.multiply(rotations.get(joint) ?? new Quaternion()), new Quaternion())
    return new Vector3(0, 1, 0).applyQuaternion(head)
  })
  const heights = frames.map(({ hips }) => hips.y)
  const angle = { x: 0, z: 0 }
  const speed = { x: 0, z: 0 }
  const at = (index: number) => (clip.loop ? index % (frames.length - 1) : Math.min(index, frames.length - 1))
  const found: Quaternion[] = []
  // A loop is run through twice: the second time it begins as it ended.
  const runs = clip.loop ? 2 : 1
  for (let run = 0; run < runs; run++) {
    found.length = 0
    for (let index = 0; index < frames.length; index++) {
      const [now, next] = [ups[at(index)] ?? new Vector3(), ups[at(index + 1)] ?? new Vector3()]
      const heave =
        ((heights[at(index + 1)] ?? 0) - 2 * (heights[at(index)] ?? 0) + (heights[at(index + clip.fps)] ?? 0)) * 4
      for (const [axis, moved] of [['x', -(next.z - now.z)], ['z', next.x - now.x]] as const) {
        const smaller = 4
        for (let part = 0; part < smaller; part++) {
          const force = -stiffness * angle[axis] - damping * speed[axis] + (moved / step) * 16 + (axis === 'x' ? heave : 0)
          speed[axis] += (force * step) / smaller
          angle[axis] = MathUtils.clamp(angle[axis] + (speed[axis] * step) / smaller, -most, most)
        }
      } // prettier-ignore
      found.push(quaternionOf([MathUtils.radToDeg(angle.x), 0, MathUtils.radToDeg(angle.z)]))
    }
  }
  return seamless(found, clip.loop)
}

/** Over its last frames the spring comes to where the clip begins. */
function seamless(values: readonly Quaternion[], loop: boolean): readonly Quaternion[] {
  const first = loop ? (values[0] ?? new Quaternion()) : new Quaternion()
  const blended = 7
  return values.map((value, index) => {
    const t = Math.max(0, (index - (values.length - 1 - blended)) / blended)
    return value.clone().slerp(first, t)
  })
}
