import { mouth } from './numbers.ts'
import type { Viseme } from './visemes.ts'

/** How much of which shape, 0 to 1; shapes that are left out are 0. */
export type MouthShapes = ReadonlyMap<Viseme, number>

/** A shape that is aimed at, and how much of it. */
export interface Aim {
  readonly viseme: Viseme
  /** 0 to 1. */
  readonly strength: number
}

/**
 * Lips: they come fast and go slowly, so that one sound is still to be seen in the next. At most two shapes at once, and
 * never more than one whole mouth of them.
 */
export function createMouth(): (dtMs: number, aim: Aim | undefined) => MouthShapes {
  const weights = new Map<Viseme, number>()
  return (dtMs, aim) => {
    if (aim !== undefined && !weights.has(aim.viseme)) weights.set(aim.viseme, 0)
    for (const [viseme, weight] of weights) {
      const target = viseme === aim?.viseme ? aim.strength : 0
      const reached = towards(weight, target, dtMs)
      if (reached === 0 && target === 0) weights.delete(viseme)
      else weights.set(viseme, reached)
    }
    return together(weights)
  }
}

function towards(weight: number, target: number, dtMs: number): number {
  return target > weight
    ? Math.min(target, weight + dtMs / mouth.attackMs)
    : Math.max(target, weight - dtMs / mouth.decayMs)
}

function together(weights: ReadonlyMap<Viseme, number>): MouthShapes {
  const seen = [...weights].filter(([viseme]) => viseme !== 'sil').sort(([, one], [, other]) => other - one)
  const [strongest, second] = seen
  if (strongest === undefined) return new Map()
  if (second === undefined) return new Map([strongest])
  const room = Math.min(1, 1 / (strongest[1] + second[1]))
  return new Map([strongest, second].map(([viseme, weight]) => [viseme, weight * room]))
}
