import { knowledgeDefaults, modelDefaults } from '../config/defaults.ts'
import { GatewayError } from '../contracts/errors.ts'
import { messageId } from '../contracts/id.ts'
import type { Log } from '../contracts/plugin.ts'
import type { ModelCall, ModelMessage, ModelRequest, Passage } from '../contracts/ports.ts'
import type { Remembered } from '../contracts/turn.ts'
import type { Repertoire } from './catalogue.ts'
import { Journal } from './journal.ts'
import { intentTools, passTool, searchTool } from './model-tools.ts'
import type { Outcome } from './perform.ts'
import { textParts } from './perform.ts'
import type { Run } from './run.ts'
import { citedIn, shownPassages } from './sources.ts'

/**
 * Where nobody understood for sure, a language model is asked what to do: it answers, searches the chatbot's documents,
 * or chooses one of its intents. It does nothing itself: an intent that it chooses runs with the grants of its own
 * plugin, on slots that are checked, and what it answers is only text. When it cannot be asked, others answer.
 */
export type ModelDecision =
  Outcome | { readonly kind: 'intent'; readonly plugin: string; readonly intent: string; readonly slots: unknown }

export async function askModel(repertoire: Repertoire, run: Run, log: Log): Promise<ModelDecision> {
  const { services, turn } = run
  try {
    return await new Deliberation(repertoire, run).decide()
  } catch (error) {
    // Only what the model's side has to answer for: a bug is a bug, and a stop is a stop.
    if (services.signal.aborted || !(error instanceof GatewayError)) throw error
    log.info('A language model was asked and did not answer; others do.', {
      error,
      conversation: turn.conversation,
      turn: turn.id,
    })
    run.modelFailed = error.message
    return { kind: 'pass' }
  }
}

/** Between what a model said before and after it searched. */
const gap = '\n\n'

function instructions(hasKnowledge: boolean): string {
  return [
    'Answer the last message. If one of the tools does what the person wants, call that one tool and say nothing: it answers by itself, and asks for what it still has to know. Give it only what the person said; leave out what they did not say.',
    hasKnowledge
      ? `Before you answer a question about facts, call ${searchTool.name}. Answer from what it finds alone, and put the number of each passage that you use behind the sentence, like [1].`
      : 'You know nothing about facts of this business beyond these instructions.',
    `If you do not know, or cannot help, call ${passTool.name}. Never say that something was done that no tool did. Write as in a chat: a few sentences, Markdown at the most.`,
  ].join('\n')
}

/** What a model said in one go. */
interface Step {
  readonly text: string
  readonly calls: readonly ModelCall[]
}

class Deliberation {
  readonly #run: Run
  readonly #journal: Journal
  readonly #signal: AbortSignal
  readonly #tools: ReturnType<typeof intentTools>
  /** Found so far; the model names them by their number, from 1. */
  readonly #passages: Passage[] = []
  #text = ''
  /** Pieces that were shown, and how many before the model was asked last. */
  #pieces = 0
  #piecesBefore = 0

  constructor(repertoire: Repertoire, run: Run) {
    this.#run = run
    this.#journal = new Journal(run.journal, [], true)
    this.#signal = AbortSignal.any([run.services.signal, AbortSignal.timeout(modelDefaults.actMs)])
    this.#tools = intentTools(repertoire, run.turn.ranking)
  }

  async decide(): Promise<ModelDecision> {
    const messages = await this.#messages()
    for (let searches = 0; ; searches++) {
      const canSearch = searches < modelDefaults.searches
      const { text, calls } = await this.#ask(messages, canSearch)
      this.#text = [this.#text, text].filter((piece) => piece.trim() !== '').join(gap)
      const [call] = calls
      if (call === undefined) return this.#said()
      if (call.tool !== searchTool.name || !canSearch) return this.#chosen(call)
      messages.push({ role: 'tool', call, result: await this.#search(call) })
    }
  }

  /** What was said before, and now: people's own words, each in its own place. */
  async #messages(): Promise<[ModelMessage, ...ModelMessage[]]> {
    const { memory, text } = this.#run.turn
    const before = (await memory.recent()).map(({ from, text: said }: Remembered): ModelMessage => ({
      role: from === 'visitor' ? 'user' : 'assistant',
      text: said,
    }))
    const [first, ...rest] = [...before, { role: 'user', text } as const]
    return [first, ...rest]
  }

  #ask(messages: readonly [ModelMessage, ...ModelMessage[]], canSearch: boolean): Promise<Step> {
    const { services, turn } = this.#run
    const hasKnowledge = services.knowledge.has(turn.chatbot.id)
    const asked = this.#journal.call(`model ${messages.length}`, async () => {
      await services.fix()
      const summary = await turn.memory.summary()
      this.#piecesBefore = this.#pieces
      const request: Omit<ModelRequest, 'shape'> = {
        purpose: 'route',
        system: instructions(hasKnowledge),
        messages,
        tools: [...this.#tools.map(({ tool }) => tool), ...(hasKnowledge && canSearch ? [searchTool] : []), passTool],
        ...(summary === undefined ? {} : { material: [{ title: 'What was said earlier', text: summary }] }),
        language: turn.language,
        during: { conversation: turn.conversation, turn: turn.id },
        signal: this.#signal,
      }
      const answer = services.models.stream(turn.chatbot, request)
      for (let step = await answer.next(); ; step = await answer.next()) {
        if (step.done === true) return { text: step.value.text, calls: step.value.calls } satisfies Step
        this.#show(step.value)
      }
    })
    return asked as Promise<Step> // what the call gave, now or in an earlier attempt
  }

  /** Pieces go out as they come; the whole becomes the message. */
  #show(piece: string): void {
    const { services, turn, messages } = this.#run
    const lead = this.#pieces === this.#piecesBefore && this.#text !== '' ? gap : ''
    services.onPiece(messageId(turn.id, messages.length), this.#pieces++, lead + piece, false)
  }

  async #search({ input }: ModelCall): Promise<string> {
    const { services, turn } = this.#run
    const { query } = input
    const wanted = (typeof query === 'string' && query.trim() !== '' ? query : turn.text)
      .slice(0, knowledgeDefaults.questionLength)
      .toWellFormed()
    const found = (await this.#journal.read(`model search ${wanted}`, () =>
      services.knowledge.search(turn.chatbot.id, wanted, {
        language: turn.language,
        limit: modelDefaults.passages,
        signal: this.#signal,
      }),
    )) as readonly Passage[] // what the port gave, now or in an earlier attempt
    const first = this.#passages.length + 1
    this.#passages.push(...found)
    return found.length === 0 ? 'Nothing was found.' : shownPassages(found, first)
  }

  #chosen({ tool, input }: ModelCall): ModelDecision {
    const chosen = this.#tools.find((one) => one.tool.name === tool)
    if (chosen === undefined) return this.#text === '' ? { kind: 'pass' } : this.#said()
    this.#finish()
    return { kind: 'intent', plugin: chosen.plugin, intent: chosen.intent, slots: input }
  }

  #said(): Outcome {
    if (this.#text === '') return { kind: 'pass' }
    this.#finish()
    return { kind: 'done' }
  }

  /** What the model wrote is a message, with where it comes from. */
  #finish(): void {
    const { services, turn, messages } = this.#run
    if (this.#pieces > 0) services.onPiece(messageId(turn.id, messages.length), this.#pieces, '', true)
    if (this.#text !== '') this.#run.say(textParts(this.#text + citedIn(this.#text, this.#passages)))
  }
}
