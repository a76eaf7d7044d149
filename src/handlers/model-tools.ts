import { createHash } from 'node:crypto'
import { modelDefaults } from '../config/defaults.ts'
import type { ModelTool } from '../contracts/ports.ts'
import { text } from '../contracts/shape.ts'
import type { IntentGuess } from '../contracts/turn.ts'
import type { Repertoire } from './catalogue.ts'
import type { LoadedPlugin } from './registry.ts'
import { examplesOf } from './registry.ts'
import { exampleText } from './slots.ts'
import { sayIn, spokenField } from './words.ts'

/** A chatbot's intents as a model is offered them: each a tool, and nothing but these can be called. */
export interface IntentTool {
  readonly plugin: string
  readonly intent: string
  readonly tool: ModelTool
}

const known = new WeakMap<Repertoire, readonly IntentTool[]>()

/** Of very many those that were nearest to what was said come first, and the last are left out. */
export function intentTools(repertoire: Repertoire, ranking: readonly IntentGuess[]): readonly IntentTool[] {
  let all = known.get(repertoire)
  if (all === undefined) {
    all = [...repertoire.plugins.values()].flatMap(({ loaded }) => toolsOf(loaded))
    known.set(repertoire, all)
  }
  if (all.length <= modelDefaults.tools) return all
  const isLikely = ({ plugin, intent }: IntentTool) =>
    ranking.some((guess) => guess.plugin === plugin && guess.intent === intent)
  return [...all.filter(isLikely), ...all.filter((one) => !isLikely(one))].slice(0, modelDefaults.tools)
}

function toolsOf({ plugin }: LoadedPlugin): readonly IntentTool[] {
  const say = sayIn(plugin, 'en')
  return Object.entries(plugin.intents ?? {}).map(([intent, { description, examples, slots = {} }]) => {
    const said = examplesOf(examples)
      .slice(0, modelDefaults.toolExamples)
      .map((example) => `“${exampleText(example.text)}”`)
    const shape = Object.fromEntries(Object.entries(slots).map(([name, field]) => [name, spokenField(field, say)]))
    return {
      plugin: plugin.name,
      intent,
      tool: {
        name: toolName(plugin.name, intent),
        description: [description ?? intent.replaceAll(/[-_]/g, ' '), `People say: ${said.join(', ')}`].join('\n'),
        shape,
      },
    }
  })
}

/** The longest name that every provider takes. */
const nameLength = 64

function toolName(plugin: string, intent: string): string {
  const name = `${plugin}__${intent}`
  if (name.length <= nameLength) return name
  const mark = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return `${name.slice(0, nameLength - mark.length - 1)}_${mark}`
}

/** The tool of an intent has two underscores in its name: none is called as one of these two. */
export const searchTool: ModelTool = {
  name: 'search_knowledge',
  description: 'Searches the documents of this chatbot. Use it before answering any question about facts.',
  shape: { query: text({ description: 'What to look for, in the words of the person.' }) },
}

export const passTool: ModelTool = {
  name: 'nothing_fits',
  description: 'Call this when no other tool does what the person wants, and you do not know the answer for sure.',
  shape: {},
}
