import { choiceOf, Invalid, list, number, object, optional, secret, text, texts, url, yesNo } from 'colloquy/sdk'
import type { ValueOf } from 'colloquy/sdk'

/** A questionnaire as an operator writes it, and what no shape can say of it. */

const name = (title: string, description?: string) =>
  text({ title, ...(description === undefined ? {} : { description }), pattern: '^[a-z][a-z0-9-]{0,39}$' })

const option = object({
  id: name('Id'),
  label: texts({ title: 'Label', maxLength: 80 }),
  score: optional(number({ title: 'Score', description: 'Nothing without it.' })),
})

const question = object({
  id: name('Id'),
  kind: choiceOf(
    {
      choice: 'One of the options',
      multi: 'Any of the options',
      scale: 'A step of a scale',
      number: 'A number',
      text: 'Words',
      date: 'A day',
    },
    { title: 'Kind' },
  ),
  text: texts({ title: 'Question', description: 'By language. Markdown.', maxLength: 1000 }),
  options: optional(list(option, { title: 'Options', description: 'Else those of the questionnaire.', maxItems: 20 })),
  minimum: optional(number({ title: 'Minimum' })),
  maximum: optional(number({ title: 'Maximum' })),
  reverse: optional(yesNo({ title: 'Reverse', description: 'A high number counts as a low one.' })),
  scale: optional(name('Scale', 'Counted by itself as well as in the total.')),
  optional: optional(yesNo({ title: 'Optional', description: 'May be skipped; choices, scales and words alone.' })),
  when: optional(
    object(
      {
        question: name('Question', 'An earlier one.'),
        is: optional(list(text(), { title: 'Is one of', description: 'Ids of options.' })),
        atLeast: optional(number({ title: 'At least' })),
        atMost: optional(number({ title: 'At most' })),
      },
      { title: 'Only when', description: 'Asked only when an earlier answer is so.' },
    ),
  ),
})

const band = object({
  scale: optional(name('Scale', 'The total without it.')),
  name: name('Name'),
  from: number({ title: 'From' }),
  upTo: number({ title: 'Up to' }),
  text: texts({ title: 'Result', description: 'By language; {score} and {maximum} are filled in.', maxLength: 3000 }),
  queue: optional(text({ title: 'Queue', description: 'These people take over.', maxLength: 60 })),
})

const safety = object({
  question: name('Question'),
  atLeast: number({ title: 'At least', description: 'Of its score.' }),
  text: texts({ title: 'Message', description: 'Said at once.', maxLength: 2000 }),
  queue: optional(text({ title: 'Queue', description: 'These people take over at once.', maxLength: 60 })),
})

const assessment = object({
  id: name('Id'),
  title: texts({ title: 'Title', maxLength: 80 }),
  intro: optional(texts({ title: 'Introduction', maxLength: 2000 })),
  consent: optional(
    texts({ title: 'Consent', description: 'Asked before anything else, yes or no.', maxLength: 2000 }),
  ),
  options: optional(list(option, { title: 'Options', description: 'Of every choice without its own.', maxItems: 20 })),
  questions: list(question, { title: 'Questions', minItems: 1, maxItems: 100 }),
  bands: optional(list(band, { title: 'Results', description: 'By score.', maxItems: 50 })),
  safety: optional(
    list(safety, { title: 'Safety', description: 'Answers that must not wait for the result.', maxItems: 20 }),
  ),
})

export const settings = {
  assessments: optional(list(assessment, { title: 'Questionnaires', maxItems: 20 })),
  webhook: optional(url({ title: 'Webhook', description: 'Every result is sent here, as JSON by POST.' })),
  key: optional(secret({ title: 'Key', description: 'Sent to the webhook as `Authorization: Bearer …`.' })),
  service: optional(url({ title: 'Service', description: 'An assessment service that asks and scores elsewhere.' })),
  serviceKey: optional(secret({ title: 'Key of the service' })),
}

export type Assessment = ValueOf<typeof assessment>
export type Question = ValueOf<typeof question>
export type Option = ValueOf<typeof option>
export type Band = ValueOf<typeof band>

/** Throws Invalid with the field. */
export function check({
  assessments = [],
  service,
}: {
  readonly assessments?: readonly Assessment[]
  readonly service?: string
}): void {
  if (assessments.length === 0 && service === undefined)
    throw new Invalid('There is nothing to ask: write a questionnaire, or name a service.', 'assessments')
  noneTwice(assessments, 'assessments')
  assessments.forEach((each, index) => checkOne(each, `assessments.${index}`))
}

function noneTwice(entries: readonly { readonly id: string }[], path: string): void {
  const seen = new Set<string>()
  entries.forEach(({ id }, index) => {
    if (seen.has(id)) throw new Invalid(`“${id}” is there twice.`, `${path}.${index}.id`)
    seen.add(id)
  })
}

function checkOne(assessment: Assessment, path: string): void {
  const { questions, bands = [], safety: rules = [] } = assessment
  noneTwice(questions, `${path}.questions`)
  questions.forEach((each, index) => checkQuestion(assessment, index, `${path}.questions.${index}`))
  const scales = new Set(questions.flatMap(({ scale }) => scale ?? []))
  bands.forEach(({ scale, from, upTo }, index) => {
    if (from > upTo)
      throw new Invalid(`It begins at ${from} and ends before, at ${upTo}.`, `${path}.bands.${index}.upTo`)
    if (scale !== undefined && !scales.has(scale))
      throw new Invalid(`No question counts to “${scale}”.`, `${path}.bands.${index}.scale`)
  })
  rules.forEach(({ question: id }, index) => {
    if (questions.every((each) => each.id !== id))
      throw new Invalid(`There is no question “${id}”.`, `${path}.safety.${index}.question`)
  })
}

function checkQuestion(assessment: Assessment, index: number, path: string): void {
  const asked = assessment.questions[index]
  if (asked === undefined) return
  const { kind, minimum, maximum, when } = asked
  if (kind === 'choice' || kind === 'multi') {
    const options = optionsOf(assessment, asked)
    if (options.length < 2) throw new Invalid('A choice has two options or more.', `${path}.options`)
    noneTwice(options, `${path}.options`)
  }
  if (kind === 'scale' && (minimum === undefined || maximum === undefined))
    throw new Invalid(
      'A scale has a minimum and a maximum.',
      `${path}.${minimum === undefined ? 'minimum' : 'maximum'}`,
    )
  if (minimum !== undefined && maximum !== undefined && minimum >= maximum)
    throw new Invalid('The maximum is above the minimum.', `${path}.maximum`)
  if (asked.reverse === true && (minimum === undefined || maximum === undefined))
    throw new Invalid('What counts in reverse has a minimum and a maximum.', `${path}.reverse`)
  if (asked.optional === true && (kind === 'number' || kind === 'date' || kind === 'multi'))
    throw new Invalid('Only choices, scales and words can be skipped.', `${path}.optional`)
  if (when !== undefined) checkWhen(assessment.questions.slice(0, index), when, `${path}.when`)
}

function checkWhen(
  earlier: readonly Question[],
  { question: id, is, atLeast, atMost }: NonNullable<Question['when']>,
  path: string,
): void {
  if (earlier.every((each) => each.id !== id))
    throw new Invalid(`There is no question “${id}” before this one.`, `${path}.question`)
  if (is === undefined && atLeast === undefined && atMost === undefined)
    throw new Invalid('Say what its answer is: is, atLeast or atMost.', path)
}

export function optionsOf({ options = [] }: Assessment, question: Question): readonly Option[] {
  return question.options ?? options
}
