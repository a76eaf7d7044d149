import { Euler, MathUtils, Matrix4, Quaternion, Vector3 } from 'three'
import { jointOf, offsetOf } from './skeleton.ts'

/** Degrees: forwards, to the character's own left, and over to its right. */
export type Turn = readonly [pitch: number, yaw: number, roll: number]

/** An arm, as on the left: where its wrist is and how its hand lies, in the chest's space at T-pose coordinates. */
export interface Arm {
  readonly wrist: Vector3
  /** Where the elbow points. */
  readonly pole: Vector3
  /** Where the fingers point, and what the palm looks at. */
  readonly fingers: Vector3
  readonly palm: Vector3
  /** 0 open, 1 closed; thumb, index, middle, outer. */
  readonly curls: readonly [number, number, number, number]
  readonly clavicle: Turn
}

export interface Pose {
  /** From where the hips stand, metres. */
  readonly hips: Vector3
  readonly turns: Readonly<Record<'hips' | 'spine' | 'chest' | 'neck' | 'head', Turn>>
  readonly left: Arm
  readonly right: Arm
  /** Of each ankle, from the ground it stands on; and the foot's own pitch, degrees. */
  readonly feet: Readonly<Record<'left' | 'right', { readonly at: Vector3; readonly pitch: number }>>
}

export interface Solved {
  readonly hips: Vector3
  /** By joint, local. */
  readonly rotations: ReadonlyMap<string, Quaternion>
}

export const quaternionOf = ([pitch, yaw, roll]: Turn): Quaternion =>
  new Quaternion().setFromEuler(
    new Euler(MathUtils.degToRad(pitch), MathUtils.degToRad(yaw), MathUtils.degToRad(roll), 'YXZ'),
  )

/** Rotations of all joints: torso as told, arms and legs by two bones to where hands and feet are to be. */
export function solve(pose: Pose): Solved {
  const rotations = new Map<string, Quaternion>()
  for (const [joint, turn] of Object.entries(pose.turns)) rotations.set(joint, quaternionOf(turn))
  for (const [joint, rotation] of armRotations(pose.left)) rotations.set(`left${joint}`, rotation)
  for (const [joint, { x, y, z, w }] of armRotations(pose.right))
    rotations.set(`right${joint}`, new Quaternion(x, -y, -z, w))
  const hips = jointOf('hips').at.clone().add(pose.hips)
  const turn = quaternionOf(pose.turns.hips)
  for (const side of ['left', 'right'] as const) {
    for (const [joint, rotation] of legRotations(side, hips, turn, pose.feet[side]))
      rotations.set(side + joint, rotation)
  }
  return { hips, rotations }
}

const upperArm = 0.18
const lowerArm = 0.18
const longest = 0.358

function armRotations(arm: Arm): readonly (readonly [string, Quaternion])[] {
  const clavicle = quaternionOf(arm.clavicle)
  const shoulder = jointOf('leftShoulder')
    .at.clone()
    .add(offsetOf(jointOf('leftUpperArm')).applyQuaternion(clavicle))
  const { first, second, hinge } = twoBones(arm.wrist.clone().sub(shoulder), arm.pole, upperArm, lowerArm)
  const upper = basis(first, hinge)
  const lower = basis(second, hinge)
  const hand = handOf(arm)
  const [thumb, index, middle, outer] = arm.curls
  const bent = (degrees: number) => quaternionOf([0, 0, -degrees])
  // One joint drives both outer fingers.
  const others = (middle + outer) / 2
  return [
    ['Shoulder', clavicle],
    ['UpperArm', within(clavicle, upper)],
    ['LowerArm', within(upper, lower)],
    ['Hand', within(lower, hand)],
    ['ThumbProximal', quaternionOf([0, thumb * 28, -thumb * 42])],
    ['ThumbDistal', bent(thumb * 40)],
    ['IndexProximal', bent(85 * index)],
    ['IndexDistal', bent(95 * index)],
    ['MiddleProximal', bent(85 * others)],
    ['MiddleDistal', bent(95 * others)],
  ]
}

const handOf = ({ fingers, palm }: Arm): Quaternion => basis(fingers, palm.clone().negate())

function legRotations(
  side: 'left' | 'right',
  hips: Vector3,
  turn: Quaternion,
  { at, pitch }: Pose['feet']['left'],
): readonly (readonly [string, Quaternion])[] {
  const sign = side === 'left' ? 1 : -1
  const top = offsetOf(jointOf(`${side}UpperLeg`))
    .applyQuaternion(turn)
    .add(hips)
  const ankle = jointOf(`${side}Foot`).at.clone().add(at)
  const { first, second, hinge } = twoBones(ankle.sub(top), new Vector3(sign * 0.12, 0, 1), 0.155, 0.155)
  const upper = basisDown(first, hinge)
  const lower = basisDown(second, hinge)
  return [
    ['UpperLeg', within(turn, upper)],
    ['LowerLeg', within(upper, lower)],
    ['Foot', within(lower, quaternionOf([pitch, 0, 0]))],
  ]
}

/** Two bones to a place, the joint between them towards `pole`. What is out of reach is reached for. */
function twoBones(to: Vector3, pole: Vector3, one: number, other: number) {
  const direction = to.clone().normalize()
  const length = Math.min(to.length(), one + other === upperArm + lowerArm ? longest : one + other - 1e-4)
  const aside = pole.clone().addScaledVector(direction, -pole.dot(direction)).normalize()
  const cosine = (one * one + length * length - other * other) / (2 * one * length)
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)))
  const first = direction.clone().multiplyScalar(Math.cos(angle)).addScaledVector(aside, Math.sin(angle))
  const second = direction.clone().multiplyScalar(length).addScaledVector(first, -one).normalize()
  return { first, second, hinge: direction.clone().cross(aside).normalize() }
}

/** A bone that lay along +X lies along `along` now, and what was above it is `above`. */
function basis(along: Vector3, above: Vector3): Quaternion {
  const x = along.clone().normalize()
  const y = above.clone().addScaledVector(x, -above.dot(x)).normalize()
  return new Quaternion().setFromRotationMatrix(new Matrix4().makeBasis(x, y, x.clone().cross(y)))
}

/** A leg that hung along -Y hangs along `along` now; it bends about the hinge. */
function basisDown(along: Vector3, hinge: Vector3): Quaternion {
  const y = along.clone().normalize().negate()
  const x = hinge.clone().negate().addScaledVector(y, hinge.dot(y)).normalize()
  return new Quaternion().setFromRotationMatrix(new Matrix4().makeBasis(x, y, x.clone().cross(y)))
}

/** The rotation of something inside of its parent, both as the world sees them. */
const within = (parent: Quaternion, child: Quaternion): Quaternion => parent.clone().invert().multiply(child)

/** From one arm to another on an arc about the shoulder, never straight through the body. */
export function between(from: Arm, to: Arm, t: number): Arm {
  if (t <= 0) return from
  if (t === 1) return to
  const shoulder = jointOf('leftUpperArm').at
  const [a, b] = [from.wrist.clone().sub(shoulder), to.wrist.clone().sub(shoulder)]
  const turn = new Quaternion().slerp(
    new Quaternion().setFromUnitVectors(a.clone().normalize(), b.clone().normalize()),
    t,
  )
  const length = MathUtils.lerp(a.length(), b.length(), t)
  const hand = handOf(from).slerp(handOf(to), t)
  const mixed = (one: Vector3, other: Vector3) => one.clone().lerp(other, t)
  const number = (one: number, other: number) => MathUtils.lerp(one, other, t)
  const [c, d] = [from.curls, to.curls]
  const [e, f] = [from.clavicle, to.clavicle]
  return {
    wrist: a.normalize().applyQuaternion(turn).multiplyScalar(length).add(shoulder),
    pole: mixed(from.pole, to.pole),
    // The hand turns the short way, as a whole.
    fingers: new Vector3(1, 0, 0).applyQuaternion(hand),
    palm: new Vector3(0, -1, 0).applyQuaternion(hand),
    curls: [number(c[0], d[0]), number(c[1], d[1]), number(c[2], d[2]), number(c[3], d[3])],
    clavicle: [number(e[0], f[0]), number(e[1], f[1]), number(e[2], f[2])],
  }
}
