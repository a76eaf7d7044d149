import { AnimationClip, type Object3D, Quaternion, QuaternionKeyframeTrack, Vector3, VectorKeyframeTrack } from 'three'
import { type Bone, bones } from './rig.ts'

/**
 * Clips of the gateway's own avatar on another humanoid. Its bones have no rotation of their own in the T-pose, so a
 * rotation of it is one about the axes of the world: `P⁻¹ · q · P · L` on a bone whose parent stands as P and which itself
 * stands as L when the other body is put into a T-pose, too.
 */
export interface Rest {
  /** Of the parent, in the world. */
  readonly parent: Quaternion
  /** Of the bone, within its parent. */
  readonly own: Quaternion
}

/** Pure. */
export function carried(rotation: Quaternion, { parent, own }: Rest): Quaternion {
  return parent.clone().invert().multiply(rotation).multiply(parent).multiply(own)
}

/** Where limbs point in a T-pose of somebody who looks along +Z: the bone, the one it points to, and the direction. */
const limbs: readonly (readonly [Bone, Bone, readonly [number, number, number]])[] = (
  ['left', 'right'] as const
).flatMap((side) => {
  const outwards = [side === 'left' ? 1 : -1, 0, 0] as const
  const down = [0, -1, 0] as const
  return [
    [`${side}UpperArm`, `${side}LowerArm`, outwards],
    [`${side}LowerArm`, `${side}Hand`, outwards],
    [`${side}UpperLeg`, `${side}LowerLeg`, down],
    [`${side}LowerLeg`, `${side}Foot`, down],
  ] as const
})

/** How each bone stands in a T-pose. The body is left as it was. */
export function restsOf(body: Object3D, rig: ReadonlyMap<Bone, Object3D>): ReadonlyMap<Bone, Rest> {
  const before = [...rig.values()].map((node) => [node, node.quaternion.clone()] as const)
  body.updateWorldMatrix(true, true)
  for (const [bone, next, direction] of limbs) point(rig.get(bone), rig.get(next), new Vector3(...direction))
  const rests = new Map<Bone, Rest>()
  for (const [bone, node] of rig) {
    const parent = node.parent?.getWorldQuaternion(new Quaternion()) ?? new Quaternion()
    rests.set(bone, { parent, own: node.quaternion.clone() })
  }
  for (const [node, rotation] of before) node.quaternion.copy(rotation)
  body.updateWorldMatrix(true, true)
  return rests
}

function point(node: Object3D | undefined, to: Object3D | undefined, direction: Vector3): void {
  if (!node?.parent || to === undefined) return
  const from = node.getWorldPosition(new Vector3())
  const now = to.getWorldPosition(new Vector3()).sub(from).normalize()
  const turn = new Quaternion().setFromUnitVectors(now, direction)
  const parent = node.parent.getWorldQuaternion(new Quaternion())
  node.quaternion.premultiply(parent.clone().invert().multiply(turn).multiply(parent))
  node.updateWorldMatrix(false, true)
}

/** A mitten has three fingers: the middle one stands for those beside it, and its last joint for the one before. */
const alsoMoves: Readonly<Partial<Record<Bone, readonly Bone[]>>> = Object.fromEntries(
  (['left', 'right'] as const).flatMap((side) => [
    [`${side}MiddleProximal`, [`${side}RingProximal`, `${side}LittleProximal`]],
    [
      `${side}MiddleDistal`,
      ['Middle', 'Ring', 'Little'].flatMap((finger) => [`${side}${finger}Intermediate`, `${side}${finger}Distal`]),
    ],
    [`${side}IndexDistal`, [`${side}IndexIntermediate`]],
  ]),
)

/** What does not look right with other proportions: hands that meet, or touch a face. */
const instead: Readonly<Record<string, string>> = {
  clap: 'happy',
  heart: 'happy',
  apologise: 'nod',
  thinking: 'idle_look',
  listening: 'idle_sway',
  surprised: 'shrug',
}

export interface Borrower {
  readonly body: Object3D
  readonly rig: ReadonlyMap<Bone, Object3D>
}

/** The clips under their own names. A bone that a clip leaves out stands as the lender's does. */
export function borrowed(clips: readonly AnimationClip[], lender: Object3D, { body, rig }: Borrower): AnimationClip[] {
  const rests = restsOf(body, rig)
  const lent = bones.flatMap((bone) => {
    const node = lender.getObjectByName(bone)
    return node === undefined ? [] : [[bone, node] as const]
  })
  const hips = lender.getObjectByName('hips')
  return clips.map((clip) => {
    const taken = clips.find(({ name }) => name === instead[clip.name]) ?? clip
    const keys = new Map<string, Keys>(taken.tracks.map((track) => [track.name, track]))
    const turns = lent.flatMap(([bone, node]) => {
      const key = keys.get(`${bone}.quaternion`) ?? { times: [0], values: node.quaternion.toArray() }
      return [bone, ...(alsoMoves[bone] ?? [])].flatMap((one) => rotations(key, rig.get(one), rests.get(one)))
    })
    const moves = hipsMoves(keys.get('hips.position'), hips, rig.get('hips'), rests.get('hips'))
    const made = new AnimationClip(clip.name, taken.duration, [...turns, ...moves])
    made.userData = { ...clip.userData }
    return made
  })
}

interface Keys {
  readonly times: ArrayLike<number>
  readonly values: ArrayLike<number>
}

function rotations(
  { times, values }: Keys,
  node: Object3D | undefined,
  rest: Rest | undefined,
): QuaternionKeyframeTrack[] {
  if (node === undefined || rest === undefined) return []
  const turned = Array.from(times, (_, key) =>
    carried(new Quaternion().fromArray(values, key * 4).normalize(), rest).toArray(),
  )
  return [new QuaternionKeyframeTrack(`${node.uuid}.quaternion`, Array.from(times), turned.flat())]
}

/** As far as the legs are long. */
function hipsMoves(
  keys: Keys | undefined,
  from: Object3D | undefined,
  to: Object3D | undefined,
  rest: Rest | undefined,
): VectorKeyframeTrack[] {
  if (keys === undefined || from === undefined || to === undefined || rest === undefined) return []
  const ratio = heightOf(to) / Math.max(0.01, heightOf(from))
  const scale = Math.max(1e-6, to.parent?.getWorldScale(new Vector3()).y ?? 1)
  const back = rest.parent.clone().invert()
  const moved = Array.from(keys.times, (_, key) =>
    new Vector3()
      .fromArray(keys.values, key * 3)
      .sub(from.position)
      .multiplyScalar(ratio / scale)
      .applyQuaternion(back)
      .add(to.position)
      .toArray(),
  )
  return [new VectorKeyframeTrack(`${to.uuid}.position`, Array.from(keys.times), moved.flat())]
}

const heightOf = (node: Object3D): number => node.getWorldPosition(new Vector3()).y
