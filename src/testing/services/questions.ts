import type { ServiceQuestion } from '../../contracts/services.ts'

/** Why an answer is none; undefined: it fits. A sentence for the person. */
export function misfitOf(question: ServiceQuestion, answer: unknown): string | undefined {
  const { kind, options = [], minimum = -Infinity, maximum = Infinity } = question
  switch (kind) {
    case 'text':
      return typeof answer === 'string' && answer.trim() !== '' ? undefined : 'Please answer in words.'
    case 'number':
      return typeof answer === 'number' && answer >= minimum && answer <= maximum
        ? undefined
        : `Please answer with a number from ${minimum} to ${maximum}.`
    case 'yesNo':
      return typeof answer === 'boolean' ? undefined : 'Please answer with yes or no.'
    case 'choice':
      return options.some(({ id }) => id === answer) ? undefined : 'Please choose one of these.'
    case 'date':
      return typeof answer === 'string' && /^\d{4}-\d{2}-\d{2}/.test(answer) ? undefined : 'Please name a day.'
  }
}
