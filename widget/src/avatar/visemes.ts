/** The fifteen shapes of a mouth that Oculus named, in its order. `sil` is a mouth at rest. */
export const visemes = ['sil', 'PP', 'FF', 'TH', 'DD', 'kk', 'CH', 'SS', 'nn', 'RR', 'aa', 'E', 'I', 'O', 'U'] as const
export type Viseme = (typeof visemes)[number]

export const vowels: readonly Viseme[] = ['aa', 'E', 'I', 'O', 'U']

/** A shape from then on, milliseconds from a beginning that the context names. */
export type TimedViseme = readonly [atMs: number, viseme: Viseme]

const byName = new Map<string, Viseme>(visemes.flatMap((one) => [[one, one] as const, [`viseme_${one}`, one] as const]))

/** Of a name that comes from elsewhere: what nobody knows is a mouth at rest. */
export function visemeOf(name: string): Viseme {
  return byName.get(name) ?? 'sil'
}
