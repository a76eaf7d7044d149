import { planDefaults } from '../config/defaults.ts'
import { languageOption, meantOption } from '../contracts/meant.ts'
import type { Option } from '../contracts/message.ts'
import type { IntentGuess, Route } from '../contracts/turn.ts'
import { isWritten, phrase } from '../language/phrasebook.ts'
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
    case 'language':
      return chooseLanguage(run)
    case 'unread':
      run.tell(unreadKeys[run.turn.unread ?? 'document'])
      return { kind: 'done' }
    case 'overLimit':
      // Once in a while: it is nothing that who writes can do anything about.
      if (run.turn.now - (run.turn.state.toldLimitAt ?? -Infinity) >= planDefaults.toldEveryMs) run.tell('overLimit')
      return { kind: 'done' }
    case 'startOver':
      return startOver(repertoire, run)
    default:
      return { kind: 'pass' }
  }
}

const unreadKeys = { speech: 'unreadSpeech', writing: 'unreadWriting', document: 'unreadDocument' } as const

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

/** Says in the language that was asked for that it is spoken from now on, or which there are to choose among. */
function chooseLanguage(run: Run): Outcome {
  const { wish, language, chatbot } = run.turn
  if (wish === undefined) return { kind: 'pass' }
  const { languages } = chatbot
  if (wish.kind === 'speak' && isSpoken(wish.language, languages)) {
    run.contactChange = { ...run.contactChange, language }
    if (isWritten(language)) run.tell('speaksNow')
    else run.say([{ type: 'text', text: nameOf(language, language) }])
  } else if (wish.kind === 'speak' && languages.length === 1 && isWritten(language))
    run.tell('speaksNoOther', { language: nameOf(wish.language, language) })
  else {
    const text =
      wish.kind === 'which'
        ? phrase(language, 'whichLanguage')
        : phrase(language, 'speaksOnly', { language: nameOf(wish.language, language) })
    const options = languages.map((tag) => ({ id: languageOption.id(tag), label: nameOf(tag, tag) }))
    run.say([{ type: 'choices', text, options }])
  }
  return { kind: 'done' }
}

function isSpoken(wanted: string, languages: readonly string[]): boolean {
  const [base] = wanted.toLowerCase().split('-')
  return languages.some((language) => language.split('-')[0] === base)
}

/** What a language is called in a language; its tag where nobody knows. */
function nameOf(language: string, spoken: string): string {
  try {
    const name = new Intl.DisplayNames([spoken], { type: 'language' }).of(language) ?? language
    return language === spoken ? name.charAt(0).toLocaleUpperCase(spoken) + name.slice(1) : name
  } catch {
    return language
  }
}

/** `/start` is also how a chat is opened: whoever greets then does so, after it was said that all else is forgotten. */
function startOver({ catalogue }: Repertoire, run: Run): Outcome {
  run.tell('startedOver')
  const [event] = run.turn.events
  return event.kind === 'command' && catalogue.commands.has(event.name) ? { kind: 'pass' } : { kind: 'done' }
}
