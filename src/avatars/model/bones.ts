import type { Gltf } from './gltf.ts'
import { vrmBones } from './vrm.ts'

/** Names of nodes by VRM's names of humanoid bones: what VRM says, or what the usual rigs call them. Empty: no humanoid. */
export function bonesOf(gltf: Gltf): Readonly<Record<string, string>> {
  const found = vrmBones(gltf) ?? byName(gltf)
  if (!needed.every((bone) => found.has(bone))) return {}
  const named = [...found].flatMap(([bone, node]) => {
    const name = gltf.nodes[node]?.name
    return name === undefined ? [] : [[bone, name] as const]
  })
  return Object.fromEntries(named)
}

const sides = ['left', 'right'] as const

/** Without them no clip of a humanoid can be followed. */
const needed = [
  'hips',
  'spine',
  'head',
  ...sides.flatMap((side) =>
    ['UpperArm', 'LowerArm', 'Hand', 'UpperLeg', 'LowerLeg', 'Foot'].map((bone) => side + bone),
  ),
]

/** What Mixamo, Ready Player Me, Unreal, Rigify and VRoid call them, once side, prefix and punctuation are taken off. */
const middle: Readonly<Record<string, readonly string[]>> = {
  hips: ['hips', 'hip', 'pelvis'],
  neck: ['neck', 'neck1', 'neck01'],
  head: ['head'],
  jaw: ['jaw', 'jawroot'],
}
const limbs: Readonly<Record<string, readonly string[]>> = {
  Eye: ['eye'],
  Shoulder: ['shoulder', 'clavicle'],
  UpperArm: ['upperarm', 'arm', 'uparm'],
  LowerArm: ['forearm', 'lowerarm', 'lowarm'],
  Hand: ['hand', 'wrist'],
  UpperLeg: ['upperleg', 'upleg', 'thigh'],
  LowerLeg: ['lowerleg', 'leg', 'calf', 'shin'],
  Foot: ['foot', 'ankle'],
  Toes: ['toes', 'toe', 'toebase', 'ball'],
}
const fingers = ['Thumb', 'Index', 'Middle', 'Ring', 'Little'] as const
const phalanges = ['Proximal', 'Intermediate', 'Distal'] as const
const phalangesOfThumb = ['Metacarpal', 'Proximal', 'Distal'] as const

const wanted: ReadonlyMap<string, string> = new Map([
  ...Object.entries(middle).flatMap(([bone, names]) => names.map((name) => [name, bone] as const)),
  ...sides.flatMap((side) => [
    ...Object.entries(limbs).flatMap(([bone, names]) => names.map((name) => [`${side}:${name}`, side + bone] as const)),
    ...fingers.flatMap((finger) => fingerNames(side, finger)),
  ]),
])

function fingerNames(side: 'left' | 'right', finger: (typeof fingers)[number]) {
  const called = finger === 'Little' ? ['little', 'pinky'] : [finger.toLowerCase()]
  const parts = finger === 'Thumb' ? phalangesOfThumb : phalanges
  return parts.flatMap((part, at) =>
    called.flatMap((name) =>
      [`hand${name}${at + 1}`, `${name}${at + 1}`, `${name}0${at + 1}`, name + part.toLowerCase()].map(
        (rig) => [`${side}:${rig}`, `${side}${finger}${part}`] as const,
      ),
    ),
  )
}

function byName({ nodes, skins }: Gltf): ReadonlyMap<string, number> {
  const joints = new Set(skins.flatMap(({ joints: of }) => of))
  const found = new Map<string, number>()
  const spines: number[] = []
  for (const [node, { name }] of nodes.entries()) {
    if (name === undefined || (joints.size > 0 && !joints.has(node))) continue
    const part = partOf(name)
    if (/^(?:spine|chest|upperchest|abdomen|torso)\d*$/.test(part)) spines.push(node)
    const bone = wanted.get(part)
    if (bone !== undefined && !found.has(bone)) found.set(bone, node)
  }
  // Two in most rigs, and three or more in others: the last is nearest to the neck.
  const [spine, chest, ...more] = spines
  if (spine !== undefined) found.set('spine', spine)
  if (chest !== undefined) found.set('chest', chest)
  const upper = more.at(-1)
  if (upper !== undefined) found.set('upperChest', upper)
  return found
}

/** `mixamorig:LeftForeArm`, `forearm_l`, `DEF-forearm.L` and `ForeArmL` are all `left:forearm`. */
function partOf(name: string): string {
  // What a well-known site adds to the names of a well-known rig.
  const bare = name.startsWith('mixamorig') ? name.replace(/_\d+$/, '') : name
  const words = bare
    .slice(bare.lastIndexOf(':') + 1)
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !ofTheRig.has(word))
  const side = words.some((word) => word === 'l' || word === 'left')
    ? 'left:'
    : words.some((word) => word === 'r' || word === 'right')
      ? 'right:'
      : ''
  return side + words.filter((word) => side === '' || !/^(?:l|r|left|right)$/.test(word)).join('')
}

/** Words that rigs put before each name. */
const ofTheRig = new Set(['mixamorig', 'def', 'org', 'cc', 'base', 'bip', 'bip01', 'j', 'c', 'b'])
