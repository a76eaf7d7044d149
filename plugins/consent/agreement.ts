import { object, optional, pass, text } from 'colloquy/sdk'
import type { ChoicesPart, Option, Sayable } from 'colloquy/sdk'
import { answerIn, rightIn } from './reading.ts'
import { keepProof } from './proof.ts'
import type { Choice, Context, Purpose } from './purpose.ts'

/** What one person has agreed to, and the conversation about it. It holds no dialogue: it must hold whatever else waits. */

/** What was chosen last about a purpose, in the drawer of the person. */
const standing = object({ choice: text(), version: text(), at: text() })
/** The question that is open: about agreeing to a purpose, or about deleting. */
const question = object({ about: text(), purpose: optional(text()), version: optional(text()), at: text() })

const day = 86_400_000
/** Commands that nobody has to agree to anything for: those that leave, and those about this. */
const free = new Set(['privacy', 'withdraw', 'delete_my_data', 'stop', 'cancel', 'language'])

/** Asks before anybody else answers, and lets only what people have a right to pass until they have agreed. */
export async function gate(context: Context): Promise<Sayable | typeof pass> {
  const { event, conversation } = context
  if (event.kind === 'command' && free.has(event.name)) return pass
  // In a group the others talk among themselves.
  if (event.kind === 'message' && conversation.group && event.mentioned !== true) return pass
  if (event.kind === 'button') {
    const pressed = await press(context)
    if (pressed !== undefined) return pressed
  } else {
    const answered = await hear(context)
    if (answered !== undefined) return answered
  }
  const open = await firstOpen(context)
  if (open === undefined) return pass
  switch (rightIn(context)) {
    case 'forget':
      return forget(context)
    case 'withdraw':
      return withdraw(context)
    case 'leave':
      return pass
    case undefined:
      return open.refused ? refusedAgain(context, open.purpose) : request(context, open.purpose)
  }
}

/** The first purpose that has to be asked for: never decided in this version, or refused though nothing goes without it. */
async function firstOpen(
  context: Context,
): Promise<{ readonly purpose: Purpose; readonly refused: boolean } | undefined> {
  for (const purpose of context.settings.purposes) {
    const { choice, version } = (await stateOf(context, purpose)) ?? {}
    if (choice === undefined || version !== purpose.version) return { purpose, refused: false }
    if (choice !== 'given' && purpose.required === true) return { purpose, refused: true }
  }
  return undefined
}

const stateOf = ({ store }: Context, { id }: Pick<Purpose, 'id'>) => store.contact.get(`state:${id}`, standing)

// ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────

function request(context: Context, purpose: Purpose): ChoicesPart {
  const { words } = context
  ask(context, 'agree', purpose)
  const link = purpose.link === undefined ? [] : [purpose.link]
  const lines = [`**${words(purpose.title)}**`, words(purpose.text), ...link, words('do_you_agree')]
  return { type: 'choices', text: lines.join('\n\n'), options: yesOrNo(context, purpose) }
}

function refusedAgain(context: Context, purpose: Purpose): ChoicesPart {
  ask(context, 'agree', purpose)
  const text = context.words('only_then', { title: context.words(purpose.title) })
  const read: Option = { id: `consent:read:${purpose.id}`, label: context.words('read_again') }
  const [yes] = yesOrNo(context, purpose)
  return { type: 'choices', text, options: [yes, read] }
}

function yesOrNo({ words }: Context, { id, version }: Purpose): readonly [Option, Option] {
  return [
    { id: `consent:yes:${id}:${version}`, label: words('agree') },
    { id: `consent:no:${id}:${version}`, label: words('decline') },
  ]
}

function ask({ store, now }: Context, about: 'agree' | 'forget', purpose?: Purpose): void {
  const at = new Date(now()).toISOString()
  store.contact.set('asked', {
    about,
    at,
    ...(purpose === undefined ? {} : { purpose: purpose.id, version: purpose.version }),
  })
}

// ── Hearing ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** What was typed, as the answer to the open question; undefined: it is none. */
async function hear(context: Context): Promise<Sayable | undefined> {
  const { store, now, text: said, settings } = context
  const asked = await store.contact.get('asked', question)
  if (asked === undefined) return undefined
  const yes = now() - Date.parse(asked.at) > day ? undefined : answerIn(context, said)
  if (asked.about === 'forget') {
    store.contact.delete('asked')
    return yes === undefined ? undefined : forgetAfter(context, yes)
  }
  const purpose = settings.purposes.find(({ id, version }) => id === asked.purpose && version === asked.version)
  return yes === undefined || purpose === undefined ? undefined : decide(context, purpose, yes ? 'given' : 'refused')
}

/** A button of ours; undefined: it is somebody else's. */
async function press(context: Context): Promise<Sayable | undefined> {
  const { event, settings, words } = context
  const option = event.kind === 'button' ? event.option : ''
  const [, what, id, version] = /^consent:(\w+):?([a-z0-9-]*):?(.*)$/.exec(option) ?? []
  if (what === undefined) return undefined
  if (what === 'forget') return forget(context)
  if (what === 'forgetNo') return forgetAfter(context, false)
  if (what === 'forgetYes') return (await wantsToBeForgotten(context)) ? forgetAfter(context, true) : forget(context)
  const purpose = settings.purposes.find((each) => each.id === id)
  if (purpose === undefined) return words('no_such')
  if (what === 'withdraw') return takeBack(context, purpose)
  // An old button is about an old text.
  if (what === 'read' || version !== purpose.version) return request(context, purpose)
  return decide(context, purpose, what === 'yes' ? 'given' : 'refused')
}

async function decide(context: Context, purpose: Purpose, choice: 'given' | 'refused'): Promise<Sayable> {
  const { words, store } = context
  await remember(context, purpose, choice)
  if (choice === 'refused' && purpose.required === true) {
    // Whoever changes their mind says “yes”.
    ask(context, 'agree', purpose)
    return words('refused', { title: words(purpose.title) })
  }
  store.contact.delete('asked')
  const next = await firstOpen(context)
  if (next !== undefined) return next.refused ? refusedAgain(context, next.purpose) : request(context, next.purpose)
  return words(choice === 'given' ? 'thanks' : 'noted')
}

async function remember(context: Context, purpose: Purpose, choice: Choice): Promise<void> {
  const at = new Date(context.now()).toISOString()
  context.store.contact.set(`state:${purpose.id}`, { choice, version: purpose.version, at })
  await keepProof(context, purpose, choice, at)
}

// ── The rights of a person ───────────────────────────────────────────────────────────────────────────────────────

/** How a choice is told. */
const stateWords: Readonly<Record<string, string>> = {
  given: 'given',
  refused: 'refused_state',
  withdrawn: 'withdrawn',
}

export async function review(context: Context): Promise<Sayable> {
  const { settings, words } = context
  const lines: string[] = []
  const options: Option[] = []
  for (const purpose of settings.purposes) {
    const title = words(purpose.title)
    const state = await stateOf(context, purpose)
    const given = state?.choice === 'given'
    const day = state === undefined ? '' : dayOf(context, state.at)
    lines.push(
      `- **${title}** (${purpose.version}): ${words(stateWords[state?.choice ?? 'undecided'] ?? 'undecided', { day })}`,
    )
    options.push(
      given
        ? { id: `consent:withdraw:${purpose.id}`, label: words('withdraw_one', { title }) }
        : { id: `consent:read:${purpose.id}`, label: words('read_one', { title }) },
    )
  }
  options.push({ id: 'consent:forget', label: words('forget') })
  return { type: 'choices', text: [words('review'), '', ...lines].join('\n'), options }
}

function dayOf({ language, contact }: Context, at: string): string {
  const timeZone = contact.timeZone ?? 'UTC'
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(Date.parse(at))
}

/** As easy as agreeing: the only one at once, one of several by its button. */
export async function withdraw(context: Context): Promise<Sayable> {
  const { settings, words } = context
  const given: Purpose[] = []
  for (const purpose of settings.purposes)
    if ((await stateOf(context, purpose))?.choice === 'given') given.push(purpose)
  const [only, another] = given
  if (only === undefined) return words('nothing_given')
  if (another === undefined) return takeBack(context, only)
  const options = given.map(({ id, title }) => ({ id: `consent:withdraw:${id}`, label: words(title) }))
  return { type: 'choices', text: words('withdraw_which'), options }
}

async function takeBack(context: Context, purpose: Purpose): Promise<string> {
  const { words } = context
  const title = words(purpose.title)
  if ((await stateOf(context, purpose))?.choice !== 'given') return words('nothing_given')
  await remember(context, purpose, 'withdrawn')
  return words(purpose.required === true ? 'withdrawn_required' : 'withdrawn_now', { title })
}

export function forget(context: Context): ChoicesPart {
  const { words } = context
  ask(context, 'forget')
  return {
    type: 'choices',
    text: words('forget_sure'),
    options: [
      { id: 'consent:forgetYes', label: words('forget_yes') },
      { id: 'consent:forgetNo', label: words('forget_no') },
    ],
  }
}

/** Whether they were asked just now: a button stays where it was after an erasure, and in a group anybody may press it. */
async function wantsToBeForgotten({ store, now }: Context): Promise<boolean> {
  const asked = await store.contact.get('asked', question)
  return asked?.about === 'forget' && now() - Date.parse(asked.at) <= day
}

function forgetAfter({ store, words, privacy }: Context, sure: boolean): string {
  store.contact.delete('asked')
  if (!sure) return words('forget_not')
  privacy.eraseContact()
  return words('forgotten')
}
