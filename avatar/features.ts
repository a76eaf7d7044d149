/**
 * The face is light on a visor: flat shapes in the visor's coordinates, metres about (0, 1.115). A shape is evaluated
 * twice, as it is and as it becomes, always with the same points: the difference is a morph target.
 */
export interface Eye {
  readonly w: number
  /** Half heights above and below the middle line. */
  readonly hu: number
  readonly hd: number
  readonly e: number
  readonly curve: number
  readonly slope: number
  readonly dx: number
  readonly dy: number
  /** A straight lid: nothing is above `cutT` + `cutTs` · p. */
  readonly cutT: number
  readonly cutTs: number
  readonly form: 'oval' | 'star' | 'heart'
}

export interface Brow {
  readonly w: number
  readonly h: number
  readonly curve: number
  readonly tilt: number
  readonly dy: number
}

export interface Mouth {
  readonly w: number
  readonly smile: number
  readonly hu: number
  readonly hd: number
  readonly e: number
  readonly dy: number
  /** Half the thickness of the lips' line. */
  readonly t: number
  /** Of the opening, from above and from below. */
  readonly teeth: number
  readonly tongue: number
  readonly wave: number
}

export interface Face {
  readonly eyes: Sides<Eye>
  readonly brows: Sides<Brow>
  readonly mouth: Mouth
  /** Size of the discs on the cheeks. */
  readonly blush: number
}

export interface Sides<Of> {
  readonly left: Of
  readonly right: Of
}

const eye: Eye = {
  w: 0.05, hu: 0.068, hd: 0.068, e: 2.3, curve: 0, slope: 0, dx: 0, dy: 0, cutT: 1, cutTs: 0, form: 'oval',
} // prettier-ignore
const brow: Brow = { w: 0.042, h: 0.0085, curve: 0.01, tilt: 0, dy: 0.116 }
const mouth: Mouth = {
  w: 0.058, smile: 0.02, hu: 0, hd: 0, e: 2.6, dy: 0, t: 0.0088, teeth: 0, tongue: 0, wave: 0,
} // prettier-ignore

export const atRest: Face = {
  eyes: { left: eye, right: eye },
  brows: { left: brow, right: brow },
  mouth,
  blush: 0.02,
}

/** What a morph target makes of the face at rest. `share`: how much of it a point gets, by where it is across the mouth. */
export interface Morph {
  readonly name: string
  readonly face: Face
  readonly share?: (p: number) => number
}

const viseme = (
  name: string,
  w: number,
  smile: number,
  hu: number,
  hd: number,
  teeth = 0,
  tongue = 0,
  e = 2.6,
): Morph => ({
  name: `viseme_${name}`,
  face: { ...atRest, mouth: { ...mouth, w, smile, hu, hd, teeth, tongue, e } },
})

const visemes: readonly Morph[] = [
  { name: 'viseme_sil', face: atRest },
  { name: 'viseme_PP', face: { ...atRest, mouth: { ...mouth, w: 0.046, smile: 0.003, t: 0.0095 } } },
  viseme('FF', 0.05, 0.004, 0.006, 0.009, 0.85),
  viseme('TH', 0.05, 0.004, 0.011, 0.014, 0.25, 0.95),
  viseme('DD', 0.05, 0.006, 0.011, 0.014, 0.35, 0.7),
  viseme('kk', 0.05, 0.006, 0.013, 0.02, 0.2, 0.35),
  viseme('CH', 0.037, 0, 0.016, 0.018, 0.42, 0, 3.4),
  viseme('SS', 0.058, 0.008, 0.009, 0.01, 0.98, 0, 4),
  viseme('nn', 0.05, 0.006, 0.009, 0.012, 0.3, 0.8),
  viseme('RR', 0.038, 0, 0.014, 0.016, 0.2, 0.5),
  viseme('aa', 0.057, 0.004, 0.026, 0.052, 0.18, 0.42),
  viseme('E', 0.06, 0.01, 0.016, 0.026, 0.28, 0.4),
  viseme('I', 0.066, 0.014, 0.012, 0.015, 0.45, 0.2, 3),
  viseme('O', 0.04, 0, 0.032, 0.038, 0.05, 0.3, 2),
  viseme('U', 0.026, 0, 0.022, 0.024, 0, 0.15, 2),
]

/** One target for each side. */
function paired(
  name: string,
  change: { readonly eye?: Partial<Eye>; readonly brow?: Partial<Brow> },
): readonly Morph[] {
  return (['left', 'right'] as const).map((side) => ({
    name: name + (side === 'left' ? 'Left' : 'Right'),
    face: {
      ...atRest,
      eyes: { ...atRest.eyes, [side]: { ...eye, ...change.eye } },
      brows: { ...atRest.brows, [side]: { ...brow, ...change.brow } },
    },
  }))
}

function halves(name: string, change: Partial<Mouth>): readonly Morph[] {
  return ([1, -1] as const).map((side) => ({
    name: name + (side === 1 ? 'Left' : 'Right'),
    face: { ...atRest, mouth: { ...mouth, ...change } },
    share: (p) => {
      const t = Math.min(1, Math.max(0, (side * p + 0.35) / 0.7))
      return t * t * (3 - 2 * t)
    },
  }))
}

const both = (name: string, change: { readonly eye?: Partial<Eye>; readonly brow?: Partial<Brow> }): Morph => ({
  name,
  face: {
    ...atRest,
    eyes: { left: { ...eye, ...change.eye }, right: { ...eye, ...change.eye } },
    brows: { left: { ...brow, ...change.brow }, right: { ...brow, ...change.brow } },
  },
})

const lips = (name: string, change: Partial<Mouth>): Morph => ({
  name,
  face: { ...atRest, mouth: { ...mouth, ...change } },
})

export const morphs: readonly Morph[] = [
  ...visemes,
  ...paired('eyeBlink', { eye: { w: 0.054, hu: 0.0075, hd: 0.0075, e: 4, curve: -0.014, dy: -0.012 } }),
  ...paired('eyeHappy', { eye: { w: 0.054, hu: 0.0095, hd: 0.0095, e: 3.4, curve: 0.04, dy: -0.016 } }),
  ...paired('eyeSquint', { eye: { w: 0.053, hu: 0.06, hd: 0.03, curve: 0.008, dy: -0.006 } }),
  ...paired('eyeWide', { eye: { w: 0.056, hu: 0.078, hd: 0.078 }, brow: { dy: 0.126 } }),
  ...paired('eyeSad', { eye: { hu: 0.06, hd: 0.06, cutT: 0.03, cutTs: -0.034 } }),
  ...paired('eyeAngry', { eye: { hu: 0.06, hd: 0.06, cutT: 0.024, cutTs: 0.036 } }),
  ...paired('eyeLookUp', { eye: { dy: 0.02 } }),
  ...paired('eyeLookDown', { eye: { dy: -0.022 } }),
  ...paired('eyeLookIn', { eye: { dx: -0.026 } }),
  ...paired('eyeLookOut', { eye: { dx: 0.026 } }),
  ...paired('browDown', { brow: { tilt: 0.3, dy: 0.094 } }),
  ...paired('browOuterUp', { brow: { dy: 0.132, curve: 0.014 } }),
  ...halves('mouthSmile', { w: 0.07, smile: 0.038 }),
  ...halves('mouthFrown', { w: 0.048, smile: -0.02, dy: -0.006 }),
  both('browInnerUp', { brow: { tilt: -0.38, dy: 0.118 } }),
  lips('jawOpen', { w: 0.054, hu: 0.01, hd: 0.052, teeth: 0.18, tongue: 0.42 }),
  lips('mouthPucker', { w: 0.024, hu: 0.003, hd: 0.003, smile: 0, t: 0.0095 }),
  lips('mouthWave', { wave: 0.01, smile: 0 }),
  lips('mouthLaugh', { w: 0.068, smile: 0.026, hu: 0.004, hd: 0.052, teeth: 0.22, tongue: 0.45 }),
  both('eyeStar', { eye: { form: 'star' } }),
  both('eyeHeart', { eye: { form: 'heart' } }),
  { name: 'blush', face: { ...atRest, blush: 1 } },
]

type Amounts = Readonly<Record<string, number>>
const pair = (name: string, amount: number): Amounts => ({ [`${name}Left`]: amount, [`${name}Right`]: amount })

/** Recipes over the targets above; an uploaded avatar has its own. */
export const expressions: Readonly<Record<string, Amounts>> = {
  smile: { ...pair('mouthSmile', 0.8), ...pair('eyeSquint', 0.5), blush: 0.5 },
  happy: { ...pair('mouthSmile', 1), ...pair('eyeHappy', 1), ...pair('browOuterUp', 0.6), blush: 0.9 },
  laugh: { mouthLaugh: 1, ...pair('eyeHappy', 1), ...pair('browOuterUp', 0.8), blush: 0.9 },
  sad: { ...pair('mouthFrown', 1), ...pair('eyeSad', 1), browInnerUp: 1, ...pair('eyeLookDown', 0.5) },
  surprised: { ...pair('eyeWide', 1), ...pair('browOuterUp', 1), viseme_O: 0.8 },
  angry: { ...pair('eyeAngry', 1), ...pair('browDown', 1), ...pair('mouthFrown', 0.7) },
  confused: { browOuterUpLeft: 1, browDownRight: 0.8, eyeSquintRight: 0.8, eyeWideLeft: 0.3, mouthWave: 1 },
  thinking: {
    ...pair('eyeLookUp', 0.9), eyeLookOutLeft: 0.7, eyeLookInRight: 0.7, browOuterUpLeft: 0.8, browDownRight: 0.5, mouthPucker: 0.55,
  }, // prettier-ignore
  sorry: { browInnerUp: 1, ...pair('eyeSad', 0.7), ...pair('mouthFrown', 0.4) },
  attentive: { ...pair('eyeWide', 0.35), ...pair('browOuterUp', 0.5), ...pair('mouthSmile', 0.35) },
  curious: { ...pair('eyeWide', 0.2), browOuterUpRight: 0.7, ...pair('mouthSmile', 0.4) },
  focused: { ...pair('eyeSquint', 0.5), ...pair('eyeLookDown', 0.8), ...pair('browDown', 0.25), mouthPucker: 0.15 },
  bored: { ...pair('eyeSad', 0.35), ...pair('eyeLookUp', 0.5), mouthFrownRight: 0.6 },
  sleepy: { ...pair('eyeBlink', 1), browInnerUp: 0.3, mouthPucker: 0.6 },
  wink: { eyeHappyRight: 1, browOuterUpLeft: 0.7, ...pair('mouthSmile', 1), blush: 0.6 },
  love: { eyeHeart: 1, ...pair('mouthSmile', 1), blush: 1 },
  star: { eyeStar: 1, mouthLaugh: 0.9, ...pair('browOuterUp', 0.8), blush: 0.7 },
}
