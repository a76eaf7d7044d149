import { Vector3 } from 'three'

/**
 * 33 joints under the names of VRM's humanoid, in a T-pose without rotations: with rests like these, clips carry over to
 * any other humanoid. Units are metres; the character faces +Z, and its left is +X.
 */
export interface Joint {
  readonly name: string
  readonly parent: string | undefined
  /** In the T-pose. */
  readonly at: Vector3
}

const middle: readonly (readonly [string, string | undefined, number, number, number])[] = [
  ['root', undefined, 0, 0, 0],
  ['hips', 'root', 0, 0.4, 0],
  ['spine', 'hips', 0, 0.5, 0],
  ['chest', 'spine', 0, 0.62, 0],
  ['neck', 'chest', 0, 0.8, 0],
  ['head', 'neck', 0, 0.87, 0],
  ['antenna', 'head', 0, 1.4, -0.01],
]

const side: readonly (readonly [string, string, number, number, number])[] = [
  ['Shoulder', 'chest', 0.09, 0.725, 0],
  ['UpperArm', 'Shoulder', 0.185, 0.725, 0],
  ['LowerArm', 'UpperArm', 0.365, 0.725, 0],
  ['Hand', 'LowerArm', 0.545, 0.725, 0],
  ['ThumbProximal', 'Hand', 0.585, 0.722, 0.042],
  ['ThumbDistal', 'ThumbProximal', 0.612, 0.718, 0.082],
  ['IndexProximal', 'Hand', 0.648, 0.725, 0.038],
  ['IndexDistal', 'IndexProximal', 0.692, 0.725, 0.038],
  ['MiddleProximal', 'Hand', 0.648, 0.725, -0.019],
  ['MiddleDistal', 'MiddleProximal', 0.692, 0.725, -0.019],
  ['UpperLeg', 'hips', 0.105, 0.4, 0],
  ['LowerLeg', 'UpperLeg', 0.105, 0.245, 0.004],
  ['Foot', 'LowerLeg', 0.105, 0.09, 0],
]

const inTheMiddle = new Set(middle.map(([name]) => name))

export const joints: readonly Joint[] = [
  ...middle.map(([name, parent, x, y, z]) => ({ name, parent, at: new Vector3(x, y, z) })),
  ...(['left', 'right'] as const).flatMap((which) =>
    side.map(([name, parent, x, y, z]) => ({
      name: which + name,
      parent: inTheMiddle.has(parent) ? parent : which + parent,
      at: new Vector3(which === 'left' ? x : -x, y, z),
    })),
  ),
]

const byName = new Map(joints.map((joint) => [joint.name, joint]))

/** Throws for a name that is none. */
export function jointOf(name: string): Joint {
  const joint = byName.get(name)
  if (joint === undefined) throw new Error(`There is no joint ${name}.`)
  return joint
}

/** From the parent, in the T-pose. */
export function offsetOf({ at, parent }: Joint): Vector3 {
  return parent === undefined ? at.clone() : at.clone().sub(jointOf(parent).at)
}
