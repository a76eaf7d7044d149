import { trainClassifier } from '../../src/ai/classify.ts'
import { absent, share, type Section } from './section.ts'

export const intents: Section = (datasets) => {
  const rows = datasets.rows('snips')
  if (rows === undefined) return Promise.resolve([absent('intents', 'snips')])
  const of = (split: string) => rows.filter((row) => row.split === split)
  const classifier = trainClassifier(of('train').map(({ text, label }) => ({ plugin: 'snips', intent: label, text })))
  const asked = of('test')
  const right = asked.filter(({ text, label, lang }) => classifier.classify(text, lang)[0]?.intent === label)
  return Promise.resolve([share('SNIPS, 50 examples an intent', right.length / asked.length)])
}
