import { Chance } from './chance.ts'

/** One update that a person causes. The mark is unique in the run and comes back in every trace of it. */
export interface Update {
  readonly mark: string
  readonly kind: 'command' | 'text' | 'button'
  readonly text: string
  /** Marks that the bot's replies to it carry, in order. */
  readonly replies: readonly string[]
  /** Marks that handlers note in the store, in any place after the first. */
  readonly notes: readonly string[]
  /** Names of the calls that are made for it. */
  readonly calls: readonly string[]
  /** It is set aside instead. */
  readonly poison: boolean
  /** Milliseconds of the run: first sent, and acknowledged. */
  sentAt?: number
  acknowledgedAt?: number
}

/** What follows quickly in one chat, acknowledged or not. */
export type Step = readonly Update[]

export interface Chat {
  readonly tenant: string
  readonly id: number
  /** Where it is, in the platform's own ids; a visitor's is known once they have come. */
  address: string
  readonly steps: readonly Step[]
}

const weights = {
  echo: 34,
  two: 8,
  long: 3,
  call: 10,
  calls: 8,
  later: 6,
  quiz: 6,
  plain: 8,
  paid: 6,
  neighbours: 10,
  poison: 1,
}

/** What one person writes, by the seed. */
export function writeChat(seed: number, tenant: string, id: number, updates: number, kills: boolean): Chat {
  const chance = new Chance(seed, 'script', tenant, id)
  const steps: Step[] = []
  let count = 0
  const mark = () => `${tenant}/${id}/${++count}`
  const make = (kind: Update['kind'], text: (mark: string) => string, more: Partial<Update> = {}): Update => {
    const own = mark()
    const { replies = [''], notes = [''] } = more
    return {
      calls: [],
      poison: false,
      ...more,
      mark: own,
      kind,
      text: text(own),
      replies: replies.map((suffix) => own + suffix),
      notes: notes.map((suffix) => own + suffix),
    }
  }
  const command = (name: string, more?: Partial<Update>) => make('command', (own) => `/${name} ${own}`, more)
  const burst = (word: string, most: number, more?: Partial<Update>) =>
    Array.from({ length: chance.whole(1, most) }, () => make('text', (own) => `${word} ${own}`, more))
  const press = (more?: Partial<Update>) => make('button', (own) => own, more)

  if (kills) steps.push([command('kill', { poison: true, replies: [], notes: [] })])
  while (count < updates) {
    const name = chance.pick(weights)
    switch (name) {
      case 'echo':
        steps.push([command('echo')])
        break
      case 'two':
      case 'long':
        steps.push([command(name, { replies: ['', 'b'] })])
        break
      case 'call':
        steps.push([command('call', { calls: ['call'] })])
        break
      case 'calls':
        steps.push([command('calls', { calls: ['before', 'after'] })])
        break
      case 'later':
        steps.push([command('later', { replies: ['', 'd'], notes: ['', 'd'] })])
        break
      case 'quiz':
        steps.push([command('quiz')], [press({ calls: ['quiz'] })])
        // A word in between leaves the question open.
        if (chance.is(0.3)) steps.push(burst('plain', 1))
        steps.push([press({ replies: ['', 'b'] })], [press({ calls: ['end'] })])
        break
      case 'plain':
        steps.push(burst('plain', 3))
        break
      case 'paid':
        steps.push(burst('paid', 3, { calls: ['paid'] }))
        break
      case 'neighbours':
        steps.push(
          Array.from({ length: chance.whole(2, 4) }, () =>
            chance.is(0.7) ? command('echo') : command('two', { replies: ['', 'b'] }),
          ),
        )
        break
      case 'poison':
        steps.push([command('poison', { poison: true, replies: [], notes: [] })])
        break
    }
  }
  return { tenant, id, address: String(id), steps }
}
