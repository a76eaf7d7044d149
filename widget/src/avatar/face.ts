import type { Mesh, Object3D } from 'three'
import { type Convention, type Weights, conventionOf, openness, shapeWeights, visemeWeights } from './conventions.ts'
import { type Recipes, recipesFor } from './expressions.ts'
import type { MouthShapes } from './mouth.ts'
import type { AvatarFace } from './types.ts'

/** What moves a face: shapes by name. */
export interface Shapes {
  readonly names: readonly string[]
  /** 0 to 1. */
  set(name: string, weight: number): void
}

export interface Face {
  readonly convention: Convention
  readonly recipes: Recipes
  /** Everything at once: a shape that nobody asks for goes back. Names are Apple's, and those of the model's recipes. */
  show(shapes: ReadonlyMap<string, number>, mouth: MouthShapes): void
}

/** How far the mouth is open, for a jaw that is a bone. */
export type JawBone = (open: number) => void

/** What is known of a face beyond the names of its shapes. */
export interface FaceMakings {
  /** The file's own expressions. */
  readonly own: Recipes | undefined
  readonly jaw: JawBone | undefined
  /** What the gateway found out, or a person corrected: it goes before what is guessed here. */
  readonly given: AvatarFace | undefined
}

export function createFace(shapes: Shapes, { own, jaw, given }: FaceMakings): Face {
  const { names } = shapes
  const convention = conventionOf(names, jaw !== undefined)
  const sounds = given !== undefined && given.by !== 'jaw-node' && given.by !== 'nothing' ? given.visemes : undefined
  const lids = given !== undefined && Object.keys(given.blink).length > 0 ? given.blink : undefined
  const known = new Map<string, Weights>()
  const weightsOf = (shape: string): Weights => {
    const found = known.get(shape) ?? lidWeights(shape) ?? shapeWeights(names, shape)
    known.set(shape, found)
    return found
  }
  /** Both eyes are closed by what one of them asks for. */
  function lidWeights(shape: string): Weights | undefined {
    if (lids === undefined || !shape.startsWith('eyeBlink')) return undefined
    return shape === 'eyeBlinkLeft' ? lids : {}
  }
  let shown = new Map<string, number>()

  return {
    convention,
    recipes: recipesFor(names, { ...given?.expressions, ...own }),
    show(wanted, mouth) {
      const next = new Map<string, number>()
      const add = (weights: Weights, amount: number) => {
        for (const [name, weight] of Object.entries(weights)) next.set(name, (next.get(name) ?? 0) + weight * amount)
      }
      for (const [shape, amount] of wanted) if (amount > 0) add(weightsOf(shape), amount)
      let open = 0
      for (const [viseme, amount] of mouth) {
        add(sounds?.[viseme] ?? visemeWeights(convention, names, viseme), amount)
        open += openness[viseme] * amount
      }
      if (convention === 'jawBone') jaw?.(open)
      for (const name of shown.keys()) if (!next.has(name)) shapes.set(name, 0)
      for (const [name, weight] of next) shapes.set(name, Math.min(1, weight))
      shown = next
    },
  }
}

/** The morph targets of all meshes of a model: one name may be in several of them. */
export function morphsOf(model: Object3D): Shapes {
  const places = new Map<string, (readonly [number[], number])[]>()
  model.traverse((node) => {
    const { morphTargetDictionary: names = {}, morphTargetInfluences: influences } = node as Partial<Mesh> // read where they are
    if (influences === undefined) return
    for (const [name, index] of Object.entries(names)) {
      places.set(name, [...(places.get(name) ?? []), [influences, index]])
    }
  })
  return {
    names: [...places.keys()],
    set(name, weight) {
      for (const [influences, index] of places.get(name) ?? []) influences[index] = weight
    },
  }
}

/** Goes to a recipe without haste and without overshooting: critically damped, each shape by itself. */
export function createExpression(seconds: number) {
  const at = new Map<string, { value: number; speed: number }>()
  const stiffness = (4 / seconds) ** 2
  return (dtSeconds: number, recipe: Weights): ReadonlyMap<string, number> => {
    for (const shape of Object.keys(recipe)) if (!at.has(shape)) at.set(shape, { value: 0, speed: 0 })
    for (const [shape, one] of at) {
      const target = recipe[shape] ?? 0
      // Exact over the step, so that it is as calm at ten frames a second as at sixty.
      const rate = Math.sqrt(stiffness)
      const off = one.value - target
      const push = (one.speed + rate * off) * dtSeconds
      const decay = Math.exp(-rate * dtSeconds)
      one.value = target + (off + push) * decay
      one.speed = (one.speed - rate * push) * decay
      if (target === 0 && Math.abs(one.value) < 0.001 && Math.abs(one.speed) < 0.01) at.delete(shape)
    }
    return new Map([...at].map(([shape, { value }]) => [shape, Math.max(0, value)]))
  }
}
