import { meantOption } from '../contracts/meant.ts'
import type { Option } from '../contracts/message.ts'
import type { IntentGuess, Route } from '../contracts/turn.ts'
import { phrase } from '../language/phrasebook.ts'
import type { Repertoire } from './catalogue.ts'
import type { Outcome } from './perform.ts'
import type { LoadedPlugin } from './registry.ts'
import type { Run } from './run.ts'
import { sayIn } from './words.ts'

/** What the gateway answers itself, where no plugin needs to: which of the likely things was meant, and a new beginning. */
export function answerOfHouse(repertoire: Repertoire, run: Run, { handler }: Route): Outcome {
  switch (handler.kind) {
    case 'doubt':
      return askWhich(repertoire, run)
    case 'startOver':
      return startOver(repertoire, run)
    default:
      return { kind: 'pass' }
  }
}

function askWhich({ plugins }: Repertoire, run: Run): Outcome {
  const { uncertain = [], text, language } = run.turn
  const likely = uncertain.flatMap((guess): readonly Option[] => {
    const loaded = plugins.get(guess.plugin)?.loaded
    const label = loaded === undefined ? undefined : titleOf(loaded, guess, language)
    return label === undefined ? [] : [{ id: meantOption(guess, text), label }]
  })
  // Two that read the same are no choice.
  const options = likely.filter(({ label }, index) => likely.findIndex((other) => other.label === label) === index)
  if (options.length === 0) return { kind: 'pass' }
  run.say([
    {
      type: 'choices',
      text: phrase(language, 'didYouMean'),
      options: [...options, { id: meantOption('none', text), label: phrase(language, 'noneOfThese') }],
    },
  ])
  return { kind: 'done' }
}

/** What an intent is called on a button: `titles.<intent>` of its plugin's words, else its description. */
function titleOf({ plugin }: LoadedPlugin, { intent: name }: IntentGuess, language: string): string | undefined {
  const intent = Object.hasOwn(plugin.intents ?? {}, name) ? plugin.intents?.[name] : undefined
  if (intent === undefined) return undefined
  const key = `titles.${name}`
  const title = plugin.words?.['en']?.[key] === undefined ? intent.description : sayIn(plugin, language)(key)
  return (title ?? name.replaceAll('-', ' ')).replace(/[.。]$/u, '')
}

/** `/start` is also how a chat is opened: whoever greets then does so, after it was said that all else is forgotten. */
function startOver({ catalogue }: Repertoire, run: Run): Outcome {
  run.tell('startedOver')
  const [event] = run.turn.events
  return event.kind === 'command' && catalogue.commands.has(event.name) ? { kind: 'pass' } : { kind: 'done' }
}
