import { dot, unit, type Vector } from './matrix.ts'
import type { Look } from './scene.ts'

/** As on the widget's stage: a warm key from the upper left, a cool rim from behind, and the sky. Linear. */
const key = { from: unit([-1.6, 2.6, 2.6]), color: [1, 0.9, 0.8], strength: 1.5 } as const
const rim = { from: unit([1.8, 1.8, -2.2]), color: [0.34, 0.46, 1], strength: 0.9 } as const
const sky = [0.62, 0.64, 0.7] as const
const ground = [0.3, 0.31, 0.4] as const

/** What an eye gets of a place that is `color`; `toEye` and `normal` are units. Writes three numbers. */
export function lit(color: readonly number[], normal: Vector, toEye: Vector, look: Look, to: Float32Array): void {
  if (look.unlit) {
    for (let at = 0; at < 3; at++) to[at] = color[at] ?? 0
    return
  }
  const up = 0.5 + 0.5 * normal[1]
  const lights = [key, rim].map(({ from, strength }) => strength * Math.max(0, dot(normal, from)))
  const half = unit([key.from[0] + toEye[0], key.from[1] + toEye[1], key.from[2] + toEye[2]])
  const smooth = (1 - look.roughness) ** 2
  const shine = smooth * 0.6 * Math.max(0, dot(normal, half)) ** (8 + 120 * smooth)
  const edge = 0.25 * (1 - Math.max(0, dot(normal, toEye))) ** 3
  for (let at = 0; at < 3; at++) {
    const around = (sky[at] ?? 0) * up + (ground[at] ?? 0) * (1 - up)
    const direct = (key.color[at] ?? 0) * (lights[0] ?? 0) + (rim.color[at] ?? 0) * (lights[1] ?? 0)
    const body = (color[at] ?? 0) * (around + 0.55 * direct)
    to[at] = body + shine + edge * (rim.color[at] ?? 0) * 0.5 + (look.emissive[at] ?? 0)
  }
}
