import { ask, choiceOf, definePlugin, deliver, deliveryPayload, optional, pass, silence, text } from 'colloquy/sdk'
import { check, settings } from './definition.ts'
import { offeredBy, takeRemote } from './remote.ts'
import { take } from './take.ts'
import type { Context, Talk } from './take.ts'

/** Begins the one that is named, the only one there is, or the one that is chosen. */
async function* begin(context: Context, named: string): Talk {
  const { words, settings: { assessments = [] } } = context // prettier-ignore
  const titles = {
    ...(await offeredBy(context)),
    ...Object.fromEntries(assessments.map(({ id, title }) => [id, words(title)])),
  }
  const names = Object.keys(titles)
  const wanted = named.trim().toLowerCase()
  const meant = names.find((name) => name === wanted || titles[name]?.toLowerCase() === wanted)
  const [only] = names
  if (only === undefined) return words('nothing')
  const name = meant ?? (names.length === 1 ? only : yield* ask(words('which'), choiceOf(titles)))
  const assessment = assessments.find(({ id }) => id === name)
  return yield* assessment === undefined ? takeRemote(context, name) : take(context, assessment)
}

export default definePlugin({
  name: 'assessment',
  mode: 'assessment',
  description: 'Asks the questions of a questionnaire, counts the answers and says the result.',
  needs: ['store', 'http', 'schedule'],
  settings,
  check,
  intents: {
    start: {
      description: 'Begins a questionnaire.',
      examples: {
        en: [
          'start the assessment',
          'take an assessment',
          'I want to do the self test',
          'begin the questionnaire',
          'go on with my assessment',
          'check how I am doing',
        ],
        es: ['empezar el cuestionario', 'quiero hacer el test', 'continuar mi evaluación'],
        de: ['den Fragebogen beginnen', 'ich möchte den Selbsttest machen', 'mit dem Test weitermachen'],
        fr: ['commencer le questionnaire', 'je veux faire le test', 'continuer mon évaluation'],
        pt: ['começar o questionário', 'quero fazer o teste', 'continuar a minha avaliação'],
      },
      handle: (context) => begin(context, ''),
    },
  },
  commands: {
    assessment: {
      description: 'Take a questionnaire',
      slots: { name: optional(text({ maxLength: 80 })) },
      handle: (context) => begin(context, context.slots.name ?? ''),
    },
  },
  on: {
    async *button(context) {
      const name = /^assessment:start:(.{1,80})$/.exec(context.event.option)?.[1]
      return name === undefined ? pass : yield* begin(context, name)
    },
  },
  due: {
    deliver: {
      payload: deliveryPayload,
      async handle(context) {
        const { settings: { key }, schedule, now, payload } = context // prettier-ignore
        const again = await deliver(context, payload, key === undefined ? {} : { authorization: `Bearer ${key}` })
        if (again !== undefined) schedule.at('deliver', now() + again.afterMs, again.payload)
        return silence
      },
    },
  },
})
