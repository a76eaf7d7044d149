/** Colours that can be read, whatever a tenant chose: contrasts after WCAG 2.2, computed and not hoped for. */

export interface Colors {
  readonly primary?: string
  readonly onPrimary?: string
  readonly background?: string
  readonly text?: string
}

export type Mode = 'light' | 'dark'

export interface Palette {
  readonly ground: string
  readonly ink: string
  readonly soft: string
  /** Bubbles of the bot, fields. */
  readonly raised: string
  readonly accent: string
  readonly onAccent: string
  /** The accent as words and lines on the ground and on what is raised. */
  readonly accentInk: string
  readonly hair: string
  /** The borders of fields and buttons. */
  readonly edge: string
  readonly alarm: string
}

type Rgb = readonly [number, number, number]

/** WCAG 2.2, 1.4.3 for words and 1.4.11 for what is no word. */
const forWords = 4.5
const forEdges = 3

const usual = {
  light: { ground: '#ffffff', ink: '#1d2033', alarm: '#b3261e' },
  dark: { ground: '#12152a', ink: '#eef0fb', alarm: '#ff9d92' },
} as const
const usualPrimary = '#5457f5'

/** Of `#rrggbb`; undefined for anything else. */
function rgb(color: string | undefined): Rgb | undefined {
  const digits = /^#([0-9a-f]{6})$/i.exec(color ?? '')?.[1]
  if (digits === undefined) return undefined
  const all = Number.parseInt(digits, 16)
  return [(all >> 16) & 255, (all >> 8) & 255, all & 255]
}

const hex = (color: Rgb): string => `#${color.map((one) => Math.round(one).toString(16).padStart(2, '0')).join('')}`
const black: Rgb = [0, 0, 0]
const white: Rgb = [255, 255, 255]

const mixed = (one: Rgb, other: Rgb, share: number): Rgb => [
  one[0] + (other[0] - one[0]) * share,
  one[1] + (other[1] - one[1]) * share,
  one[2] + (other[2] - one[2]) * share,
]

/** Relative luminance, 0 to 1. */
function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((one) => {
    const value = one / 255
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb // as many as there were
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function ratio(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number] // two of them
  return (light + 0.05) / (dark + 0.05)
}

/** The contrast of two colours `#rrggbb`, 1 to 21. */
export function contrast(one: string, other: string): number {
  return ratio(rgb(one) ?? black, rgb(other) ?? white)
}

/** The colour, or as little darker or lighter as it takes to be read on every one of the grounds. */
function legible(color: Rgb, grounds: readonly Rgb[], least: number): Rgb {
  const towards = ratio(black, grounds[0] ?? white) > ratio(white, grounds[0] ?? white) ? black : white
  for (let share = 0; share < 1; share += 0.04) {
    // Rounded as it will be written, so that what is measured is what is seen.
    const tried = rgb(hex(mixed(color, towards, share))) ?? color
    if (grounds.every((ground) => ratio(tried, ground) >= least)) return tried
  }
  return towards
}

/** The ground with a breath of the accent, as long as words can be read on both. */
function tinted(ground: Rgb, accent: Rgb, most: number): Rgb {
  const words = ratio(black, ground) > ratio(white, ground) ? black : white
  for (let share = most; share > 0.005; share /= 2) {
    const tint = rgb(hex(mixed(ground, accent, share))) ?? ground
    if (ratio(words, tint) >= forWords) return tint
  }
  return ground
}

/** A tenant's ground is taken where it is of the mode: a white one makes no dark panel. */
export function palette(colors: Colors, mode: Mode): Palette {
  const own = rgb(colors.background)
  const isOfMode = own !== undefined && luminance(own) > 0.18 === (mode === 'light')
  const ground = isOfMode ? own : (rgb(usual[mode].ground) ?? white)
  const wanted = (isOfMode ? rgb(colors.text) : undefined) ?? rgb(usual[mode].ink) ?? black
  const accent = rgb(colors.primary) ?? rgb(usualPrimary) ?? black
  const raised = tinted(ground, accent, mode === 'light' ? 0.08 : 0.16)
  const grounds = [ground, raised]
  const onAccent = rgb(colors.onPrimary)
  const auto = ratio(white, accent) >= forWords || ratio(white, accent) > ratio(black, accent) ? white : black
  return {
    ground: hex(ground),
    ink: hex(legible(wanted, grounds, 7)),
    soft: hex(legible(mixed(wanted, ground, 0.4), grounds, forWords)),
    raised: hex(raised),
    accent: hex(accent),
    onAccent: hex(onAccent !== undefined && ratio(onAccent, accent) >= forWords ? onAccent : auto),
    accentInk: hex(legible(accent, grounds, forWords)),
    hair: hex(mixed(ground, wanted, 0.12)),
    edge: hex(legible(mixed(ground, wanted, 0.4), grounds, forEdges)),
    alarm: hex(legible(rgb(usual[mode].alarm) ?? black, grounds, forWords)),
  }
}
