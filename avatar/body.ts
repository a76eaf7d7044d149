import type { Vector3 } from 'three'
import { aboveChest, aboveHead, outline, torsoProfile, torsoRadius, visorCentreY } from './surfaces.ts'
import {
  capsule, lathe, mirrored, rigid, ring, round, skin, smooth, squircle, superellipsoid, tube, vec, white,
  type Piece, type Rgb, type Weights,
} from './piece.ts' // prettier-ignore

/** Every part of the body in the T-pose; no sharp edge anywhere. */
export function body(): readonly Piece[] {
  const left = [...arm(), ...hand(), ...leg(), ...ear()]
  return [...head(), ...torso(), ...left, ...left.map(mirrored)]
}

const shares = (...given: Weights): Weights => given.filter(([, share]) => share > 0.001)

function head(): readonly Piece[] {
  const onHead = { group: 'body', tint: () => white, weights: rigid('head') } as const
  const antenna = (at: Vector3): Weights => {
    const t = smooth(1.395, 1.455, at.y)
    return shares(['head', 1 - t], ['antenna', t])
  }
  return [
    { ...onHead, material: 'Shell', ...superellipsoid(vec(0, 1.125, 0), [0.345, 0.27, 0.285], 2.75, 13) },
    { ...onHead, material: 'Visor', unshaded: true, ...visor(), tint: visorTint },
    { ...onHead, material: 'Shell', unshaded: true, ...bezel(), tint: () => [0.9, 0.91, 0.95] },
    { ...onHead, material: 'Accent', ...headset() },
    {
      ...onHead,
      material: 'Accent',
      ...lathe([[0, 1.376], [0.044, 1.377], [0.05, 1.384], [0.049, 1.394], [0.036, 1.404], [0.018, 1.408], [0, 1.408]], 20, {
        centre: vec(0, 0, -0.01),
      }), // prettier-ignore
    },
    {
      ...onHead,
      material: 'Dark',
      weights: antenna,
      ...tube(vec(0, 1.385, -0.01), vec(0, 1.475, -0.01), [[0, 0.016], [0.25, 0.0145], [0.5, 0.013], [0.75, 0.0115], [1, 0.01]], 10), // prettier-ignore
    },
    {
      ...onHead,
      material: 'Glow',
      unshaded: true,
      tint: () => [0.55, 0.93, 1],
      weights: antenna,
      ...superellipsoid(vec(0, 1.495, -0.01), [0.036, 0.036, 0.036], 2, 5),
    },
    {
      ...onHead,
      material: 'Dark',
      weights: (at) => {
        const t = smooth(0.79, 0.88, at.y)
        return shares(['neck', 1 - t], ['head', t])
      },
      ...lathe([[0, 0.77], [0.07, 0.78], [0.071, 0.81], [0.072, 0.84], [0.076, 0.87], [0.08, 0.9], [0, 0.91]], 20), // prettier-ignore
    },
  ]
}

function visor(): Pick<Piece, 'points' | 'triangles'> {
  const rings = [0, 0.3, 0.58, 0.8, 0.91, 0.95, 0.98, 1].map((share) =>
    Array.from({ length: 44 }, (_, index) => {
      const [x, y] = outline((index / 44) * 2 * Math.PI)
      const lift = share < 0.9 ? 0.011 : 0.011 - 0.02 * ((share - 0.9) / 0.1) ** 2
      return aboveHead(x * share, y * share, lift)
    }),
  )
  return skin(rings, { flip: true })
}

/** Lighter at the bottom: the glass mirrors a bright floor. */
function visorTint({ y }: Vector3): Rgb {
  const k = Math.min(1, Math.max(0, (y - visorCentreY + 0.182) / 0.364))
  const shade = 0.3 + 0.7 * (1 - k) ** 1.6
  return [shade, shade, shade]
}

function bezel(): Pick<Piece, 'points' | 'triangles'> {
  const at = (angle: number, lift: number) => {
    const [x, y] = outline(angle)
    return aboveHead(x, y, lift)
  }
  return ring(
    (angle) => {
      const centre = at(angle, 0.0015)
      const normal = at(angle, 1).sub(at(angle, 0)).normalize()
      const along = at(angle + 0.01, 0)
        .sub(at(angle - 0.01, 0))
        .normalize()
      return { centre, out: along.cross(normal).normalize(), up: normal }
    },
    round(0.0165),
    [52, 8],
  )
}

function headset(): Pick<Piece, 'points' | 'triangles'> {
  const arc = squircle([0.361, 0.286], 2.75)
  const at = (angle: number) => {
    const [x, y] = arc(angle)
    return vec(x, 1.125 + y, -0.012)
  }
  return ring(
    (angle) => {
      const along = at(angle + 0.01)
        .sub(at(angle - 0.01))
        .normalize()
      return { centre: at(angle), out: vec(along.y, -along.x, 0), up: vec(0, 0, 1) }
    },
    squircle([0.0135, 0.042], 3.2),
    [31, 12],
    { closed: false, from: 0.02, to: Math.PI - 0.02 },
  )
}

function ear(): readonly Piece[] {
  const onHead = { group: 'ear-left', tint: () => white, weights: rigid('head') } as const
  const about = { axis: 'x', centre: vec(0.318, 1.115, -0.012) } as const
  const pad = [[0, 0], [0.086, 0], [0.1, 0.006], [0.106, 0.022], [0.103, 0.04], [0.09, 0.048], [0, 0.049]] as const // prettier-ignore
  const cap = [[0, 0.03], [0.082, 0.034], [0.084, 0.056], [0.074, 0.07], [0.05, 0.077], [0, 0.079]] as const // prettier-ignore
  return [
    { ...onHead, material: 'Dark', ...lathe(pad, 26, about) },
    { ...onHead, material: 'Shell', ...lathe(cap, 26, about) },
    {
      ...onHead,
      material: 'Glow',
      unshaded: true,
      tint: () => [0.45, 0.9, 1],
      ...ring(
        (angle) => ({
          centre: vec(0.3935, 1.115 + 0.05 * Math.cos(angle), -0.012 + 0.05 * Math.sin(angle)),
          out: vec(0, Math.cos(angle), Math.sin(angle)),
          up: vec(1, 0, 0),
        }),
        round(0.008),
        [26, 6],
      ),
    },
  ]
}

function torso(): readonly Piece[] {
  const group = 'body'
  const weights = ({ y }: Vector3): Weights => {
    const [a, b] = [smooth(0.44, 0.56, y), smooth(0.56, 0.68, y)]
    return shares(['hips', 1 - a], ['spine', a * (1 - b)], ['chest', a * b])
  }
  const profile = Array.from({ length: 31 }, (_, index) => torsoProfile(index / 30))
  return [
    {
      material: 'Shell',
      group,
      weights,
      // Shorts: what is below the belt has a colour of its own.
      tint: ({ y }) => (y < 0.422 ? [0.6, 0.64, 0.86] : white),
      ...lathe(profile, 36, { depth: 0.9 }),
    },
    {
      material: 'Accent',
      group,
      tint: () => white,
      weights,
      ...ring(
        (angle) => {
          const radius = torsoRadius(0.425)
          const out = vec(Math.sin(angle), 0, Math.cos(angle))
          return { centre: vec(out.x * radius, 0.425, out.z * radius * 0.9), out, up: vec(0, 1, 0) }
        },
        squircle([0.01, 0.013], 3),
        [36, 8],
      ),
    },
    {
      material: 'Accent',
      group,
      tint: () => white,
      weights: () => [['chest', 0.75], ['neck', 0.25]], // prettier-ignore
      ...ring(
        (angle) => {
          const out = vec(Math.sin(angle), 0, Math.cos(angle))
          // Lower in front.
          return { centre: vec(out.x * 0.118, 0.806 - 0.012 * Math.cos(angle), out.z * 0.108), out, up: vec(0, 1, 0) }
        },
        round(0.041),
        [32, 12],
      ),
    },
    { material: 'Accent', group, unshaded: true, tint: () => white, weights, ...emblem() },
    ...[-0.03, 0, 0.03].map((x): Piece => ({
      material: 'Glow',
      group,
      unshaded: true,
      tint: () => white,
      weights,
      ...dot(x),
    })),
  ]
}

/** A speech bubble with its tail down to its right. */
function emblem(): Pick<Piece, 'points' | 'triangles'> {
  const bubble = squircle([0.062, 0.046], 3)
  const edge = Array.from({ length: 48 }, (_, index): readonly [number, number] => {
    const [x, y] = bubble((index / 48) * 2 * Math.PI)
    const towards = y < 0 ? Math.max(0, 1 - Math.abs(x + 0.022) / 0.02) : 0
    return [x - 0.012 * towards, y - 0.024 * towards]
  })
  const rings = [[0, 0.006], [0.5, 0.006], [0.86, 0.006], [0.95, 0.0052], [1, 0.001]].map(([share = 0, lift = 0]) =>
    edge.map(([x, y]) => aboveChest(x * share, 0.625 + y * share, lift)),
  ) // prettier-ignore
  return skin(rings, { flip: true })
}

function dot(x: number): Pick<Piece, 'points' | 'triangles'> {
  const rings = [0, 1].map((share) =>
    Array.from({ length: 14 }, (_, index) => {
      const angle = (index / 14) * 2 * Math.PI
      return aboveChest(x + share * 0.0095 * Math.cos(angle), 0.625 + share * 0.0095 * Math.sin(angle), 0.0085)
    }),
  )
  return skin(rings, { flip: true })
}

function arm(): readonly Piece[] {
  const group = 'arm-left'
  const weights = ({ x }: Vector3): Weights => {
    const [upper, lower, wrist] = [smooth(0.13, 0.2, x), smooth(0.315, 0.415, x), smooth(0.535, 0.56, x)]
    return shares(
      ['leftShoulder', 1 - upper],
      ['leftUpperArm', upper * (1 - lower)],
      ['leftLowerArm', upper * lower * (1 - wrist)],
      ['leftHand', upper * lower * wrist],
    )
  }
  const gauntlet = [
    [0, 0.005], [0.04, 0.006], [0.055, 0.016], [0.062, 0.05], [0.069, 0.095], [0.074, 0.125], [0.07, 0.142], [0.056, 0.147], [0, 0.148],
  ] as const // prettier-ignore
  const sleeve = Array.from({ length: 17 }, (_, index) => [index / 16, 0.049 - (0.006 * index) / 16] as const)
  const plain = { group, tint: () => white }
  return [
    { ...plain, material: 'Dark', weights, ...tube(vec(0.152, 0.725, 0), vec(0.54, 0.725, 0), sleeve, 12) },
    {
      ...plain,
      material: 'Shell',
      weights: () => [['leftShoulder', 0.25], ['leftUpperArm', 0.75]], // prettier-ignore
      ...superellipsoid(vec(0.192, 0.728, 0), [0.066, 0.072, 0.074], 2.2, 6),
    },
    {
      ...plain,
      material: 'Shell',
      weights: rigid('leftLowerArm'),
      ...lathe(gauntlet, 20, { axis: 'x', centre: vec(0.393, 0.725, 0) }),
    },
    {
      ...plain,
      material: 'Accent',
      weights: rigid('leftLowerArm'),
      ...ring(
        (angle) => ({
          centre: vec(0.522, 0.725 + 0.072 * Math.cos(angle), 0.072 * Math.sin(angle)),
          out: vec(0, Math.cos(angle), Math.sin(angle)),
          up: vec(1, 0, 0),
        }),
        round(0.011),
        [22, 7],
      ),
    },
  ]
}

function hand(): readonly Piece[] {
  const plain = { group: 'hand-left', material: 'Dark', tint: () => white } as const
  const finger =
    (name: string) =>
    ({ x }: Vector3): Weights => {
      const [proximal, distal] = [smooth(0.628, 0.662, x), smooth(0.676, 0.708, x)]
      return shares(
        ['leftHand', 1 - proximal],
        [`left${name}Proximal`, proximal * (1 - distal)],
        [`left${name}Distal`, proximal * distal],
      )
    }
  const thumb = ({ z }: Vector3): Weights => {
    const [proximal, distal] = [smooth(0.032, 0.052, z), smooth(0.072, 0.092, z)]
    return shares(
      ['leftHand', 1 - proximal],
      ['leftThumbProximal', proximal * (1 - distal)],
      ['leftThumbDistal', proximal * distal],
    )
  }
  const fingers = [
    ['Index', 0.038, 0],
    ['Middle', 0, 0.006],
    ['Middle', -0.038, -0.006],
  ] as const
  return [
    {
      ...plain,
      weights: rigid('leftHand'),
      // Wider where the fingers are.
      ...superellipsoid(vec(0.6, 0.725, 0), [0.062, 0.036, 0.06], 2.5, 6, (at) => vec(at.x, at.y, at.z * (1 + (0.14 * at.x) / 0.062))), // prettier-ignore
    },
    ...fingers.map(([name, z, longer]): Piece => ({
      ...plain,
      weights: finger(name),
      ...capsule(vec(0.645, 0.725, z), vec(0.725 + longer, 0.725, z), [0.0225, 0.0205], 10),
    })),
    {
      ...plain,
      weights: thumb,
      ...capsule(vec(0.578, 0.722, 0.034), vec(0.64, 0.716, 0.112), [0.025, 0.021], 10),
    },
  ]
}

function leg(): readonly Piece[] {
  const group = 'body'
  const weights = ({ y }: Vector3): Weights => {
    const [lower, foot] = [smooth(0.285, 0.205, y), smooth(0.12, 0.085, y)]
    return shares(['leftUpperLeg', 1 - lower], ['leftLowerLeg', lower * (1 - foot)], ['leftFoot', lower * foot])
  }
  const trouser = Array.from({ length: 12 }, (_, index) => [index / 11, 0.07 - (0.008 * index) / 11] as const)
  const onFoot = { group, tint: () => white, weights: rigid('leftFoot') }
  return [
    {
      group,
      material: 'Dark',
      tint: () => white,
      weights,
      ...tube(vec(0.105, 0.4, 0), vec(0.105, 0.1, 0), trouser, 14),
    },
    {
      ...onFoot,
      material: 'Shell',
      ...superellipsoid(vec(0.108, 0.088, 0.028), [0.09, 0.09, 0.122], 2.5, 7, ({ x, y, z }) =>
        // Flat below, and lower over the toes.
        vec(x, (y < 0 ? y * 0.85 : y) * (1 - (0.25 * Math.max(0, z)) / 0.118), z),
      ),
    },
    { ...onFoot, material: 'Accent', ...superellipsoid(vec(0.108, 0.022, 0.03), [0.096, 0.022, 0.13], 3.2, 6) },
  ]
}
