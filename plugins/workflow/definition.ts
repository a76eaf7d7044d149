import {
  choice,
  choiceOf,
  Invalid,
  json,
  list,
  number,
  object,
  optional,
  record,
  secret,
  text,
  texts,
  url,
  yesNo,
} from 'colloquy/sdk'
import type { ValueOf } from 'colloquy/sdk'

/** A workflow as an operator writes it, step by step, and what no shape can say of it. */

const name = (title: string, description?: string) =>
  text({ title, ...(description === undefined ? {} : { description }), pattern: '^[a-z][a-z0-9-]{0,39}$' })
const variable = text({ title: 'Variable', pattern: '^[A-Za-z][A-Za-z0-9_]{0,39}$' })
const queue = text({ title: 'Queue', maxLength: 60 })
const saying = texts({
  title: 'Text',
  description: 'By language, Markdown; {{variable}} is filled in.',
  maxLength: 2000,
})

const call = {
  method: optional(choice('GET', 'POST', 'PUT', 'PATCH', 'DELETE')),
  url: optional(text({ title: 'URL', description: '{{variable}} only after the host.', maxLength: 2000 })),
  headers: optional(
    record(text({ maxLength: 2000 }), {
      title: 'Headers',
      description: '{{secret}} is the setting `key`.',
      maxProperties: 20,
    }),
  ),
  body: optional(json({ title: 'Body', description: 'Sent as JSON; texts in it are filled in.' })),
}

const step = object({
  id: optional(name('Id', 'Where other steps go.')),
  do: choiceOf(
    {
      say: 'Say something',
      ask: 'Ask for a variable',
      set: 'Set a variable',
      if: 'Go one way or the other',
      http: 'Call a program',
      wait: 'Wait',
      approve: 'Have somebody approve',
      handoff: 'Hand over to people',
      goto: 'Go to a step',
      end: 'End',
    },
    { title: 'Does' },
  ),
  text: optional(saying),
  as: optional(variable),
  kind: optional(choice('text', 'number', 'yesNo', 'choice', 'date', 'email')),
  options: optional(
    list(object({ id: name('Id'), label: texts({ title: 'Label', maxLength: 80 }) }), { maxItems: 20 }),
  ),
  value: optional(text({ title: 'Value', description: 'A text with {{variables}}.', maxLength: 2000 })),
  is: optional(list(text(), { title: 'Is one of' })),
  atLeast: optional(number({ title: 'At least' })),
  atMost: optional(number({ title: 'At most' })),
  then: optional(name('Then', 'The step to go to.')),
  else: optional(name('Else', 'The step to go to otherwise.')),
  ...call,
  take: optional(
    record(text({ maxLength: 200 }), {
      title: 'Take',
      description: 'Variable: where it is in the answer.',
      maxProperties: 20,
    }),
  ),
  tries: optional(
    number({
      title: 'Tries',
      description: 'While the program is busy; 5 without it.',
      integer: true,
      minimum: 1,
      maximum: 20,
    }),
  ),
  undo: optional(object(call, { title: 'Undo', description: 'Called when a later step fails.' })),
  minutes: optional(number({ title: 'Minutes', minimum: 0.01, maximum: 525_600 })),
  conversation: optional(
    text({ title: 'Conversation', description: 'Where it is approved: `cv_…`.', pattern: '^cv_[a-z0-9]{8,40}$' }),
  ),
  queue: optional(queue),
})

const workflow = object({
  name: name('Name'),
  title: texts({ title: 'Title', maxLength: 80 }),
  start: optional(
    list(text({ maxLength: 120 }), {
      title: 'Begins with',
      description: 'What people write to begin it, word for word.',
      maxItems: 50,
    }),
  ),
  steps: optional(list(step, { title: 'Steps', maxItems: 100 })),
  remote: optional(yesNo({ title: 'Elsewhere', description: 'The service has its steps.' })),
  patienceMinutes: optional(
    number({
      title: 'Patience',
      description: 'Minutes until a question without an answer is given up and undone; a day without it.',
      minimum: 1,
      maximum: 20_160,
    }),
  ),
  failed: optional(texts({ title: 'When it fails', maxLength: 1000 })),
})

export const settings = {
  workflows: list(workflow, { title: 'Workflows', minItems: 1, maxItems: 50 }),
  key: optional(secret({ title: 'Key', description: '{{secret}} in the headers of a call.' })),
  service: optional(url({ title: 'Service', description: 'A workflow service, for those that run elsewhere.' })),
  serviceKey: optional(secret({ title: 'Key of the service' })),
}

export type Workflow = ValueOf<typeof workflow>
export type Step = ValueOf<typeof step>
export type Call = NonNullable<Step['undo']>

/** Throws Invalid with the field. */
export function check({
  workflows,
  service,
}: {
  readonly workflows: readonly Workflow[]
  readonly service?: string
}): void {
  workflows.forEach((each, index) => {
    const path = `workflows.${index}`
    if (workflows.findIndex((other) => other.name === each.name) < index)
      throw new Invalid(`“${each.name}” is there twice.`, `${path}.name`)
    if (each.remote === true && service === undefined) throw new Invalid('Name the service that it runs at.', 'service')
    if (each.remote !== true && (each.steps ?? []).length === 0)
      throw new Invalid('A workflow has a step or more.', `${path}.steps`)
    ;(each.steps ?? []).forEach((one, place) => checkStep(each.steps ?? [], one, place, `${path}.steps.${place}`))
  })
}

/** What each kind of step cannot do without. */
const needed: Readonly<Record<Step['do'], readonly (keyof Step)[]>> = {
  say: ['text'],
  ask: ['text', 'as'],
  set: ['as', 'value'],
  if: ['value', 'then'],
  http: ['url'],
  wait: ['minutes'],
  approve: ['text', 'conversation'],
  handoff: ['queue'],
  goto: ['then'],
  end: [],
}

function checkStep(steps: readonly Step[], one: Step, place: number, path: string): void {
  const missing = needed[one.do].find((member) => one[member] === undefined)
  if (missing !== undefined) throw new Invalid(`“${one.do}” needs “${missing}”.`, `${path}.${missing}`)
  if (one.id !== undefined && steps.findIndex(({ id }) => id === one.id) < place)
    throw new Invalid(`“${one.id}” is the name of two steps.`, `${path}.id`)
  for (const way of ['then', 'else'] as const) {
    const target = one[way]
    if (target !== undefined && steps.every(({ id }) => id !== target))
      throw new Invalid(`There is no step “${target}”.`, `${path}.${way}`)
  }
  if (one.do === 'ask' && one.kind === 'choice' && (one.options ?? []).length < 2)
    throw new Invalid('A choice has two options or more.', `${path}.options`)
  if (one.do === 'if' && one.is === undefined && one.atLeast === undefined && one.atMost === undefined)
    throw new Invalid('Say what the value is: is, atLeast or atMost.', path)
  if (one.do === 'http') checkUrl(one.url, `${path}.url`)
  if (one.undo !== undefined) checkUrl(one.undo.url, `${path}.undo.url`)
}

function checkUrl(address: string | undefined, path: string): void {
  if (
    address === undefined ||
    !/^https?:\/\/[^/{}?#]+(?:[/?#]|$)/.test(address) ||
    !URL.canParse(address.replaceAll(/\{\{[^}]*\}\}/g, 'x'))
  )
    throw new Invalid('A URL begins with https:// and a host without variables.', path)
}
