import { ask, choiceOf, definePlugin, goto, pass, text } from 'colloquy/sdk'
import type { Effect, HandlerContext, Schedule, Scheduled } from 'colloquy/sdk'
import { describeMoment, describeWait, zoneIn } from './zones.ts'

/** Questions asked again before the person is let go with an example. */
const tries = 4
const minute = 60_000
const farthest = 5 * 366 * 24 * 60 * minute
const mostReminders = 50
const mostChoices = 8
/** A reminder that is later than this says that it is sorry. */
const late = 10 * minute

type Due = { readonly remind: { readonly what: ReturnType<typeof text> } }
type Context = HandlerContext & { readonly schedule: Schedule<Due> }

/** Loaded with the first reminder: the grammar of dates is the heaviest part, and most chats never need it. */
const loadMoments = () => import('./moments.ts')

const example = 'You can write, for example: “remind me tomorrow at 9 to call the bank”.'

/** What the person wrote, in one line, none of its signs read as Markdown. */
function plain(said: string): string {
  return said.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#~|!]/g, '\\$&')
}

function whatOf({ payload }: Scheduled): string {
  const what = (payload as { readonly what?: unknown } | undefined)?.what // checked by the host when it was scheduled
  return typeof what === 'string' ? what : ''
}

async function* askZone({ now }: Context): AsyncGenerator<Effect, string | undefined, unknown> {
  let question = 'Where are you, so that I get the time right? A city is enough (“Lisbon”), or an offset (“UTC+2”).'
  for (let count = 0; count < tries; count++) {
    const zone = zoneIn(yield* ask(question), now())
    if (zone !== undefined) return zone
    question =
      'I do not know that place. A bigger city nearby, perhaps? Or tell me what time it is for you: “it is 14:30”.'
  }
  return undefined
}

async function* set(context: Context): AsyncGenerator<Effect, string, unknown> {
  const { contact, schedule, now } = context
  const { momentIn, readRequest } = await loadMoments()
  if ((await schedule.list()).length >= mostReminders) {
    return `You have ${mostReminders} reminders already. Cancel some of them first: say “my reminders”.`
  }
  let zone = contact.timeZone
  let { task, when, unclear, repeats } = readRequest(context.text, now(), zone ?? 'UTC')
  if (task === '') {
    const said = readRequest(yield* ask('What shall I remind you of?'), now(), zone ?? 'UTC')
    task = said.task === '' ? said.when : said.task
    if (when === '' && said.task !== '') ({ when, unclear, repeats } = said)
  }

  let question =
    unclear === undefined
      ? 'When shall I remind you? For example “in 20 minutes” or “tomorrow at 9”.'
      : `I am not sure when “${plain(unclear)}” is. When shall I remind you? For example “tomorrow at 9”.`
  for (let count = 0; count < tries; count++) {
    if (when === '') when = yield* ask(question)
    let moment = momentIn(when, now(), zone ?? 'UTC')
    if (moment !== undefined && !moment.anywhere && zone === undefined) {
      zone = yield* askZone(context)
      if (zone === undefined)
        return 'Let us leave the clock out of it. You can still write “remind me in 2 hours to …”.'
      contact.remember({ timeZone: zone })
      moment = momentIn(when, now(), zone)
    }
    if (moment !== undefined && moment.at > now() && moment.at < now() + farthest) {
      schedule.at('remind', moment.at, { what: task.slice(0, 500) })
      const once = repeats ? ' I can only remind you once, so please ask me again after that.' : ''
      return `All right, I will remind you ${momentWords(moment.at, now(), zone)}: ${plain(task)}.${once}`
    }
    question =
      moment === undefined
        ? 'I could not find a time in that. When shall I remind you? For example “in 20 minutes”, “tomorrow at 9” or “on 3 May at 14:30”.'
        : moment.at <= now()
          ? 'That has passed already. When shall I remind you instead?'
          : 'That is further away than I can promise. When, within the next five years?'
    when = ''
  }
  return `Let us leave it for now. ${example}`
}

function momentWords(at: number, now: number, zone: string | undefined): string {
  return zone === undefined || at - now < 60 * minute ? describeWait(at, now) : describeMoment(at, now, zone)
}

function lineOf(item: Scheduled, { contact, now }: Context): string {
  return `${plain(whatOf(item))} (${momentWords(item.dueAt, now(), contact.timeZone)})`
}

async function list(context: Context): Promise<string> {
  const items = await context.schedule.list()
  if (items.length === 0) return `You have no reminders. ${example}`
  const lines = items.map((item, index) => `${index + 1}. ${lineOf(item, context)}`)
  return ['Your reminders:', '', ...lines, '', 'To take one back, say for example “cancel reminder 1”.'].join('\n')
}

async function* cancel(context: Context): AsyncGenerator<Effect, string, unknown> {
  const { schedule, text: said } = context
  const items = await schedule.list()
  if (items.length === 0) return 'You have no reminders, so there is nothing to cancel.'
  let chosen = meantIn(said, items)
  if (chosen === undefined) {
    const labels: Record<string, string> = Object.fromEntries(
      items.slice(0, mostChoices).map((item) => [item.id, whatOf(item).slice(0, 40)]),
    )
    if (items.length > 1) labels['all'] = 'All of them'
    labels['none'] = 'None'
    const which = yield* ask('Which one shall I cancel?', choiceOf(labels))
    if (which === 'none') return 'All right, they all stay.'
    chosen = which === 'all' ? items : items.filter(({ id }) => id === which)
  }
  for (const { id } of chosen) schedule.cancel(id)
  const [only] = chosen
  return chosen.length === 1 && only !== undefined
    ? `Done, I will not remind you: ${plain(whatOf(only))}.`
    : `Done, I cancelled ${chosen.length} reminders.`
}

/** All, the only one, one by its number, or those whose words are said; undefined: must be asked for. */
function meantIn(said: string, items: readonly Scheduled[]): readonly Scheduled[] | undefined {
  if (/\b(?:all|every|everything)\b/i.test(said)) return items
  const numbered = items[Number(/(?:^|\s|#)(\d{1,2})\b/.exec(said)?.[1] ?? 0) - 1]
  if (numbered !== undefined) return [numbered]
  const words = wordsOf(said)
  const named = items.filter((item) => wordsOf(whatOf(item)).some((word) => words.includes(word)))
  if (named.length === 1) return named
  // A bare “cancel” may have been meant for something else: better asked than lost.
  return items.length === 1 && /\b(?:remind|alarm)/i.test(said) && !/\babout\b/i.test(said) ? items : undefined
}

const common = new Set(
  'cancel delete remove stop drop reminder reminders remind about that please want don with from this the'.split(' '),
)

function wordsOf(said: string): readonly string[] {
  return (said.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).filter((word) => !common.has(word))
}

async function* moveTo({ contact, text: said, now, ...rest }: Context): AsyncGenerator<Effect, string, unknown> {
  const zone = zoneIn(said, now()) ?? (yield* askZone({ contact, text: said, now, ...rest }))
  if (zone === undefined) return 'I could not find out your time zone. A bigger city nearby usually does it.'
  contact.remember({ timeZone: zone })
  const time = describeMoment(now(), now(), zone).replace('today at ', '')
  return `Thank you, noted: it is ${time} where you are.`
}

export default definePlugin({
  name: 'reminder',
  description: 'Reminds of things at a time: sets, lists and cancels reminders.',
  needs: ['schedule'],
  intents: {
    set: {
      description: 'Sets a reminder.',
      examples: [
        'remind me',
        'remind me tomorrow at 9 to call the bank',
        'remind me to buy milk tonight',
        'remind me in 5 minutes',
        'remind me in 20 minutes to check the oven',
        'remind me in an hour to move the car',
        'please remind me on Friday at noon to send the report',
        'can you remind me about the dentist on Tuesday at 3pm?',
        'could you remind me to water the plants at 6',
        'remind me next week to pay the rent',
        'remind me on 3 May to renew the passport',
        'tomorrow at 8 remind me to take my pills',
        'set a reminder',
        'set a reminder for 8 pm to feed the cat',
        'add a reminder for monday morning',
        'make a reminder: team meeting at 10',
        'I need a reminder to call mum this evening',
        "don't let me forget to lock the door at 10",
        'make sure I remember the birthday on Sunday',
        'wake me up at 7',
        'set an alarm for 6am',
        'ping me in half an hour',
        'I want to be reminded to stretch at 4',
        'remind me to ask Tom about the notes tomorrow',
        'remind me to track my order on monday',
        "don't let me forget my keys tomorrow morning",
        'reminder for tonight: take out the bins',
      ],
      handle: set,
    },
    list: {
      description: 'Lists your reminders.',
      examples: [
        'my reminders',
        'show my reminders',
        'list my reminders',
        'what reminders do I have?',
        'which reminders are set',
        'do I have any reminders',
        'what did I ask you to remind me of',
        'all my alarms',
        'show me what is coming up',
        'what will you remind me of?',
      ],
      handle: list,
    },
    cancel: {
      description: 'Cancels a reminder.',
      examples: [
        'cancel my reminder',
        'cancel reminder 2',
        'delete the reminder',
        'remove the reminder about the bank',
        'cancel all my reminders',
        'stop reminding me',
        "don't remind me any more",
        'I no longer need the reminder',
        'forget about that reminder',
        'turn off the alarm',
      ],
      handle: cancel,
    },
    'time-zone': {
      description: 'Notes where you are.',
      examples: [
        'my time zone is Europe/Lisbon',
        'change my time zone',
        'set my timezone to New York',
        'I am in Tokyo now',
        'I moved to Berlin',
        'what time is it for you? here it is 3 pm',
      ],
      handle: moveTo,
    },
  },
  commands: {
    remind: { description: 'Remind me of something', handle: set },
    reminders: { description: 'My reminders', handle: list },
  },
  due: {
    remind: {
      payload: { what: text() },
      handle: ({ payload, event, now }) => {
        const sorry = now() - event.at > late ? ' (I am sorry that this is late.)' : ''
        return `⏰ Reminder: ${plain(payload.what)}${sorry}`
      },
    },
  },
  /** “remind me …” is clear whatever the rest is about, even where so many new words leave the classifier in doubt. */
  fallback: ({ text: said }) => (/^\W*(?:please |can you |could you )?remind me\b/i.test(said) ? goto('set') : pass),
})
