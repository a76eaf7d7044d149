import { createEmbedder, type OwnEmbedder } from '../../src/ai/embed.ts'
import { guess, train, type Trained } from '../../src/ai/trained.ts'
import type { IntentExample } from '../../src/contracts/ports.ts'
import type { IntentGuess } from '../../src/contracts/turn.ts'
import type { Finding } from '../parts/finding.ts'
import { median, percentile } from '../parts/figures.ts'
import type { Datasets, Row } from './datasets.ts'
import { absent, duration, share, type Section } from './section.ts'

/** Intents from few examples, as a chatbot's trained classifier tells them: what is trained on is not asked about. */
export const intents: Section = async (datasets) => {
  const embedder = createEmbedder()
  try {
    return [
      ...(await clinc(datasets, embedder)),
      ...(await snips(datasets, embedder)),
      ...(await xsid(datasets, embedder)),
    ]
  } finally {
    await embedder.close()
  }
}

async function clinc(datasets: Datasets, embedder: OwnEmbedder): Promise<readonly Finding[]> {
  const rows = datasets.rows('clinc150_10shot')
  if (rows === undefined) return [absent('intents', 'clinc150_10shot')]
  const began = performance.now()
  const trained = await train(examplesOf(rows, 'train'), embedder)
  const seconds = (performance.now() - began) / 1000
  const asked = rows.filter(({ split }) => split === 'test')
  const strange = rows.filter(({ split }) => split === 'oos_test')
  const ofAsked = await answers(trained, asked, embedder)
  const ofStrange = await answers(trained, strange, embedder)
  const known = ofAsked.guesses.map(sureness)
  const unknown = ofStrange.guesses.map(sureness)
  const sure = ofAsked.guesses.filter((guesses, at) => isRight(guesses, asked[at]) && sureness(guesses) >= 0.5)
  const fooled = unknown.filter((confidence) => confidence >= 0.5)
  const floor = percentile(known, 0.05)
  return [
    {
      bench: 'understanding',
      what: 'CLINC150: training, 150 intents of 10 examples',
      measured: `${seconds.toFixed(1)} s`,
    },
    share('CLINC150: right, 10 examples and the intent’s name', accuracy(ofAsked.guesses, asked), 90.5),
    share('CLINC150: strangers told apart, AUROC', auroc(known, unknown), 96),
    share(
      'CLINC150: strangers recognized while 95 % are kept',
      unknown.filter((each) => each < floor).length / unknown.length,
    ),
    share('CLINC150: right, and sure enough to act', sure.length / asked.length),
    share('CLINC150: strangers acted upon', fooled.length / strange.length),
    duration('CLINC150: vector of a message, median', median(ofAsked.vectorMs)),
    duration('CLINC150: guess with vector, median', median(ofAsked.guessMs)),
    duration('CLINC150: both', median(ofAsked.vectorMs) + median(ofAsked.guessMs), 2.5),
  ]
}

async function snips(datasets: Datasets, embedder: OwnEmbedder): Promise<readonly Finding[]> {
  const rows = datasets.rows('snips')
  if (rows === undefined) return [absent('intents', 'snips')]
  const asked = rows.filter(({ split }) => split === 'test')
  const { guesses } = await answers(await train(examplesOf(rows, 'train'), embedder), asked, embedder)
  return [share('SNIPS: right, 50 examples', accuracy(guesses, asked))]
}

/** Every language from its own examples: of what is called `valid`; without a `test`, a fifth of them at a time is asked about. */
async function xsid(datasets: Datasets, embedder: OwnEmbedder): Promise<readonly Finding[]> {
  const rows = datasets.rows('xsid')
  if (rows === undefined) return [absent('intents', 'xsid')]
  const languages = [...new Set(rows.map(({ lang }) => lang))].sort()
  const accuracies: number[] = []
  const times: number[] = []
  for (const language of languages) {
    const own = rows.filter(({ lang }) => lang === language)
    const folds = foldsOf(own)
    const right: number[] = []
    for (const { learned, asked } of folds) {
      const trained = await train(learned.map(exampleOf), undefined)
      const { guesses, guessMs } = await answers(trained, asked, embedder, false)
      right.push(...guesses.map((each, at) => (isRight(each, asked[at]) ? 1 : 0)))
      times.push(...guessMs)
    }
    accuracies.push(mean(right))
  }
  const listed = languages.map((language, at) => `${language} ${(100 * (accuracies[at] ?? 0)).toFixed(0)}`).join(', ')
  return [
    share('xSID: right, mean of the languages', mean(accuracies), 84),
    { bench: 'understanding', what: 'xSID: right by language, words alone', measured: listed },
    duration('xSID: guess from words alone, median', median(times), 1),
  ]
}

const mostPerLanguage = 500

function foldsOf(
  rows: readonly Row[],
): readonly { readonly learned: readonly Row[]; readonly asked: readonly Row[] }[] {
  const test = rows.filter(({ split }) => split === 'test')
  const rest = rows.filter(({ split }) => split !== 'test').slice(0, mostPerLanguage)
  if (test.length > 0) return [{ learned: rest, asked: test }]
  return [0, 1, 2, 3, 4].map((fold) => ({
    learned: rest.filter((_, at) => at % 5 !== fold),
    asked: rest.filter((_, at) => at % 5 === fold),
  }))
}

interface Answers {
  readonly guesses: readonly (readonly IntentGuess[])[]
  readonly vectorMs: readonly number[]
  readonly guessMs: readonly number[]
}

async function answers(
  trained: Trained,
  asked: readonly Row[],
  embedder: OwnEmbedder,
  meaning = true,
): Promise<Answers> {
  const guesses: (readonly IntentGuess[])[] = []
  const vectorMs: number[] = []
  const guessMs: number[] = []
  for (const { text } of asked) {
    const began = performance.now()
    const [vector] = meaning ? await embedder.embed([text]) : []
    const embedded = performance.now()
    guesses.push(guess(trained, text, vector))
    vectorMs.push(embedded - began)
    guessMs.push(performance.now() - embedded)
  }
  return { guesses, vectorMs, guessMs }
}

function examplesOf(rows: readonly Row[], split: string): readonly IntentExample[] {
  return rows.filter((row) => row.split === split).map(exampleOf)
}

const exampleOf = ({ text, label, lang }: Row): IntentExample => ({
  plugin: 'bench',
  intent: label,
  text,
  language: lang,
})
const isRight = ([best]: readonly IntentGuess[], row: Row | undefined): boolean => best?.intent === row?.label
const sureness = ([best]: readonly IntentGuess[]): number => best?.confidence ?? 0
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

function accuracy(guesses: readonly (readonly IntentGuess[])[], asked: readonly Row[]): number {
  return guesses.filter((each, at) => isRight(each, asked[at])).length / asked.length
}

/** How likely a message with an intent is found surer than one without; equals count half. */
function auroc(known: readonly number[], unknown: readonly number[]): number {
  const wins = known.reduce(
    (sum, one) => sum + unknown.reduce((won, other) => won + (one > other ? 1 : one === other ? 0.5 : 0), 0),
    0,
  )
  return wins / (known.length * unknown.length)
}
