import { Busy, GatewayError, Invalid, NotFound, OverLimit, Refused, Unauthorized } from '../contracts/errors.ts'
import type { TurnServices } from '../contracts/ports.ts'
import type { JournalEntry } from '../contracts/turn.ts'

/**
 * Everything from outside reaches a handler through a journal, so that a repeated turn and a replayed dialogue see what
 * was seen the first time and repeat no call.
 *
 * There are two. The turn's journal (`TurnJournal`) belongs to one turn: results of calls are durable before the
 * handler sees them, and an attempt after a crash begins with them. The handler's journal (`Journal`) spans the turns
 * of a dialogue: it begins with the past and goes on in the turn's.
 *
 * Reads (of the store, of schedules) are kept in memory and become durable with the next call: before something
 * happens outside, what led to it is written down. A call that failed for now (`Busy`, or a bug) is not written down
 * unless the handler went on to another call: a repeated turn tries it again, under the same idempotency key.
 */

type Call = Exclude<JournalEntry, { readonly kind: 'answer' }>
type Settled = Call | Failed
export type CallAnswer = Extract<JournalEntry, { readonly kind: 'answer' }>

export class TurnJournal {
  readonly #turn: string
  readonly #record: TurnServices['record']
  readonly #signal: AbortSignal
  /** What an earlier attempt wrote down and nobody has asked for again yet. */
  readonly #earlier: Call[]
  /** By index: settled calls and reads of this attempt, after `#first` earlier ones. */
  readonly #entries: (Settled | undefined)[] = []
  readonly #first: number
  #durable: number
  /** Settles when everything begun so far has. */
  #begun: Promise<unknown> = Promise.resolve()
  #flushing: Promise<void> = Promise.resolve()
  pending = 0

  constructor(turn: string, services: Pick<TurnServices, 'journal' | 'record' | 'signal'>) {
    const { journal, signal } = services
    this.#turn = turn
    this.#record = services.record.bind(services)
    this.#signal = signal
    this.#earlier = journal.filter((entry): entry is Call => entry.kind !== 'answer')
    this.#first = journal.length
    this.#durable = journal.length
  }

  /** What an earlier attempt learned from the same call. Calls that ran side by side may come back in another order. */
  #known(name: string): Call | undefined {
    const index = this.#earlier.findIndex((entry) => entry.name === name)
    return index < 0 ? undefined : this.#earlier.splice(index, 1)[0]
  }

  /** A call outside: made once per turn, durable before it is seen. `perform` gets its idempotency key. */
  call(name: string, perform: (idempotencyKey: string) => Promise<unknown>): Promise<Settled> {
    return this.#begin(name, async (index, before) => {
      const entry = await this.#settle(index, name, async () => {
        await this.#flush(index, true)
        this.#signal.throwIfAborted()
        return perform(`${this.#turn}-${index}`)
      })
      await before
      await this.#flush(index + 1, false)
      return entry
    })
  }

  /** A read inside: the same for the rest of the turn, durable with the next call. */
  read(name: string, perform: () => Promise<unknown>): Promise<Settled> {
    return this.#begin(name, (index) => this.#settle(index, name, perform))
  }

  async #begin(name: string, work: (index: number, before: Promise<unknown>) => Promise<Settled>): Promise<Settled> {
    const known = this.#known(name)
    if (known !== undefined) return known
    const index = this.#first + this.#entries.push(undefined) - 1
    const before = this.#begun
    this.pending++
    const working = work(index, before).finally(() => this.pending--)
    this.#begun = Promise.allSettled([before, working])
    return working
  }

  /** The same for what is known at once. */
  note(name: string, value: () => unknown): Settled {
    const known = this.#known(name)
    if (known !== undefined) return known
    const entry: Call = { kind: 'call', name, value: value() }
    this.#entries.push(entry)
    return entry
  }

  async #settle(index: number, name: string, perform: () => Promise<unknown>): Promise<Settled> {
    let entry: Settled
    try {
      entry = { kind: 'call', name, value: await perform() }
    } catch (error) {
      entry = new Failed(name, error)
    }
    this.#entries[index - this.#first] = entry
    return entry
  }

  /** Writes down what is settled, in order and without gaps, up to `end`; `failures`: also those that may pass. */
  #flush(end: number, failures: boolean): Promise<void> {
    if (this.#durable >= end) return Promise.resolve()
    const flushing = this.#flushing.then(async () => {
      while (this.#durable < end) {
        const entry = this.#entries[this.#durable - this.#first]
        if (entry === undefined || (!failures && entry instanceof Failed && entry.mayPass)) return
        await this.#record(this.#durable, entry instanceof Failed ? entry.plain() : entry)
        this.#durable++
      }
    })
    this.#flushing = flushing.catch(() => undefined)
    return flushing
  }

  /** Calls that a handler began and did not wait for are part of its turn too. */
  async settled(): Promise<void> {
    while (this.pending > 0) await this.#begun
  }
}

/** A failure as it happened: the very error for who is waiting for it, a plain entry for the journal. */
class Failed {
  readonly kind = 'failure'
  readonly name: string
  readonly error: unknown
  constructor(name: string, error: unknown) {
    this.name = name
    this.error = error
  }
  get message(): string {
    return this.error instanceof Error ? this.error.message : String(this.error)
  }
  /** Trying again may help: the side we called is busy, or there is a bug that a newer version may have fixed. */
  get mayPass(): boolean {
    return this.error instanceof Busy || !(this.error instanceof GatewayError)
  }
  plain(): Call {
    const { error } = this
    return {
      kind: 'failure',
      name: this.name,
      message: this.message,
      ...(error instanceof GatewayError ? { code: error.code } : {}),
      ...(error instanceof Refused && error.status !== undefined ? { status: error.status } : {}),
    }
  }
}

function errorOf({ message, code, status }: Extract<JournalEntry, { readonly kind: 'failure' }>): Error {
  switch (code) {
    case 'E_REFUSED':
      return new Refused(message, status === undefined ? {} : { status })
    case 'E_BUSY':
      return new Busy(message)
    case 'E_OVER_LIMIT':
      return new OverLimit(message)
    case 'E_INVALID':
      return new Invalid(message)
    case 'E_UNAUTHORIZED':
      return new Unauthorized(message)
    case 'E_NOT_FOUND':
      return new NotFound(message)
    default:
      return new Error(message)
  }
}

/** The journal tells of another handler than this one: it was changed meanwhile. */
export class Misfit extends Error {
  override readonly name = 'Misfit'
}

export class Journal {
  readonly #turn: TurnJournal
  /** What happened in earlier turns; with `live`, ends with the answer that this turn brought. */
  readonly #past: readonly JournalEntry[]
  /** False: only a look at where the past ends, nothing new happens. */
  readonly #goesOn: boolean
  /** Places in `#past` that were asked for already. */
  readonly #used: boolean[] = []
  /** The block of calls between two answers begins here. */
  #block = 0
  #kept: (JournalEntry | undefined)[]
  /** Settles when everything begun so far is kept. */
  #keeping: Promise<unknown> = Promise.resolve()
  /** Set once and for all: the handler may have caught the throw. */
  misfit: Misfit | undefined

  constructor(turn: TurnJournal, past: readonly JournalEntry[], goesOn: boolean) {
    this.#turn = turn
    this.#past = past
    this.#goesOn = goesOn
    this.#kept = [...past]
  }

  /** Whether the handler has left the past: only then does what it does count. */
  get live(): boolean {
    return this.#goesOn && this.#block >= this.#past.length
  }

  /** Everything from the beginning, as the next turn's past. */
  get entries(): readonly JournalEntry[] {
    return this.#kept.filter((entry) => entry !== undefined)
  }

  call(name: string, perform: (idempotencyKey: string) => Promise<unknown>): Promise<unknown> {
    return this.#outcomeOf(name, () => this.#turn.call(name, perform))
  }

  read(name: string, perform: () => Promise<unknown>): Promise<unknown> {
    return this.#outcomeOf(name, () => this.#turn.read(name, perform))
  }

  #outcomeOf(name: string, make: () => Promise<Settled>): Promise<unknown> {
    const outcome = this.#learn(name, make)
    // A handler may not wait for what it began; a failure then is nobody's, and must not end the process.
    outcome.catch(() => undefined)
    return outcome
  }

  async #learn(name: string, make: () => Promise<Settled>): Promise<unknown> {
    return unwrap(this.#replayed(name) ?? (await this.#keep(make())))
  }

  note(name: string, value: () => unknown): unknown {
    const known = this.#replayed(name)
    if (known !== undefined) return unwrap(known)
    const entry = this.#turn.note(name, value)
    this.#kept.push(entry instanceof Failed ? entry.plain() : entry)
    return unwrap(entry)
  }

  /** The answer that was given to this question; undefined: it has to be waited for. */
  answer(question: string): CallAnswer | undefined {
    this.#endOfBlock()
    const entry = this.#past[this.#block]
    if (entry === undefined) return undefined
    if (entry.kind !== 'answer') return this.#fail(`it asks "${question}" where it called "${entry.name}" before`)
    if (entry.question !== undefined && entry.question !== question)
      return this.#fail(`it asks "${question}" where it asked "${entry.question}" before`)
    this.#used[this.#block] = true
    this.#block++
    return entry
  }

  /** At the end of the handler: nothing of the past may be left. */
  finish(): void {
    this.#endOfBlock()
    if (this.#past[this.#block] !== undefined) this.#fail('it ends before all answers were asked for')
  }

  fail(reason: string): never {
    return this.#fail(reason)
  }

  /** Between two answers calls are found by name: those that ran side by side may come in another order. */
  #replayed(name: string): Call | undefined {
    if (this.live) return undefined
    for (let index = this.#block; index < this.#past.length; index++) {
      const entry = this.#past[index]
      if (entry === undefined || entry.kind === 'answer') break
      if (entry.name !== name || this.#used[index] === true) continue
      this.#used[index] = true
      return entry
    }
    return this.#fail(`it calls "${name}", which it did not before`)
  }

  #endOfBlock(): void {
    while (this.#block < this.#past.length && this.#past[this.#block]?.kind !== 'answer') {
      if (this.#used[this.#block] !== true) this.#fail('it leaves out a call that it made before')
      this.#block++
    }
  }

  #keep(entry: Promise<Settled>): Promise<Settled> {
    const place = this.#kept.push(undefined) - 1
    const keeping = entry.then((settled) => {
      this.#kept[place] = settled instanceof Failed ? settled.plain() : settled
      return settled
    })
    this.#keeping = Promise.allSettled([this.#keeping, keeping])
    return keeping
  }

  /** What was begun and not waited for is over, and in `entries`. */
  async settled(): Promise<void> {
    await this.#turn.settled()
    await this.#keeping
  }

  #fail(reason: string): never {
    this.misfit ??= new Misfit(`The handler does not fit its journal: ${reason}.`)
    throw this.misfit
  }
}

/** A copy: what the handler does with it must not reach the journal. */
function unwrap(entry: Settled): unknown {
  if (entry instanceof Failed) throw entry.error
  if (entry.kind === 'failure') throw errorOf(entry)
  return structuredClone(entry.value)
}
