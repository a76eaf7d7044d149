import { CatmullRomCurve3, type Vector3 } from 'three'
import { squircle, vec } from './piece.ts'

// What other parts lie upon: the head's front and the chest.

const [width, height, depth, exponent] = [0.345, 0.27, 0.285, 2.75]
const headCentreY = 1.125
export const visorCentreY = 1.115

/** The edge of the visor, about its own centre. */
export const outline = squircle([0.272, 0.182], 3.4)

/** The point over the head's front at (x, y) about the visor's centre, `lift` above the surface along its normal. */
export function aboveHead(x: number, y: number, lift: number): Vector3 {
  const up = visorCentreY + y - headCentreY
  const rest = Math.max(0.01, 1 - Math.abs(x / width) ** exponent - Math.abs(up / height) ** exponent)
  const z = depth * rest ** (1 / exponent)
  const slope = (value: number, radius: number) =>
    (Math.sign(value) * Math.abs(value / radius) ** (exponent - 1)) / radius
  const normal = vec(slope(x, width), slope(up, height), slope(z, depth)).normalize()
  return vec(x, visorCentreY + y, z).addScaledVector(normal, lift)
}

const profile = new CatmullRomCurve3(
  [
    [0, 0.285], [0.1, 0.29], [0.185, 0.325], [0.232, 0.405], [0.24, 0.49], [0.223, 0.58], [0.196, 0.665],
    [0.168, 0.735], [0.132, 0.785], [0.08, 0.815], [0, 0.825],
  ].map(([radius = 0, y = 0]) => vec(radius, y, 0)),
) // prettier-ignore

/** [radius, height] of the torso, from its bottom at 0 to its top at 1. */
export function torsoProfile(t: number): readonly [number, number] {
  const { x, y } = profile.getPoint(t)
  return [Math.max(0, x), y]
}

/** The torso's radius at a height; found by halving, since the profile rises all the way. */
export function torsoRadius(y: number): number {
  let [low, high] = [0, 1]
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2
    if (torsoProfile(middle)[1] < y) low = middle
    else high = middle
  }
  return torsoProfile(low)[0]
}

/** The point before the chest at (x, y), `lift` before it. */
export function aboveChest(x: number, y: number, lift: number): Vector3 {
  const at = (height: number) => vec(x, height, 0.9 * Math.sqrt(Math.max(0, torsoRadius(height) ** 2 - x ** 2)))
  const across = vec(1, 0, 0).setZ((-0.9 * x) / Math.sqrt(Math.max(1e-6, torsoRadius(y) ** 2 - x ** 2)))
  const up = at(y + 0.002).sub(at(y - 0.002))
  return at(y).addScaledVector(across.cross(up).normalize(), lift)
}
