import type { Call, Counter } from './counter.ts'
import type { Books } from './database.ts'
import type { Witness } from './fate.ts'
import type { Chat, Update } from './script.ts'
import type { Sent } from './telegram.ts'

/** What came of it: sentences about promises that were broken, and what was doubled for a reason. */
export interface Verdict {
  readonly broken: readonly string[]
  /** Messages that the platform showed twice, and calls that were made twice under one key. */
  readonly doubledReplies: Doubled
  readonly repeatedCalls: Doubled
}

/** Why something happened again. */
export interface Doubled {
  /** Its answer never arrived. */
  lost: number
  /** Its receiver was killed, perhaps before it wrote the answer down. */
  killed: number
}

export interface Evidence {
  readonly chats: readonly Chat[]
  readonly books: ReadonlyMap<string, Books>
  /** What people saw, in the order in which it came. */
  readonly sent: readonly Sent[]
  readonly counter: Pick<Counter, 'calls' | 'effects'>
  readonly fate: Witness
}

const markPattern = /[a-z]\/\d+\/\d+[a-z]?/g
const marksIn = (text: string): readonly string[] => text.match(markPattern) ?? []

export function judge(evidence: Evidence): Verdict {
  const broken: string[] = []
  const say = (sentence: string) => void broken.push(sentence)
  const sent = Map.groupBy(evidence.sent, ({ tenant, chat }) => `${tenant}/${chat}`)
  const doubledReplies: Doubled = { lost: 0, killed: 0 }
  for (const chat of evidence.chats) {
    const books = evidence.books.get(chat.tenant)!
    const name = `${chat.tenant}/${chat.id}`
    judgeHistory(chat, books, (sentence) => say(`Chat ${name}: ${sentence}`))
    judgeShown(chat, books, sent.get(name) ?? [], evidence.fate, doubledReplies, (sentence) =>
      say(`Chat ${name}: ${sentence}`),
    )
  }
  for (const [tenant, books] of evidence.books) {
    const left = books.unfinished()
    if (Object.keys(left).length > 0) say(`Tenant ${tenant} has unfinished rows: ${JSON.stringify(left)}.`)
    for (const { side, reason, content } of books.deadLetters()) {
      if (side !== 'inbox' || !/poison|kill/.test(content)) say(`Tenant ${tenant} set aside (${side}): ${reason}`)
    }
  }
  return { doubledReplies, repeatedCalls: judgeCalls(evidence, say), broken }
}

/** By the database: every update once, in order, answered once, and every note of a handler once. */
function judgeHistory({ steps, address }: Chat, books: Books, say: (sentence: string) => void): void {
  const updates = steps.flat()
  const history = books.history(address)
  for (const [index, { seq }] of history.entries()) {
    if (seq !== index + 1) {
      say(`its history has number ${seq} in place ${index + 1}.`)
      break
    }
  }
  const said = history.filter(({ author }) => author === 'visitor').flatMap(({ text }) => marksIn(text))
  once(
    said,
    updates.map(({ mark }) => mark),
    'update',
    say,
  )
  inOrder(updates, said, say)
  const answers = history.filter(({ author }) => author === 'bot').flatMap(({ text }) => marksIn(text))
  once(
    answers,
    updates.flatMap(({ replies }) => replies),
    'reply',
    say,
  )
  const notes = books.notes(address)
  once(
    notes,
    updates.flatMap((update) => update.notes),
    'note',
    say,
  )
  const handled = notes.filter((mark) => !mark.endsWith('d'))
  const wanted = said.filter((mark) => handled.includes(mark))
  if (handled.join() !== wanted.join()) say(`it was handled in the order ${handled.join()}, not ${wanted.join()}.`)
}

function once(found: readonly string[], wanted: readonly string[], what: string, say: (sentence: string) => void) {
  const counts = new Map<string, number>()
  for (const mark of found) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  for (const mark of wanted) {
    const count = counts.get(mark) ?? 0
    if (count === 0) say(`the ${what} ${mark} is lost.`)
    if (count > 1) say(`the ${what} ${mark} is there ${count} times.`)
    counts.delete(mark)
  }
  for (const mark of counts.keys()) say(`the ${what} ${mark} has no business here.`)
}

/** What was acknowledged before the other was sent comes before it. */
function inOrder(updates: readonly Update[], said: readonly string[], say: (sentence: string) => void): void {
  const places = new Map(said.map((mark, place) => [mark, place]))
  for (const [index, later] of updates.entries()) {
    for (const earlier of updates.slice(0, index)) {
      const isBefore = (earlier.acknowledgedAt ?? Infinity) < (later.sentAt ?? 0)
      const [one = 0, other = 0] = [places.get(earlier.mark), places.get(later.mark)]
      if (isBefore && one > other) say(`${later.mark} was handled before ${earlier.mark}.`)
    }
  }
}

/** By what the person saw: the bot's messages of the history, in its order, each as often as can be explained. */
function judgeShown(
  { address }: Chat,
  books: Books,
  sent: readonly Sent[],
  fate: Witness,
  doubled: Doubled,
  say: (sentence: string) => void,
): void {
  const shown = sent.filter((message, index) => {
    const before = sent[index - 1]
    // The kind sentence about a message that was set aside carries no mark: two of them may be two.
    if (before?.text !== message.text || marksIn(message.text).length === 0) return true
    if (!explained(fate, before, doubled))
      say(
        `"${message.text.slice(0, 40)}" was sent again though its answer had arrived${fate.circumstances(before.life, before.at)}, and again${fate.circumstances(message.life, message.at)}.`,
      )
    return false
  })
  const wanted = books.history(address).filter(({ author }) => author === 'bot')
  const [saw, said] = [shown, wanted].map((messages) => messages.flatMap(({ text }) => marksIn(text)).join(' '))
  if (saw !== said) say(`the person saw ${saw}, and was to see ${said}.`)
}

/** Whether what was answered may happen again, by the fate of the answer. */
function explained(fate: Witness, { answered, life, at }: Sent | Call, doubled: Doubled): boolean {
  if (!answered) doubled.lost++
  else if (fate.mayBeUnrecorded(life, at)) doubled.killed++
  else return false
  return true
}

/** By what was called: one key and one content for each call, and none again whose result was recorded. */
function judgeCalls({ chats, counter, fate }: Evidence, say: (sentence: string) => void): Doubled {
  const repeated: Doubled = { lost: 0, killed: 0 }
  const keys = Map.groupBy(counter.calls, ({ key }) => key)
  for (const [key, calls] of keys) {
    if (new Set(calls.map(({ step, of }) => `${step} ${of.join()}`)).size > 1)
      say(`The key ${key} was used for ${calls.map(({ of }) => of.join()).join(' and for ')}.`)
    for (const [index, { step, of }] of calls.entries()) {
      const before = calls[index - 1]
      if (before !== undefined && !explained(fate, before, repeated))
        say(
          `The call ${step} of ${of.join()} was made again though its answer had arrived${fate.circumstances(before.life, before.at)}, and again${fate.circumstances(calls[index]!.life, calls[index]!.at)}.`,
        )
    }
  }
  const effects = Map.groupBy(
    [...counter.effects].flatMap(([key, of]) => of.map((mark) => `${keys.get(key)?.[0]?.step} of ${mark}`)),
    (name) => name,
  )
  for (const [name, all] of effects) if (all.length > 1) say(`The call ${name} had ${all.length} effects.`)
  for (const { mark, calls } of chats.flatMap(({ steps }) => steps.flat()))
    for (const step of calls) if (!effects.has(`${step} of ${mark}`)) say(`The call ${step} of ${mark} had no effect.`)
  return repeated
}
