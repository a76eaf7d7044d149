import type { Viseme } from './visemes.ts'

/** How much of which of a model's own shapes. */
export type Weights = Readonly<Record<string, number>>

/** What the makers of avatars call the shapes of a face: the first that fits says how a mouth is moved. */
export const conventions = ['oculus', 'arkit', 'vrm1', 'vrm0', 'mmd', 'jaw', 'jawBone', 'none'] as const
export type Convention = (typeof conventions)[number]

/** Of the names of a model's shapes. A jaw that is a bone is the last resort. */
export function conventionOf(names: readonly string[], hasJawBone = false): Convention {
  const has = (...wanted: readonly string[]) => wanted.every((name) => names.includes(name))
  if (has('viseme_aa', 'viseme_O', 'viseme_PP')) return 'oculus'
  if (has('jawOpen', 'mouthFunnel', 'mouthPucker')) return 'arkit'
  if (has('aa', 'ih', 'ou')) return 'vrm1'
  if (lower(names, 'a') && lower(names, 'i') && lower(names, 'u')) return 'vrm0'
  if (has('あ', 'い', 'う')) return 'mmd'
  if (jawOf(names) !== undefined) return 'jaw'
  return hasJawBone ? 'jawBone' : 'none'
}

const lower = (names: readonly string[], wanted: string): string | undefined =>
  names.find((name) => name.toLowerCase() === wanted)

const jawOf = (names: readonly string[]): string | undefined =>
  names.find((name) => /^(?:jaw_?open|mouth_?open)$/i.test(name))

/** How far a shape opens the mouth: for what can do nothing else. */
export const openness: Readonly<Record<Viseme, number>> = {
  sil: 0,
  PP: 0,
  FF: 0.1,
  TH: 0.2,
  DD: 0.25,
  kk: 0.3,
  CH: 0.25,
  SS: 0.15,
  nn: 0.2,
  RR: 0.25,
  aa: 1,
  E: 0.55,
  I: 0.35,
  O: 0.7,
  U: 0.4,
}

/** What Apple's 52 shapes make of a sound. */
const arkit: Readonly<Record<Viseme, Weights>> = {
  sil: {},
  PP: { mouthPressLeft: 0.6, mouthPressRight: 0.6, mouthClose: 0.1 },
  FF: { mouthRollLower: 0.5, jawOpen: 0.08, mouthUpperUpLeft: 0.2, mouthUpperUpRight: 0.2 },
  TH: { jawOpen: 0.16, tongueOut: 0.25 },
  DD: { jawOpen: 0.16, mouthLowerDownLeft: 0.2, mouthLowerDownRight: 0.2 },
  kk: { jawOpen: 0.2 },
  CH: { mouthFunnel: 0.45, jawOpen: 0.1 },
  SS: { mouthStretchLeft: 0.35, mouthStretchRight: 0.35, jawOpen: 0.05 },
  nn: { jawOpen: 0.13 },
  RR: { mouthFunnel: 0.25, jawOpen: 0.14 },
  aa: { jawOpen: 0.7 },
  E: { jawOpen: 0.25, mouthStretchLeft: 0.4, mouthStretchRight: 0.4 },
  I: { jawOpen: 0.16, mouthSmileLeft: 0.35, mouthSmileRight: 0.35 },
  O: { mouthFunnel: 0.6, jawOpen: 0.35 },
  U: { mouthPucker: 0.8, jawOpen: 0.1 },
}

/** Which of five vowels, as both of VRM and MikuMikuDance have them, in the order a i u e o. */
const vowelOf: Readonly<Record<Viseme, readonly [vowel: number, amount: number] | undefined>> = {
  sil: undefined,
  PP: undefined,
  FF: undefined,
  aa: [0, 1],
  E: [3, 0.8],
  I: [1, 1],
  O: [4, 1],
  U: [2, 1],
  CH: [1, 0.4],
  SS: [1, 0.4],
  TH: [1, 0.25],
  DD: [1, 0.25],
  nn: [1, 0.25],
  kk: [1, 0.25],
  RR: [1, 0.25],
}

const vowelNames: Readonly<Partial<Record<Convention, readonly string[]>>> = {
  vrm1: ['aa', 'ih', 'ou', 'ee', 'oh'],
  vrm0: ['a', 'i', 'u', 'e', 'o'],
  mmd: ['あ', 'い', 'う', 'え', 'お'],
}

/** How a model makes the shape of a sound. Nothing, where it cannot, or where a bone does it. */
export function visemeWeights(convention: Convention, names: readonly string[], viseme: Viseme): Weights {
  switch (convention) {
    case 'oculus':
      return viseme === 'sil' ? {} : { [`viseme_${viseme}`]: 1 }
    case 'arkit':
      return arkit[viseme]
    case 'vrm1':
    case 'vrm0':
    case 'mmd': {
      const [vowel, amount] = vowelOf[viseme] ?? []
      const name = vowel === undefined ? undefined : lower(names, vowelNames[convention]?.[vowel] ?? '')
      return name === undefined || amount === undefined ? {} : { [name]: amount }
    }
    case 'jaw': {
      const jaw = jawOf(names)
      return jaw === undefined ? {} : { [jaw]: openness[viseme] }
    }
    case 'jawBone':
    case 'none':
      return {}
  }
}

/** Of a shape that is not a sound: under the name that Apple gave it, or another that a model may have for it. */
export function shapeWeights(names: readonly string[], shape: string): Weights {
  if (names.includes(shape)) return { [shape]: 1 }
  const other = otherNames[shape]?.map((name) => lower(names, name)).find((name) => name !== undefined)
  return other === undefined ? {} : { [other]: 1 }
}

/** Both eyes at once: only one of two such shapes is named, or the lid would close twice. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  eyeBlinkLeft: ['blinkleft', 'blink_l', 'eyesclosed', 'blink', 'まばたき'],
  eyeBlinkRight: ['blinkright', 'blink_r', 'ウィンク右'],
  eyeLookUpLeft: ['lookup'],
  eyeLookDownLeft: ['lookdown'],
  eyeLookOutLeft: ['lookleft'],
  eyeLookInLeft: ['lookright'],
}
