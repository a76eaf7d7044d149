// Budget: CLINC150 90.5 % with 10 examples, strangers AUROC 96; xSID 84 % on average; chat language 98 %, sentences 99 %; XQuAD 95 in every language, Cranfield 39; language, intent and slots under 3 ms in English, 1.5 ms elsewhere.
import path from 'node:path'
import type { Finding } from './parts/finding.ts'
import { openDatasets } from './understanding/datasets.ts'
import { intents } from './understanding/intents.ts'
import { retrieval } from './understanding/retrieval.ts'
import { language } from './understanding/language.ts'
import type { Section } from './understanding/section.ts'
import { sentiment } from './understanding/sentiment.ts'

/** A line for each, in the order in which a message meets them. */
const sections: readonly Section[] = [language, intents, sentiment, retrieval]

const beside = path.resolve(import.meta.dirname, '../../shared/datasets')

/** `npm run bench -- understanding [folder]`: what people mean, on public benchmarks in the folder. */
export async function understanding(folder = process.env.DATASETS_DIR ?? beside): Promise<readonly Finding[]> {
  const datasets = openDatasets(path.resolve(folder))
  const findings: Finding[] = []
  for (const section of sections) findings.push(...(await section(datasets)))
  return findings
}
