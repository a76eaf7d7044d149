import { list, number, object, optional, text } from 'colloquy/sdk'
import type { Drawer, HandlerContext, Schedule, Store, ValueOf } from 'colloquy/sdk'

/** The lists of a person, or of a group: what is kept of them, and which task somebody means. */

export const duePayload = { list: text(), id: text(), title: text(), who: optional(text()) }
export type Context = HandlerContext & {
  readonly store: Store
  readonly schedule: Schedule<{ readonly due: typeof duePayload }>
}

const task = object({
  id: text(),
  title: text(),
  /** A day, `YYYY-MM-DD`. */
  due: optional(text()),
  /** `@name` of the person it is for. */
  who: optional(text()),
  /** When it was done, ISO 8601. */
  done: optional(text()),
  /** Of the reminder that is set. */
  reminder: optional(text()),
})
export type Task = ValueOf<typeof task>

const board = object({ last: number({ integer: true }), tasks: list(task) })
export type Board = ValueOf<typeof board>

/** Open tasks of one list: more is no list that anybody reads, and all of them are one value of the store. */
export const mostTasks = 100
export const mostLists = 50
const doneKept = 20

/** In a group the lists are everybody's. */
export const drawerOf = ({ store, conversation }: Context): Drawer =>
  conversation.group ? store.conversation : store.contact

export async function boardOf(context: Context, name: string): Promise<Board> {
  return (await drawerOf(context).get(`list:${name}`, board)) ?? { last: 0, tasks: [] }
}

export async function listsOf(context: Context): Promise<readonly string[]> {
  return (await drawerOf(context).keys('list:')).map((key) => key.slice('list:'.length))
}

/** A list without tasks is none. What was done long ago is forgotten. */
export function keep(context: Context, name: string, { last, tasks }: Board): void {
  const done = tasks.filter((each) => each.done !== undefined).slice(-doneKept)
  const kept = tasks.filter((each) => each.done === undefined || done.includes(each))
  if (kept.length === 0) drawerOf(context).delete(`list:${name}`)
  else drawerOf(context).set(`list:${name}`, { last, tasks: kept })
}

export const openOf = ({ tasks }: Board): readonly Task[] => tasks.filter(({ done }) => done === undefined)

/** The task with the changes; `undefined` takes a member away. */
export function changed(
  one: Board,
  id: string,
  change: { readonly [Key in keyof Task]?: Task[Key] | undefined },
): Board {
  const tasks = one.tasks.map((each) => {
    if (each.id !== id) return each
    const entries = Object.entries({ ...each, ...change }).filter(([, value]) => value !== undefined)
    return Object.fromEntries(entries) as unknown as Task // its own members, some of them replaced by their like
  })
  return { ...one, tasks }
}

// ── Which one somebody means ─────────────────────────────────────────────────────────────────────────────────────

/** By its number in the list, its name, a part of it, or its name with a slip; undefined: none, or more than one. */
export function meantBy(said: string, tasks: readonly Task[]): Task | undefined {
  const plain = plainly(said)
  if (plain === '') return undefined
  const place = /^(?:\p{L}{1,8} )?(\d{1,3})$/u.exec(plain)?.[1]
  if (place !== undefined) return tasks[Number(place) - 1]
  const named = tasks.map((each) => ({ each, name: plainly(each.title) }))
  const same = named.filter(({ name }) => name === plain)
  const part = named.filter(({ name }) => ` ${name} `.includes(` ${plain} `) || ` ${plain} `.includes(` ${name} `))
  const slip = named.filter(({ name }) => slips(plain, name) <= (name.length >= 8 ? 2 : name.length >= 4 ? 1 : 0))
  const found = [same, part, slip].find(({ length }) => length > 0)
  return found?.length === 1 ? found[0]?.each : undefined
}

/** Characters of a name that are compared. */
const compared = 80

function plainly(said: string): string {
  return said
    .slice(0, compared)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim()
}

/** Letters that are missing, too many or wrong (Levenshtein). */
function slips(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1),
      )
    row = next
  }
  return row[right.length] ?? 0
}
