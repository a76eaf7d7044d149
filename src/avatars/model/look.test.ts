import { describe, expect, test } from '@jest/globals'
import { visemes } from '../../contracts/avatars.ts'
import { triangleWith } from '../fixtures/models.ts'
import { traitsOf } from './look.ts'
import { preflight } from './preflight.ts'

type Json = Record<string, unknown>

const traits = (change: Json) => traitsOf(preflight(triangleWith(() => change)))
const withMorphs = (targetNames: readonly string[], more: Json = {}) =>
  traits({ meshes: [{ primitives: [{ attributes: { POSITION: 0 } }], extras: { targetNames } }], ...more }).face
const named = (names: readonly string[]) => traits({ nodes: [{ mesh: 0 }, ...names.map((name) => ({ name }))] }).bones
const vrm1 = (preset: Json, humanBones: Json = {}) => ({
  extensions: { VRMC_vrm: { expressions: { preset }, humanoid: { humanBones }, meta: { authors: ['Ada', 'Bo'] } } },
})

describe('a face is found by its names', () => {
  test('as Oculus has them: each sound has its own', () => {
    const face = withMorphs([...visemes.map((viseme) => `viseme_${viseme}`), 'eyeBlinkLeft', 'eyeBlinkRight'])
    expect(face).toMatchObject({ convention: 'oculus', by: 'morphs', visemes: { aa: { viseme_aa: 1 } } })
    expect(face.blink).toEqual({ eyeBlinkLeft: 1, eyeBlinkRight: 1 })
  })

  test('as Apple has them, however they are written: sounds are mixed, in the model’s own names', () => {
    const face = withMorphs(['Head.jawOpen', 'mouth_Funnel', 'mouthPucker', 'mouthSmile_L', 'mouthSmile_R', 'eyeBlink_L', 'eyeBlink_R']) // prettier-ignore
    expect(face).toMatchObject({ convention: 'arkit', visemes: { O: { 'Head.jawOpen': 0.35, mouth_Funnel: 0.6 } } })
    expect(face.blink).toEqual({ eyeBlink_L: 1, eyeBlink_R: 1 })
  })

  test('as VRM has them, in the names of its newer version', () => {
    expect(traits(vrm1({ aa: {}, ih: {}, ou: {}, ee: {}, oh: {}, blink: {}, happy: {} })).face).toMatchObject({
      convention: 'vrm1',
      by: 'expressions',
      visemes: { E: { ee: 0.8 }, PP: {} },
      expressions: { happy: { happy: 1 } },
    })
    const groups = ['a', 'i', 'u', 'e', 'o', 'joy', 'blink_l'].map((presetName) => ({ presetName }))
    expect(traits({ extensions: { VRM: { blendShapeMaster: { blendShapeGroups: groups } } } }).face).toMatchObject({
      convention: 'vrm0',
      visemes: { aa: { aa: 1 }, O: { oh: 1 } },
      expressions: { happy: { happy: 1 } },
    })
  })

  test('as dancers have them', () => {
    expect(withMorphs(['あ', 'い', 'う', 'え', 'お', 'まばたき', '笑い'])).toMatchObject({
      convention: 'mmd',
      visemes: { aa: { あ: 1 }, CH: { い: 0.4 } },
      blink: { まばたき: 1 },
      expressions: { happy: { 笑い: 1 } },
    })
  })

  test('by a mouth that opens, or a jaw, or not at all', () => {
    expect(withMorphs(['mouthOpen'])).toMatchObject({ convention: 'jaw', by: 'morphs', visemes: { aa: { mouthOpen: 0.8 } } }) // prettier-ignore
    expect(traits({ nodes: [{ mesh: 0 }, { name: 'CC_Base_JawRoot' }] }).face).toMatchObject({
      convention: 'jaw',
      by: 'jaw-node',
    })
    expect(withMorphs(['Key 1'])).toMatchObject({ convention: 'none', by: 'nothing' })
  })

  test('recipes that a model brings count where it has the shapes for them', () => {
    const expressions = { wink: { left: 1 }, odd: { right: 1 }, wild: { left: 7 } }
    const brought = (recipes: Json) => withMorphs(['left'], { scenes: [{ nodes: [0], extras: { expressions: recipes } }] }).expressions // prettier-ignore
    expect(brought({ wink: expressions.wink, odd: expressions.odd })).toEqual({ wink: { left: 1 } })
    expect(brought(expressions)).toEqual({})
  })
})

describe('bones are known by what rigs call them', () => {
  const limbs = (of: (side: 'Left' | 'Right') => readonly string[]) => [...of('Left'), ...of('Right')]

  test.each([
    ['Mixamo', ['mixamorig:Hips', 'mixamorig:Spine', 'mixamorig:Spine1', 'mixamorig:Spine2', 'mixamorig:Head', ...limbs((side) => ['Arm', 'ForeArm', 'Hand', 'UpLeg', 'Leg', 'Foot'].map((bone) => `mixamorig:${side}${bone}`))]], // prettier-ignore
    ['Unreal', ['pelvis', 'spine_01', 'spine_02', 'spine_03', 'head', ...limbs((side) => ['upperarm', 'lowerarm', 'hand', 'thigh', 'calf', 'foot'].map((bone) => `${bone}_${side[0]!.toLowerCase()}`))]], // prettier-ignore
    ['Rigify', ['DEF-hips', 'DEF-spine', 'DEF-spine.001', 'DEF-spine.002', 'DEF-head', ...limbs((side) => ['upper_arm', 'forearm', 'hand', 'thigh', 'shin', 'foot'].map((bone) => `DEF-${bone}.${side[0]}`))]], // prettier-ignore
    ['VRoid', ['J_Bip_C_Hips', 'J_Bip_C_Spine', 'J_Bip_C_Chest', 'J_Bip_C_UpperChest', 'J_Bip_C_Head', ...limbs((side) => ['UpperArm', 'LowerArm', 'Hand', 'UpperLeg', 'LowerLeg', 'Foot'].map((bone) => `J_Bip_${side[0]}_${bone}`))]], // prettier-ignore
  ])('%s', (_rig, names) => {
    const bones = named(names)
    expect(Object.keys(bones)).toHaveLength(names.length)
    expect(bones).toMatchObject({ hips: names[0], spine: names[1], chest: names[2], upperChest: names[3] })
    expect([bones['leftUpperArm'], bones['leftLowerArm'], bones['rightLowerLeg']]).toEqual([
      names[5],
      names[6],
      names[15],
    ])
  })

  test('fingers, too', () => {
    const all = ['Hips', 'Spine', 'Head', ...limbs((side) => ['Arm', 'ForeArm', 'Hand', 'UpLeg', 'Leg', 'Foot', 'HandThumb1', 'HandPinky3'].map((bone) => side + bone))] // prettier-ignore
    expect(named(all)).toMatchObject({ leftThumbMetacarpal: 'LeftHandThumb1', rightLittleDistal: 'RightHandPinky3' })
  })

  test('and what is not whole is nobody', () => {
    expect(named(['Hips', 'Spine', 'Head', 'LeftArm'])).toEqual({})
  })
})

test('a file says whose it is, and what may be done with it', () => {
  expect(traits({}).origin).toEqual({ author: 'Ada', licence: 'CC0' })
  expect(traits({ asset: { version: '2.0', copyright: ' © Bo\n2026 ' } }).origin).toEqual({ author: '© Bo 2026' })
  expect(traits({ asset: { version: '2.0' }, ...vrm1({}) }).origin).toEqual({ author: 'Ada, Bo' })
})
