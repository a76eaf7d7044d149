import { describe, expect, test } from '@jest/globals'
import { AnimationClip, Bone, Object3D, Quaternion, QuaternionKeyframeTrack, Vector3 } from 'three'
import { borrowed, carried, restsOf } from './retarget.ts'
import { type Bone as BoneName, boneOf, humanoid, isHumanoid } from './rig.ts'

describe('a bone', () => {
  test.each([
    ['leftUpperArm', 'leftUpperArm'],
    ['mixamorig:LeftArm', 'leftUpperArm'],
    ['mixamorig:LeftForeArm', 'leftLowerArm'],
    ['mixamorig1:Hips', 'hips'],
    ['Spine2', 'upperChest'],
    ['UpperArm.L', 'leftUpperArm'],
    ['upper_arm_R', 'rightUpperArm'],
    ['RightUpLeg', 'rightUpperLeg'],
    ['RightHandPinky2', 'rightLittleIntermediate'],
    ['J_Bip_L_UpperArm', undefined],
    ['Tail01', undefined],
    ['constructor', undefined],
  ])('%s is known by its name', (name, bone) => {
    expect(boneOf(name)).toBe(bone)
  })

  test('is the upper one of two that are called alike', () => {
    const found = humanoid(['Head', 'head_end', 'Head'], (name) => name)
    expect(found.get('head')).toBe('Head')
    expect(isHumanoid(found)).toBe(false)
  })
})

/** An arm that hangs down, on a body that lies on its back and is a hundred times too small. */
function crooked() {
  const body = new Object3D()
  body.rotation.set(-Math.PI / 2, 0.3, 0)
  body.scale.setScalar(0.01)
  const chain = (['hips', 'leftUpperArm', 'leftLowerArm', 'leftHand'] as const).map(
    (name) => [name, new Bone()] as const,
  )
  let parent: Object3D = body
  for (const [name, node] of chain) {
    node.name = name
    node.position.set(0, -30, 5)
    node.quaternion.setFromAxisAngle(new Vector3(1, 2, 3).normalize(), 0.4)
    parent.add(node)
    parent = node
  }
  return { body, rig: new Map<BoneName, Object3D>(chain) }
}

/** Nova's: bones without rotations, the left along +X. */
function straight() {
  const names = ['hips', 'leftUpperArm', 'leftLowerArm', 'leftHand'] as const
  const nodes = names.map((name) => Object.assign(new Bone(), { name }))
  nodes.reduce((parent, node) => {
    node.position.set(0.2, 0, 0)
    parent.add(node)
    return node
  })
  return nodes[0] ?? new Bone()
}

describe('a clip of one body on another', () => {
  test('points limbs where they pointed, however the other body is built', () => {
    const { body, rig } = crooked()
    const lender = straight()
    const turn = new Quaternion().setFromAxisAngle(new Vector3(0, 0, 1), 0.7)
    const clip = new AnimationClip('wave', 1, [
      new QuaternionKeyframeTrack('leftUpperArm.quaternion', [0, 1], [...turn.toArray(), ...turn.toArray()]),
    ])
    const [made] = borrowed([clip], lender, { body, rig })
    for (const track of made?.tracks ?? []) {
      const node = [...rig.values()].find(({ uuid }) => track.name === `${uuid}.quaternion`)
      node?.quaternion.fromArray(track.values)
    }
    body.updateWorldMatrix(true, true)
    const at = (bone: BoneName) => rig.get(bone)?.getWorldPosition(new Vector3()) ?? new Vector3()
    const upper = at('leftLowerArm').sub(at('leftUpperArm')).normalize()
    const lower = at('leftHand').sub(at('leftLowerArm')).normalize()
    const wanted = new Vector3(1, 0, 0).applyQuaternion(turn)
    expect(upper.distanceTo(wanted)).toBeLessThan(1e-6)
    expect(lower.distanceTo(wanted)).toBeLessThan(1e-6)
  })

  test('leaves the body as it stood', () => {
    const { body, rig } = crooked()
    const before = [...rig.values()].map(({ quaternion }) => quaternion.toArray())
    restsOf(body, rig)
    expect([...rig.values()].map(({ quaternion }) => quaternion.toArray())).toEqual(before)
  })

  test('is the T-pose where the lender stands in it', () => {
    const rest = { parent: new Quaternion(0.5, 0.5, 0.5, 0.5), own: new Quaternion(0, 0.6, 0, 0.8) }
    expect(carried(new Quaternion(), rest).angleTo(rest.own)).toBeLessThan(1e-6)
  })
})
