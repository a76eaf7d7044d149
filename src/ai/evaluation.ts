import { evaluateDefaults, routeDefaults } from '../config/defaults.ts'
import type { IntentEvaluation, IntentName } from '../contracts/ports.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import { keyOf, type Judged } from './trained.ts'

/** What judged examples come to, for whoever wrote them. */
export function evaluationOf(judged: readonly Judged[], { languages, intents: own = [] }: Chatbot): IntentEvaluation {
  const right = judged.filter(isRight)
  const acted = judged.filter(({ ranking: [best] }) => (best?.confidence ?? 0) >= routeDefaults.intentConfidence)
  const actedRight = acted.filter(isRight).length
  const share = (count: number) => (judged.length === 0 ? 0 : count / judged.length)
  return {
    examples: judged.length,
    accuracy: share(right.length),
    acting: {
      threshold: routeDefaults.intentConfidence,
      right: share(actedRight),
      wrong: share(acted.length - actedRight),
      unclear: share(judged.length - acted.length),
    },
    intents: perIntent(judged),
    confusions: confusionsOf(judged),
    overlaps: overlapsOf(judged),
    warnings: [...few(judged), ...twice(judged), ...untranslated(own, languages)].slice(0, evaluateDefaults.findings),
  }
}

function isRight({ example, ranking: [best] }: Judged): boolean {
  return best !== undefined && keyOf(best) === keyOf(example)
}

function perIntent(judged: readonly Judged[]): IntentEvaluation['intents'] {
  const taken = Map.groupBy(judged, ({ ranking: [best] }) => (best === undefined ? '' : keyOf(best)))
  return [...Map.groupBy(judged, ({ example }) => keyOf(example))].flatMap(([key, own]) => {
    const [first] = own
    if (first === undefined) return []
    const right = own.filter(isRight).length
    const asIt = taken.get(key)?.length ?? 0
    const precision = asIt === 0 ? {} : { precision: right / asIt }
    return [{ ...nameOf(first.example), examples: own.length, ...precision, recall: right / own.length }]
  })
}

function confusionsOf(judged: readonly Judged[]): IntentEvaluation['confusions'] {
  const groups = Map.groupBy(
    judged.filter((one) => !isRight(one)),
    ({ example, ranking: [best] }) => `${keyOf(example)} ${best === undefined ? '' : keyOf(best)}`,
  )
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group
      if (first === undefined) return []
      const [guessed] = first.ranking
      return [
        {
          expected: nameOf(first.example),
          ...(guessed === undefined ? {} : { guessed: nameOf(guessed) }),
          ...finding(group),
        },
      ]
    })
    .sort((a, b) => b.count - a.count)
    .slice(0, evaluateDefaults.findings)
}

function overlapsOf(judged: readonly Judged[]): IntentEvaluation['overlaps'] {
  const mistaken = judged.filter((one) => !isRight(one) && one.ranking.length > 0)
  const groups = Map.groupBy(mistaken, ({ example, ranking: [best] }) =>
    [keyOf(example), best === undefined ? '' : keyOf(best)].sort().join(' '),
  )
  return [...groups.values()]
    .filter(({ length }) => length >= evaluateDefaults.overlap)
    .flatMap((group) => {
      const [first] = group
      const guessed = first?.ranking[0]
      if (first === undefined || guessed === undefined) return []
      return [{ between: [nameOf(first.example), nameOf(guessed)] as const, ...finding(group) }]
    })
    .sort((a, b) => b.count - a.count)
    .slice(0, evaluateDefaults.findings)
}

function finding(group: readonly Judged[]) {
  const utterances = group.slice(0, evaluateDefaults.utterances).map(({ example: { text } }) => text)
  return { count: group.length, utterances }
}

function few(judged: readonly Judged[]): readonly string[] {
  const groups = Map.groupBy(judged, ({ example }) => `${keyOf(example)} in ${example.language ?? 'en'}`)
  return [...groups]
    .filter(([, { length }]) => length < evaluateDefaults.fewExamples)
    .map(([what, { length }]) => {
      const count = length === 1 ? '1 example' : `${length} examples`
      return `${what} has ${count}: ${evaluateDefaults.fewExamples} or more that differ are understood much better.`
    })
}

function twice(judged: readonly Judged[]): readonly string[] {
  const groups = Map.groupBy(judged, ({ example: { text } }) => text.trim().toLowerCase())
  return [...groups.values()].flatMap((group) => {
    const keys = [...new Set(group.map(({ example }) => keyOf(example)))]
    const text = group[0]?.example.text ?? ''
    return keys.length < 2 ? [] : [`“${text}” is an example of ${keys.join(' and of ')}: no text can tell them apart.`]
  })
}

/** Meaning does not cross languages offline: who speaks a language needs examples in it. */
function untranslated(own: NonNullable<Chatbot['intents']>, languages: readonly string[]): readonly string[] {
  const baseOf = (tag: string) => tag.split('-', 1)[0]
  return own.flatMap(({ name, utterances }) => {
    const has = new Set(Object.keys(utterances).map(baseOf))
    return languages
      .filter((language) => !has.has(baseOf(language)))
      .map((language) => `${name} has no example in ${language}, which the chatbot speaks.`)
  })
}

function nameOf({ plugin, intent }: IntentName): IntentName {
  return { plugin, intent }
}
