import type { Life } from '../parts/gateway.ts'

/** Moments of a life at which it may be ended: each is one side of a step that must be durable. */
export const moments = [
  'starting', // between the start of the process and its line `ready`
  'recovering', // just after it: what was left is being taken up
  'any time',
  'receiving', // an update is on its way in, not yet acknowledged
  'acknowledged', // the answer to an update has just been read
  'calling', // a handler's call outside has arrived and had no effect yet
  'called', // its answer is out: recorded or not
  'sending', // a message is on its way to the platform and was not accepted yet
  'accepted', // accepted, not answered yet
  'sent', // answered: recorded or not
] as const
export type Moment = (typeof moments)[number]

/** One planned end: at the `count`-th such moment of the life, and `delayMs` later. */
export interface Blow {
  readonly moment: Moment
  readonly count: number
  readonly delayMs: number
  readonly how: 'kill' | 'stop'
}

/** How a life ended. */
export interface End {
  readonly by: Moment | 'stop' | 'itself'
  readonly at: number
}

/** A blow whose moment does not come falls after so long. */
const patienceMs = 2500

/** What the world around the gateway sees of it, and knows of its ends. */
export interface Witness {
  /** Whose call it is that is read now. */
  readonly caller: number
  /** Whether what hangs will not hang for ever. */
  readonly isNear: boolean
  /** Something happened. */
  see(moment: Moment): void
  /** Whether whoever was answered at `at` in `life` may have been kept from recording the answer. */
  mayBeUnrecorded(life: number, at: number): boolean
  /** In words, what went on then. */
  circumstances(life: number, at: number): string
}

/** Sees every moment of the world and strikes when the planned one comes. Knows which life it is. */
export class Fate implements Witness {
  readonly begins = new Map<number, number>()
  readonly ends = new Map<number, End>()
  /** Counts from 0. */
  life = -1
  /** Called when a graceful stop begins. */
  onStop: () => void = () => undefined
  #isAwake = false
  #process: Life | undefined
  #blow: Blow | undefined
  #left = 0
  #timer: NodeJS.Timeout | undefined

  /** A life begins; `blow` is how it will end. */
  begin(process: Life, blow: Blow | undefined): void {
    this.life++
    this.begins.set(this.life, performance.now())
    this.#process = process
    this.#blow = undefined
    clearTimeout(this.#timer)
    if (blow?.moment === 'starting') this.#fallIn(blow, blow.delayMs)
    const { life } = this
    this.#isAwake = false
    void process.awake.then(() => {
      if (life === this.life) this.#isAwake = true
    })
    void process.ready.then(
      () => life === this.life && this.#arm(blow),
      () => undefined,
    )
  }

  /** Whose call it is that is read now: of the life that is, or still of the one before, which was killed. */
  get caller(): number {
    return this.#isAwake ? this.life : this.life - 1
  }

  /** Whether this life is going to be ended: what hangs will not hang for ever. */
  get isNear(): boolean {
    return this.#blow !== undefined
  }

  /** Something happened that a life may end at. */
  see(moment: Moment): void {
    if (this.#blow?.moment !== moment || --this.#left !== 0) return
    if (this.#blow.delayMs === 0) this.strike(this.#blow)
    else this.#fallIn(this.#blow, this.#blow.delayMs)
  }

  mayBeUnrecorded(life: number, at: number): boolean {
    const end = this.ends.get(life)
    return end !== undefined && end.by !== 'stop' && end.at - at < unrecordedMs
  }

  circumstances(life: number, at: number): string {
    const [begin = NaN, end] = [this.begins.get(life), this.ends.get(life)]
    const [age, left] = [at - begin, (end?.at ?? NaN) - at].map((ms) => `${Math.round(ms)} ms`)
    return ` in life ${life}, ${age} after it began and ${left} before it ended (${end?.by ?? 'never'})`
  }

  #arm(blow: Blow | undefined): void {
    if (blow === undefined || blow.moment === 'starting') return
    this.#blow = blow
    this.#left = blow.count
    const isTimed = blow.moment === 'recovering' || blow.moment === 'any time'
    this.#fallIn(blow, isTimed ? blow.delayMs : patienceMs)
  }

  #fallIn(blow: Blow, ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.strike(blow), ms)
  }

  /** Ends the life that is, unless it has ended. */
  strike(blow: Blow): void {
    clearTimeout(this.#timer)
    this.#blow = undefined
    if (this.#process === undefined || this.ends.has(this.life)) return
    this.ends.set(this.life, { by: blow.how === 'stop' ? 'stop' : blow.moment, at: performance.now() })
    if (blow.how === 'kill') {
      this.#process.kill()
      return
    }
    void this.#process.stop()
    this.onStop()
  }

  /** Nobody struck and it is over all the same. */
  endedByItself(): void {
    clearTimeout(this.#timer)
    this.#blow = undefined
    this.ends.set(this.life, { by: 'itself', at: performance.now() })
  }
}

/** How long before its end a life that has no processor to itself may have got an answer and not written it down. */
export const unrecordedMs = 2000
