/** Every number of the avatar that we chose, with its reason. Times in milliseconds unless they say otherwise. */

export const mouth = {
  /** A shape comes fast and goes slowly, as lips do. */
  attackMs: 40,
  decayMs: 90,
  /** Lips begin to move before the sound does. */
  aheadMs: 30,
  /** One consonant at an unhurried pace; a vowel is as many of them. */
  consonantMs: 70,
  vowelLength: 1.8,
  /** No more than six syllables a second: faster is a flicker. */
  syllableMs: 167,
  /** Between words, at a comma and at the end of a sentence. */
  gapMs: 40,
  commaMs: 220,
  stopMs: 380,
  /** Text that waits to be mouthed: what was said long ago is not mouthed afterwards. */
  backlogMs: 6000,
  /** How far the mouth moves with letters alone: less than with a voice that can be heard. */
  silentStrength: 0.75,
} as const

export const voice = {
  /** Samples of one look at the sound: 21 ms at 48 kHz. */
  window: 1024,
  /** Loudness (root mean square) of a closed mouth and of one wide open: measured on spoken sentences at full level. */
  quiet: 0.012,
  loud: 0.16,
  /** Spectral centroid in hertz: below it lips are round, above it they are spread. */
  roundHz: 900,
  wideHz: 2200,
  /** A frame whose sound never ends is given up so long after it should have. */
  graceMs: 1500,
} as const

export const looking = {
  /** How far the head turns after the pointer, degrees; eyes go the rest of the way. */
  headDegrees: 12,
  /** Share of the way that is left after a second: slow enough to be calm. */
  followPerSecond: 0.02,
  blinkEveryMs: [2000, 6000],
  blinkCloseMs: 70,
  blinkOpenMs: 110,
  /** One blink in seven is a double one. */
  doubleBlink: 0.15,
  glanceEveryMs: [800, 3000],
  /** Of the eyes' whole way. */
  glance: 0.25,
  /** A pointer that has been still for so long is no longer looked at. */
  staleMs: 4000,
} as const

export const gestures = {
  /** Seconds in which one clip becomes another. */
  fade: 0.3,
  /** Seconds until an expression is there (critically damped). */
  expression: 0.25,
  /** A gesture that nobody ended: the longest the gateway asks for. */
  longestMs: 20_000,
  /** Seconds before somebody who stands about looks round or shifts their weight. */
  fidgetSeconds: [9, 22],
} as const

export const tiers = {
  /** Frames that are looked at before a decision, and the first ones, which compile and upload. */
  window: 45,
  warmUp: 20,
  /** The median of a window: slower than 24 a second is too slow. */
  slowMs: 42,
  /** Lite keeps its 30 a second. */
  steadyMs: 38,
  /** Too slow in so many windows in a row: one may be the page's fault. */
  slowWindows: 2,
  /** And steady in so many before more is asked of it again; never twice. */
  quickWindows: 6,
  /** Lite is too slow as well below nine frames a second. */
  hopelessMs: 110,
  /** Gigabytes: such devices keep one tab in memory. */
  smallMemory: 2,
  /** Pixels per CSS pixel. */
  fullRatio: 2,
  liteRatio: 1,
  /** Milliseconds between frames in lite: 30 a second are enough for a gesture. */
  liteFrameMs: 33,
} as const

export const stage = {
  /** A step longer than this is taken as this: the tab was asleep. Seconds. */
  longestStep: 0.1,
  /** Metres: taller and smaller models are made as tall as Nova. */
  leastHeight: 0.3,
  mostHeight: 4,
  height: 1.53,
  /** Degrees, vertical: a portrait's. */
  fieldOfView: 24,
  /** How soon after a sentence the next one begins at the latest, milliseconds: a breath. */
  followMs: 80,
} as const
