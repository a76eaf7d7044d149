import type { Weights } from './conventions.ts'

/** What a face shows: recipes over the shapes of a model. */
export type Recipes = Readonly<Record<string, Weights>>

/** In Apple's names, for models that bring no recipes: a shape that a model has not is left out. */
const recipes: Recipes = {
  smile: both({ mouthSmile: 0.45, cheekSquint: 0.2 }),
  happy: both({ mouthSmile: 0.8, cheekSquint: 0.5, browOuterUp: 0.3, eyeSquint: 0.2 }),
  laugh: { ...both({ mouthSmile: 1, cheekSquint: 0.7, eyeSquint: 0.5 }), jawOpen: 0.35 },
  sad: { ...both({ mouthFrown: 0.7 }), browInnerUp: 0.8 },
  sorry: { ...both({ mouthFrown: 0.35 }), browInnerUp: 0.8 },
  surprised: { ...both({ eyeWide: 0.7, browOuterUp: 0.8 }), browInnerUp: 0.6, jawOpen: 0.25 },
  angry: both({ browDown: 0.9, mouthFrown: 0.4, noseSneer: 0.3 }),
  confused: { browDownRight: 0.6, browOuterUpLeft: 0.7, mouthLeft: 0.2 },
  thinking: { ...both({ eyeLookUp: 0.5 }), browOuterUpLeft: 0.5, mouthPucker: 0.15 },
  attentive: both({ eyeWide: 0.2, browOuterUp: 0.35, mouthSmile: 0.25 }),
  curious: { ...both({ mouthSmile: 0.25 }), browOuterUpRight: 0.6 },
  focused: both({ eyeSquint: 0.35, browDown: 0.2 }),
  bored: { ...both({ mouthFrown: 0.2, eyeBlink: 0.25 }) },
  sleepy: both({ eyeBlink: 0.95 }),
  wink: { ...both({ mouthSmile: 0.7 }), eyeBlinkRight: 1 },
  love: both({ mouthSmile: 0.9, cheekSquint: 0.6 }),
  star: both({ mouthSmile: 1, browOuterUp: 0.7 }),
}

/** What models call a whole face of it: VRM 1, VRM 0, MikuMikuDance, and what people write by hand. */
const whole: Readonly<Record<'happy' | 'sad' | 'angry' | 'surprised', readonly string[]>> = {
  happy: ['happy', 'joy', '笑い', 'smile'],
  sad: ['sad', 'sorrow', '困る'],
  angry: ['angry', '怒り'],
  surprised: ['surprised', 'びっくり'],
}

const feeling: Readonly<Record<string, readonly [keyof typeof whole, number]>> = {
  smile: ['happy', 0.35],
  happy: ['happy', 0.9],
  laugh: ['happy', 1],
  wink: ['happy', 0.8],
  love: ['happy', 1],
  star: ['happy', 1],
  attentive: ['happy', 0.2],
  curious: ['happy', 0.2],
  sad: ['sad', 1],
  sorry: ['sad', 0.6],
  bored: ['sad', 0.3],
  angry: ['angry', 1],
  surprised: ['surprised', 1],
  confused: ['surprised', 0.3],
}

/** The recipes for a model: its own first, then a whole face where it has one, then what its shapes allow. */
export function recipesFor(names: readonly string[], own: Recipes = {}): Recipes {
  const found = Object.fromEntries(
    Object.entries(recipes).map(([name, recipe]) => {
      const [mood, amount] = feeling[name] ?? []
      const face = mood && names.find((one) => whole[mood].includes(one.toLowerCase()))
      if (face !== undefined && amount !== undefined) return [name, { [face]: amount }]
      return [name, Object.fromEntries(Object.entries(recipe).filter(([shape]) => names.includes(shape)))]
    }),
  )
  return { ...found, ...own }
}

/** What is shown while nothing is known but how it sounds. */
export function expressionFor(sentiment: string | undefined): string | undefined {
  switch (sentiment) {
    case 'positive':
      return 'happy'
    case 'negative':
      return 'sorry'
    default:
      return undefined
  }
}

function both(shapes: Weights): Weights {
  return Object.fromEntries(
    Object.entries(shapes).flatMap(([shape, amount]) => [
      [`${shape}Left`, amount],
      [`${shape}Right`, amount],
    ]),
  )
}
