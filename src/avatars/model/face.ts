import { z } from 'zod'
import { visemes, type Amounts, type AvatarFace, type Viseme } from '../../contracts/avatars.ts'
import type { Gltf } from './gltf.ts'
import { arkitExpressions, arkitVisemes, fromVowels, mmdNames, openings, plainExpressions } from './faces.ts'
import { vrmExpressions } from './vrm.ts'

type Visemes = AvatarFace['visemes']
/** From a canonical name to what the model calls it; undefined for what it has not. */
type Named = (name: string) => string | undefined

/** What moves a model's face, found by the names of its morph targets, of its VRM expressions or of a jaw. */
export function faceOf(gltf: Gltf): AvatarFace {
  const morphs = [...new Set(gltf.meshes.flatMap(({ extras }) => extras?.targetNames ?? []))]
  const named = namesOf(morphs)
  const expressions = { ...expressionsOf(named), ...ownExpressions(gltf, morphs) }
  const byMorphs = { by: 'morphs', blink: blinkOf(named), expressions } as const

  const spoken = visemes.filter((viseme) => named(`viseme_${viseme}`) !== undefined)
  if (spoken.length >= enoughVisemes)
    return { convention: 'oculus', ...byMorphs, visemes: each((viseme) => known(named, { [`viseme_${viseme}`]: 1 })) }
  if (named('jawOpen') !== undefined && hasAny(named, ['mouthFunnel', 'mouthPucker', 'mouthClose']))
    return { convention: 'arkit', ...byMorphs, visemes: each((viseme) => known(named, arkitVisemes[viseme])) }
  const vrm = vrmExpressions(gltf)
  if (vrm !== undefined) return ofVrm(vrm.version, new Set(vrm.names))
  const vowels = mmdNames.vowels.map((name) => named(name))
  if (vowels.every((name) => name !== undefined)) {
    const [aa, ih, ou, ee, oh] = mmdNames.vowels
    const recipes = fromVowels({ aa, ih, ou, ee, oh })
    return { convention: 'mmd', ...byMorphs, visemes: each((viseme) => known(named, recipes[viseme])) }
  }
  const mouth = named('mouthOpen') ?? named('jawOpen')
  if (mouth !== undefined) return { convention: 'jaw', ...byMorphs, visemes: each((viseme) => open(mouth, viseme)) }
  const jaw = gltf.nodes.find(({ name }) => name !== undefined && /jaw(?!.*(?:end|tip))/i.test(name))?.name
  if (jaw === undefined) return { convention: 'none', ...byMorphs, by: 'nothing', visemes: each(() => ({})) }
  return {
    convention: 'jaw',
    ...byMorphs,
    by: 'jaw-node',
    expressions: {},
    visemes: each((viseme) => open(jaw, viseme)),
  }
}

/** Some models leave out the closed mouth, or one of the rare ones. */
const enoughVisemes = 10

function ofVrm(version: 0 | 1, names: ReadonlySet<string>): AvatarFace {
  const has = (name: string) => (names.has(name) ? name : undefined)
  const recipes = fromVowels({ aa: 'aa', ih: 'ih', ou: 'ou', ee: 'ee', oh: 'oh' })
  const faces = ['happy', 'angry', 'sad', 'relaxed', 'surprised'].filter((name) => names.has(name))
  return {
    convention: version === 0 ? 'vrm0' : 'vrm1',
    by: 'expressions',
    visemes: each((viseme) => known(has, recipes[viseme])),
    blink: known(has, { blink: 1 }),
    expressions: Object.fromEntries(faces.map((name) => [name, { [name]: 1 }])),
  }
}

const each = (of: (viseme: Viseme) => Amounts): Visemes =>
  Object.fromEntries(visemes.map((viseme) => [viseme, of(viseme)])) as Visemes // one for each of them

const open = (name: string, viseme: Viseme): Amounts => (openings[viseme] === 0 ? {} : { [name]: openings[viseme] })

/** What the model has of a recipe, in its own names. */
function known(named: Named, recipe: Amounts): Amounts {
  return Object.fromEntries(
    Object.entries(recipe).flatMap(([name, amount]) => {
      const own = named(name)
      return own === undefined ? [] : [[own, amount] as const]
    }),
  )
}

const hasAny = (named: Named, names: readonly string[]) => names.some((name) => named(name) !== undefined)

function blinkOf(named: Named): Amounts {
  const both = known(named, { eyeBlinkLeft: 1, eyeBlinkRight: 1 })
  if (Object.keys(both).length === 2) return both
  const whole = ['eyesClosed', 'blink', mmdNames.blink].map(named).find((name) => name !== undefined)
  return whole === undefined ? {} : { [whole]: 1 }
}

function expressionsOf(named: Named): AvatarFace['expressions'] {
  const recipes = Object.entries(arkitExpressions).map(([face, recipe]) => [face, known(named, recipe)] as const)
  // With less than half of it the face would be another.
  const whole = recipes.filter(([face, found]) => 2 * size(found) > size(arkitExpressions[face] ?? {}))
  const plain = Object.entries(plainExpressions).flatMap(([face, names]) => {
    const own = names.map(named).find((name) => name !== undefined)
    return own === undefined ? [] : [[face, { [own]: 1 }] as const]
  })
  return { ...Object.fromEntries(whole), ...Object.fromEntries(plain) }
}

const size = (amounts: Amounts) => Object.keys(amounts).length

/** Recipes that the model brings itself, beside its scene. */
function ownExpressions({ scenes }: Gltf, morphs: readonly string[]): AvatarFace['expressions'] {
  const brought = recipes.safeParse(scenes[0]?.extras).data?.expressions ?? {}
  const has = new Set(morphs)
  return Object.fromEntries(
    Object.entries(brought)
      .slice(0, expressionsAtMost)
      .filter(([, recipe]) => Object.keys(recipe).every((name) => has.has(name))),
  )
}

const recipes = z.object({ expressions: z.record(z.string(), z.record(z.string(), z.number().min(0).max(1))) })

/** More faces than anybody can tell apart. */
const expressionsAtMost = 60

/** Exporters prefix names with their mesh's, and write sides as they like: `Head.eyeBlink_L` is `eyeBlinkLeft`. */
function namesOf(names: readonly string[]): Named {
  const own = new Map(names.toReversed().map((name) => [canonical(name), name]))
  return (name) => own.get(canonical(name))
}

function canonical(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1)
  const sided = last.replace(/[_ ]L$/, 'Left').replace(/[_ ]R$/, 'Right')
  return sided.toLowerCase().replaceAll(/[\s_-]/g, '')
}
