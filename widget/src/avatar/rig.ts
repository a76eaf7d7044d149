/** The bones of a humanoid, by the names that VRM gave them. */
export const bones = [
  'hips',
  'spine',
  'chest',
  'upperChest',
  'neck',
  'head',
  'jaw',
  ...(['left', 'right'] as const).flatMap((side) =>
    (
      [
        'Shoulder',
        'UpperArm',
        'LowerArm',
        'Hand',
        'UpperLeg',
        'LowerLeg',
        'Foot',
        'Toes',
        ...(['Thumb', 'Index', 'Middle', 'Ring', 'Little'] as const).flatMap(
          (finger) => [`${finger}Proximal`, `${finger}Intermediate`, `${finger}Distal`] as const,
        ),
      ] as const
    ).map((bone) => `${side}${bone}` as const),
  ),
] as const
export type Bone = (typeof bones)[number]

const known = new Map<string, Bone>(bones.map((bone) => [plain(bone), bone]))

/** Mixamo, Ready Player Me and others, without their prefix and in lower case: `mixamorig:LeftArm` is `leftarm`. */
const others: Readonly<Record<string, Bone>> = {
  pelvis: 'hips',
  hip: 'hips',
  abdomen: 'spine',
  torso: 'chest',
  spine1: 'chest',
  spine2: 'upperChest',
  ...Object.fromEntries(
    (['left', 'right'] as const).flatMap((side) =>
      (
        [
          ['shoulder', 'Shoulder'],
          ['clavicle', 'Shoulder'],
          ['collar', 'Shoulder'],
          ['arm', 'UpperArm'],
          ['forearm', 'LowerArm'],
          ['wrist', 'Hand'],
          ['palm', 'Hand'],
          ['upleg', 'UpperLeg'],
          ['thigh', 'UpperLeg'],
          ['leg', 'LowerLeg'],
          ['calf', 'LowerLeg'],
          ['shin', 'LowerLeg'],
          ['toebase', 'Toes'],
          ['toe', 'Toes'],
          ['thumbmetacarpal', 'ThumbProximal'],
          ...(['Thumb', 'Index', 'Middle', 'Ring'] as const).flatMap((finger) => fingers(finger, finger)),
          ...fingers('Pinky', 'Little'),
        ] as const
      ).map(([name, bone]) => [`${side}${name}`, `${side}${bone}`] as const),
    ),
  ),
}

function fingers<Finger extends 'Thumb' | 'Index' | 'Middle' | 'Ring' | 'Little'>(name: string, finger: Finger) {
  return [
    [`hand${name.toLowerCase()}1`, `${finger}Proximal`],
    [`hand${name.toLowerCase()}2`, `${finger}Intermediate`],
    [`hand${name.toLowerCase()}3`, `${finger}Distal`],
  ] as const
}

/** Which bone a node is by its name; undefined for what is none. */
export function boneOf(node: string): Bone | undefined {
  const name = plain(sided(node.replace(/^(?:.*:|mixamorig\d*_?|def[-_]|bip\d+[ _]?|j_(?:bip|sec|adj)_[clr]_)/i, '')))
  return known.get(name) ?? (Object.hasOwn(others, name) ? others[name] : undefined)
}

/** `Arm.L`, `arm_l`, `L_Arm` and `lArm` are the left arm. */
function sided(name: string): string {
  const [, before, after] = /^(.*?)[._-]([lr])$/i.exec(name) ?? []
  if (before !== undefined && after !== undefined) return `${sideOf(after)}${before}`
  const [, first, rest] = /^([lr])[._-](.+)$/i.exec(name) ?? []
  return first === undefined || rest === undefined ? name : `${sideOf(first)}${rest}`
}

const sideOf = (letter: string): string => (letter.toLowerCase() === 'l' ? 'left' : 'right')

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** The first node of each bone: whoever names two alike means the upper one. */
export function humanoid<Node>(nodes: Iterable<Node>, nameOf: (node: Node) => string): ReadonlyMap<Bone, Node> {
  const found = new Map<Bone, Node>()
  for (const node of nodes) {
    const bone = boneOf(nameOf(node))
    if (bone !== undefined && !found.has(bone)) found.set(bone, node)
  }
  return found
}

/** Whether clips of another humanoid may be tried on it. */
export function isHumanoid(rig: ReadonlyMap<Bone, unknown>): boolean {
  return (['hips', 'head', 'leftUpperArm', 'leftLowerArm', 'rightUpperArm', 'rightLowerArm'] as const).every((bone) =>
    rig.has(bone),
  )
}
