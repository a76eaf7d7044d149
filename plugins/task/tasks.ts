import { ask, choiceOf, text, verbatim } from 'colloquy/sdk'
import type { ChoicesPart, Effect, Option, Sayable } from 'colloquy/sdk'
import { boardOf, changed, keep, listsOf, meantBy, mostLists, mostTasks, openOf } from './board.ts'
import type { Board, Context, Task } from './board.ts'
import { dayAfter, reminderOf, written } from './days.ts'

/** What people do with their tasks. */

export type Talk = AsyncGenerator<Effect, Sayable, unknown>

const titleLength = 300
/** Buttons of one question. */
const mostChoices = 8

// ── Adding ───────────────────────────────────────────────────────────────────────────────────────────────────────

interface Wanted {
  readonly title: string
  readonly due?: string | undefined
  readonly list?: string | undefined
}

export async function* add(context: Context, wanted: Wanted): Talk {
  const { words } = context
  const said = wanted.title.trim() === '' ? yield* ask(words('what'), text({ maxLength: titleLength })) : wanted.title
  const { title, who, list } = readTitle(context, said, wanted.due !== undefined)
  const name = listName(wanted.list ?? list)
  const board = await boardOf(context, name)
  if (openOf(board).length >= mostTasks) return words('too_many', { count: mostTasks })
  if (board.last === 0 && (await listsOf(context)).length >= mostLists)
    return words('too_many_lists', { count: mostLists })
  const id = String(board.last + 1)
  const fresh: Task = { id, title, ...(who === undefined ? {} : { who }) }
  keep(context, name, dated(context, name, { last: board.last + 1, tasks: [...board.tasks, fresh] }, fresh, wanted.due))
  const line = words('added', {
    task: shown(context, { ...fresh, ...(wanted.due === undefined ? {} : { due: wanted.due }) }),
  })
  if (wanted.due !== undefined) return line
  const days = [0, 1, 7].map((days): Option => ({ id: `task:due:${name}:${id}:${days}`, label: words(`in_${days}`) }))
  return { type: 'choices', text: line, options: days }
}

/** `@ana` is whom it is for, `#shopping` the list; words for the day at its end are not its name. */
function readTitle({ words }: Context, said: string, isDated: boolean) {
  const who = /(?:^|\s)(@[\p{L}\p{N}_.-]{2,32})/u.exec(said)?.[1]
  const list = /(?:^|\s)#([\p{L}\p{N}_-]{1,40})/u.exec(said)?.[1]
  let title = said
    .replaceAll(/(?:^|\s)[@#][\p{L}\p{N}_.-]{1,40}/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  for (let trimmed = true; isDated && trimmed;) {
    const lower = title.toLowerCase()
    const end = words('day_words')
      .split('|')
      .find((word) => lower.endsWith(` ${word}`))
    trimmed = end !== undefined
    if (end !== undefined) title = title.slice(0, -end.length).trim()
  }
  return { title: (title === '' ? said.trim() : title).slice(0, titleLength), who, list }
}

export const listName = (name = '') => name.trim().toLowerCase().replace(/^#/, '').slice(0, 40)

/** The board with the task due then, and a reminder that replaces the one before. */
function dated(context: Context, name: string, board: Board, task: Task, due: string | undefined): Board {
  if (due === undefined) return board
  const { schedule, now, contact } = context
  unset(context, task)
  const { id, title, who } = task
  const at = reminderOf(due, now(), contact.timeZone)
  const reminder = schedule.at('due', at, { list: name, id, title, ...(who === undefined ? {} : { who }) })
  return changed(board, id, { due, reminder })
}

function unset({ schedule }: Context, { reminder }: Task): void {
  if (reminder !== undefined) schedule.cancel(reminder as Parameters<typeof schedule.cancel>[0]) // an id that the schedule gave
}

// ── Showing ──────────────────────────────────────────────────────────────────────────────────────────────────────

function shown({ words, language }: Context, { title, due, who }: Task): string {
  const day = due === undefined ? '' : ` (${words('due', { day: written(due, language) })})`
  return `${verbatim(title)}${who === undefined ? '' : ` ${verbatim(who)}`}${day}`
}

/** One list, or all of them; `@ana` for what is hers. */
export async function list(context: Context, wanted: string): Promise<Sayable> {
  const { words, conversation } = context
  const who = wanted.trim().startsWith('@') ? wanted.trim().toLowerCase() : undefined
  const name = listName(wanted)
  const names = who !== undefined || name === '' ? await listsOf(context) : [name]
  const lines: string[] = []
  const options: Option[] = []
  for (const each of names) {
    const tasks = openOf(await boardOf(context, each))
    const meant = who === undefined ? tasks : tasks.filter((task) => task.who?.toLowerCase() === who)
    if (meant.length === 0) continue
    lines.push('', `**${each === '' ? words(conversation.group ? 'ours' : 'mine') : verbatim(each)}**`, '')
    lines.push(...meant.map((task) => `${tasks.indexOf(task) + 1}. ${shown(context, task)}`))
    options.push(...meant.map(({ id, title }) => ({ id: `task:done:${each}:${id}`, label: `✓ ${title.slice(0, 60)}` })))
  }
  if (lines.length === 0) return words('nothing')
  const said = lines.slice(1).join('\n')
  return options.length > mostChoices ? said : { type: 'choices', text: said, options }
}

// ── Doing, deleting, renaming ────────────────────────────────────────────────────────────────────────────────────

interface Found {
  readonly name: string
  readonly board: Board
  readonly task: Task
}

/** The task that is meant by what was said, in whichever list; asked for where that is not clear. */
async function* find(
  context: Context,
  said: string,
  question: string,
): AsyncGenerator<Effect, Found | undefined, unknown> {
  const all: Found[] = []
  for (const name of await listsOf(context)) {
    const board = await boardOf(context, name)
    all.push(...openOf(board).map((task) => ({ name, board, task })))
  }
  const meant = meantBy(
    said,
    all.map(({ task }) => task),
  )
  const found = all.find(({ task }) => task === meant)
  if (found !== undefined || all.length === 0) return found
  const labels: Record<string, string> = Object.fromEntries(
    all.slice(0, mostChoices).map(({ task }, index) => [`t${index}`, task.title.slice(0, 60)]),
  )
  labels['none'] = context.words('none')
  const chosen = yield* ask(context.words(question), choiceOf(labels))
  return chosen === 'none' ? undefined : all[Number(chosen.slice(1))]
}

export async function* finish(context: Context, said: string): Talk {
  const found = yield* find(context, said, 'which_done')
  return found === undefined ? context.words('none_meant') : markDone(context, found)
}

function markDone(context: Context, { name, board, task }: Found): string {
  const { words, now } = context
  unset(context, task)
  const after = changed(board, task.id, { done: new Date(now()).toISOString(), reminder: undefined })
  keep(context, name, after)
  return words('done', { task: verbatim(task.title), left: words('left', { count: openOf(after).length }) })
}

export async function* remove(context: Context, said: string): Talk {
  const found = yield* find(context, said, 'which_remove')
  if (found === undefined) return context.words('none_meant')
  const { name, board, task } = found
  unset(context, task)
  keep(context, name, { ...board, tasks: board.tasks.filter(({ id }) => id !== task.id) })
  return context.words('removed', { task: verbatim(task.title) })
}

export async function* rename(context: Context, said: string, to: string): Talk {
  const { words } = context
  const found = yield* find(context, said, 'which_rename')
  if (found === undefined) return words('none_meant')
  const title = (to.trim() === '' ? yield* ask(words('new_name'), text({ maxLength: titleLength })) : to).trim()
  const { name, task } = found
  const board = changed(await boardOf(context, name), task.id, { title })
  // The reminder has the name in it.
  keep(context, name, dated(context, name, board, { ...task, title }, task.due))
  return words('renamed', { task: verbatim(title) })
}

// ── Buttons and reminders ────────────────────────────────────────────────────────────────────────────────────────

/** Undefined: it is somebody else's button. */
export async function press(context: Context): Promise<string | undefined> {
  const { event, words, now, contact } = context
  const [, what, name = '', id, days] =
    /^task:(done|due):([^:]{0,40}):(\d{1,9})(?::(\d{1,3}))?$/u.exec(event.kind === 'button' ? event.option : '') ?? []
  if (what === undefined) return undefined
  const board = await boardOf(context, name)
  const task = openOf(board).find((each) => each.id === id)
  if (task === undefined) return words('gone')
  if (what === 'done') return markDone(context, { name, board, task })
  const due = dayAfter(now(), Number(days ?? 0), contact.timeZone)
  keep(context, name, dated(context, name, board, task, due))
  return words('noted', { task: shown(context, { ...task, due }) })
}

export function remind(
  { words }: Context,
  {
    list: name,
    id,
    title,
    who,
  }: { readonly list: string; readonly id: string; readonly title: string; readonly who?: string },
): ChoicesPart {
  const task = `${verbatim(title)}${who === undefined ? '' : ` ${verbatim(who)}`}`
  return {
    type: 'choices',
    text: words('is_due', { task }),
    options: [
      { id: `task:done:${name}:${id}`, label: words('mark') },
      { id: `task:due:${name}:${id}:1`, label: words('in_1') },
    ],
  }
}
