import type { Amounts, Viseme } from '../../contracts/avatars.ts'

/** Mouths and faces as recipes: how much of what a model has makes which. Ours, by looking at them. */

/** How far a mouth that can do nothing else is open. */
export const openings: Readonly<Record<Viseme, number>> = {
  sil: 0,
  PP: 0,
  FF: 0.1,
  TH: 0.2,
  DD: 0.2,
  kk: 0.25,
  CH: 0.2,
  SS: 0.12,
  nn: 0.15,
  RR: 0.2,
  aa: 0.8,
  E: 0.5,
  I: 0.3,
  O: 0.6,
  U: 0.3,
}

/** For mouths that know the five vowels alone; consonants are their faintest. */
export function fromVowels(
  names: Readonly<Record<'aa' | 'ih' | 'ou' | 'ee' | 'oh', string>>,
): Readonly<Record<Viseme, Amounts>> {
  const { aa, ih, ou, ee, oh } = names
  const faint = { [ih]: 0.25 }
  const bright = { [ih]: 0.4 }
  return {
    ...{ sil: {}, PP: {}, FF: {}, TH: faint, DD: faint, kk: faint, nn: faint, RR: faint, CH: bright, SS: bright },
    ...{ aa: { [aa]: 1 }, E: { [ee]: 0.8 }, I: { [ih]: 1 }, O: { [oh]: 1 }, U: { [ou]: 1 } },
  }
}

const both = (name: string, amount: number) => ({ [`${name}Left`]: amount, [`${name}Right`]: amount })

/** Of Apple's 52 shapes. https://developer.apple.com/documentation/arkit/arfaceanchor/blendshapelocation */
export const arkitVisemes: Readonly<Record<Viseme, Amounts>> = {
  sil: {},
  PP: { mouthClose: 0.1, ...both('mouthPress', 0.6) },
  FF: { jawOpen: 0.08, mouthRollLower: 0.6, mouthShrugUpper: 0.25 },
  TH: { jawOpen: 0.2, tongueOut: 0.3 },
  DD: { jawOpen: 0.18, ...both('mouthLowerDown', 0.3) },
  kk: { jawOpen: 0.22, ...both('mouthLowerDown', 0.2) },
  CH: { jawOpen: 0.12, mouthFunnel: 0.5 },
  SS: { jawOpen: 0.06, ...both('mouthStretch', 0.35) },
  nn: { jawOpen: 0.14, ...both('mouthLowerDown', 0.2) },
  RR: { jawOpen: 0.15, mouthFunnel: 0.35 },
  aa: { jawOpen: 0.7 },
  E: { jawOpen: 0.3, ...both('mouthStretch', 0.4) },
  I: { jawOpen: 0.2, ...both('mouthSmile', 0.35), ...both('mouthStretch', 0.3) },
  O: { jawOpen: 0.35, mouthFunnel: 0.6 },
  U: { jawOpen: 0.12, mouthPucker: 0.8 },
}

/** Of the same shapes. */
export const arkitExpressions: Readonly<Record<string, Amounts>> = {
  smile: { ...both('mouthSmile', 0.5), ...both('cheekSquint', 0.2) },
  happy: { ...both('mouthSmile', 0.85), ...both('cheekSquint', 0.5), ...both('eyeSquint', 0.3) },
  laugh: { ...both('mouthSmile', 1), jawOpen: 0.4, ...both('eyeSquint', 0.6) },
  sad: { ...both('mouthFrown', 0.8), browInnerUp: 0.9 },
  surprised: { ...both('eyeWide', 0.9), browInnerUp: 0.6, ...both('browOuterUp', 0.8), jawOpen: 0.3 },
  angry: { ...both('browDown', 0.9), ...both('mouthPress', 0.5), ...both('eyeSquint', 0.4) },
  confused: { browDownRight: 0.7, browOuterUpLeft: 0.8, mouthPucker: 0.2 },
  thinking: { ...both('eyeLookUp', 0.5), browInnerUp: 0.4, mouthPucker: 0.35 },
  sorry: { browInnerUp: 0.9, ...both('mouthFrown', 0.4) },
  attentive: { ...both('eyeWide', 0.3), browInnerUp: 0.3, ...both('mouthSmile', 0.2) },
  curious: { browOuterUpRight: 0.7, ...both('mouthSmile', 0.3) },
  focused: { ...both('eyeSquint', 0.4), ...both('browDown', 0.25), ...both('eyeLookDown', 0.4) },
  bored: { ...both('eyeBlink', 0.35), mouthLeft: 0.3 },
  sleepy: { ...both('eyeBlink', 0.9) },
  wink: { eyeBlinkRight: 1, ...both('mouthSmile', 0.7) },
  love: { ...both('mouthSmile', 0.9), ...both('eyeSquint', 0.4), browInnerUp: 0.3 },
}

/** Faces that a model has as one shape each. */
export const plainExpressions: Readonly<Record<string, readonly string[]>> = {
  happy: ['happy', 'joy', 'smile', 'mouthSmile', 'にこり', '笑い'],
  sad: ['sad', 'sorrow', '困る', '悲しい'],
  surprised: ['surprised', 'surprise', 'びっくり'],
  angry: ['angry', 'anger', '怒り'],
}

/** As MikuMikuDance names them. */
export const mmdNames = { vowels: ['あ', 'い', 'う', 'え', 'お'], blink: 'まばたき' } as const

/** VRM 0.x by the names of 1.0, which whoever plays them goes by. https://vrm.dev/en/univrm/blendshape/blendshape_setup */
export const vrm0Names: Readonly<Record<string, string>> = {
  ...{ a: 'aa', i: 'ih', u: 'ou', e: 'ee', o: 'oh', blink: 'blink', neutral: 'neutral' },
  ...{ joy: 'happy', angry: 'angry', sorrow: 'sad', fun: 'relaxed' },
}
