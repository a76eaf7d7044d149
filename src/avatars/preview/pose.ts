import type { Document, Node } from '@gltf-transform/core'
import { after, back, minus, turn, unit, type Rotation, type Vector } from './matrix.ts'

/** Puts a model into the pose in which it is seen first: the beginning of a clip of its own, or with its arms hanging down. */
export function pose(document: Document, idle: string | undefined, bones: Readonly<Record<string, string>>): void {
  const root = document.getRoot()
  const clip = root.listAnimations().find((animation) => animation.getName() === idle)
  for (const channel of clip?.listChannels() ?? []) {
    const [node, sampler] = [channel.getTargetNode(), channel.getSampler()]
    const [times, values] = [sampler?.getInput(), sampler?.getOutput()]
    if (node === null || !times || !values || values.getCount() === 0) continue
    // Cubic ones have a tangent before each value.
    const first = values.getElement(sampler?.getInterpolation() === 'CUBICSPLINE' ? 1 : 0, [])
    move(node, channel.getTargetPath(), first)
  }
  if (clip !== undefined) return
  const nodes = new Map(root.listNodes().map((node) => [node.getName(), node]))
  for (const side of ['left', 'right'] as const) {
    const [upper, lower] = [nodes.get(bones[`${side}UpperArm`] ?? ''), nodes.get(bones[`${side}LowerArm`] ?? '')]
    if (upper !== undefined && lower !== undefined) lowerArm(upper, lower)
  }
}

function move(node: Node, path: string | null, value: readonly number[]): void {
  const [x = 0, y = 0, z = 0, w = 1] = value
  if (path === 'rotation') node.setRotation([x, y, z, w])
  if (path === 'translation') node.setTranslation([x, y, z])
  if (path === 'scale') node.setScale([x, y, z])
}

/** Turned in the world about its shoulder, whatever way its bones' axes point; an arm that hangs already stays. */
function lowerArm(upper: Node, lower: Node): void {
  const is = unit(minus(placeOf(lower), placeOf(upper)))
  if (is[1] < -hanging) return
  const wanted = unit([0.22 * Math.sign(is[0]), -1, 0.04])
  const parent = upper.getParentNode()
  const above: Rotation = parent === null ? [0, 0, 0, 1] : parent.getWorldRotation()
  const turned = after(back(above), after(turn(is, wanted), above))
  upper.setRotation([...after(turned, upper.getRotation())])
}

/** How far down a unit of arm points that hangs. */
const hanging = 0.7

const placeOf = (node: Node): Vector => node.getWorldTranslation()
