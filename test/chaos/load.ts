import { Chance } from './chance.ts'
import type { Chat, Step } from './script.ts'
import type { Update } from './script.ts'
import { later } from './telegram.ts'

/** A person's way in. */
export interface Line {
  /** Made ready in the order in which it was written. Each call sends it once more; resolves when that is acknowledged. */
  prepare(chat: Chat, update: Update): () => Promise<void>
  /** Neighbours may overtake each other, and anything may come twice. */
  readonly isDisturbed: boolean
}

/** What went on while people tried to get through. */
export interface Traffic {
  /** Deliveries that were not acknowledged and so repeated. */
  retries: number
  /** Answers that no platform would understand: they break a promise. */
  readonly refusals: string[]
}

/** People write, as fast as they are let: some in each life of the gateway, and all the rest in its last. */
export class Load {
  /** Updates sent more than once although they were acknowledged or on their way. */
  duplicates = 0
  readonly #seed: number
  readonly #waiting: (() => void)[] = []
  #allowance = 0

  constructor(seed: number) {
    this.#seed = seed
  }

  /** Lets so many more steps begin. */
  allow(steps: number): void {
    this.#allowance += steps
    while (this.#allowance >= 1 && this.#waiting.length > 0) {
      this.#allowance--
      this.#waiting.shift()?.()
    }
  }

  /** Resolves when everything that one person writes was acknowledged. */
  async write(chat: Chat, line: Line): Promise<void> {
    const chance = new Chance(this.#seed, 'load', chat.tenant, chat.id)
    const again: Promise<void>[] = []
    for (const step of chat.steps) {
      await this.#allowed()
      await this.#send(chat, step, line, chance, again)
      await later(chance.whole(0, 60))
    }
    await Promise.all(again)
  }

  async #send(chat: Chat, step: Step, line: Line, chance: Chance, again: Promise<void>[]): Promise<void> {
    const order = step.map((update) => ({ update, post: line.prepare(chat, update) }))
    // What was not acknowledged yet may overtake what was sent just before it.
    if (line.isDisturbed && order.length > 1 && chance.is(0.25)) order.reverse()
    const acknowledged: Promise<void>[] = []
    for (const [index, { update, post }] of order.entries()) {
      // While the ones before are waited with, or just when they are not any more.
      if (index > 0) await later(chance.is(0.8) ? chance.whole(0, 15) : chance.whole(300, 1500))
      update.sentAt = performance.now()
      acknowledged.push(
        post().then(() => {
          update.acknowledgedAt = performance.now()
        }),
      )
      if (!line.isDisturbed) continue
      if (chance.is(0.06)) again.push(this.#again(post, 0))
      if (chance.is(0.08)) again.push(this.#again(post, chance.whole(1, 1500)))
    }
    await Promise.all(acknowledged)
  }

  async #again(post: () => Promise<void>, afterMs: number): Promise<void> {
    this.duplicates++
    await later(afterMs)
    await post()
  }

  #allowed(): Promise<void> {
    if (this.#allowance >= 1) {
      this.#allowance--
      return Promise.resolve()
    }
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}
