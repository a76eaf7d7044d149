import { seededRandom } from '../../src/testing/random.ts'

/** A stream of chance of its own for each name: what happens to one chat does not depend on when others write. */
export class Chance {
  readonly #random: () => number

  constructor(seed: number, ...names: readonly (string | number)[]) {
    let hash = 0x811c9dc5 ^ seed
    for (const character of names.join('/')) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
    this.#random = seededRandom(hash)
    // The first numbers of neighbouring seeds resemble each other.
    for (let count = 0; count < 8; count++) this.#random()
  }

  is(share: number): boolean {
    return this.#random() < share
  }

  /** At least `from`, at most `to`. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.#random() * (to - from + 1))
  }

  /** By weight. */
  pick<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries<number>(weights) as [Name, number][] // of this very record
    let left = this.#random() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [name, weight] of entries) if ((left -= weight) < 0) return name
    return entries[0]![0]
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    return items
      .map((item) => [this.#random(), item] as const)
      .sort(([one], [other]) => one - other)
      .map(([, item]) => item)
  }
}
