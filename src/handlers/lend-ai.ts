import { Refused } from '../contracts/errors.ts'
import type { Ai, AiOptions } from '../contracts/capabilities.ts'
import type { ModelRequest } from '../contracts/models.ts'
import type { Shape } from '../contracts/shape.ts'
import { checkShape } from './check.ts'
import type { Frame } from './run.ts'

/** The `ai` capability: what a model answered is in the journal before the handler, or the person's history, has it. */
export function lendAi(frame: Frame): Ai {
  const { journal, loaded, run } = frame
  const { turn, services } = run
  const { models } = services
  const plugin = loaded.plugin.name
  let available: boolean | undefined

  /** From here on the turn is the same when it is repeated. */
  async function asked(prompt: string, options: AiOptions): Promise<ModelRequest> {
    await services.fix()
    const { material = [], maxTokens, language = frame.input.language } = options
    return {
      purpose: 'plugin',
      system: 'Do what the first message asks for, and answer with the result alone.',
      messages: [{ role: 'user', text: prompt }],
      material: (typeof material === 'string' ? [material] : material).map((text) => ({ text })),
      language,
      ...(maxTokens === undefined ? {} : { maxTokens }),
      during: { conversation: turn.conversation, turn: turn.id },
      signal: services.signal,
    }
  }

  async function* stream(prompt: string, options: AiOptions): AsyncGenerator<string, void, undefined> {
    const pieces = new Pieces()
    const whole = journal.call(`${plugin} ai.stream`, async () => {
      const answer = models.stream(turn.chatbot, await asked(prompt, options))
      for (let step = await answer.next(); ; step = await answer.next()) {
        if (step.done === true) return step.value.text
        pieces.add(step.value)
      }
    })
    whole.then(
      () => pieces.end(),
      () => pieces.end(),
    )
    yield* pieces
    const text = (await whole) as string // what the call above gave, now or in an earlier attempt
    if (!pieces.any) yield text
  }

  return {
    // Remembered: a dialogue must take the way again that it took the first time.
    get available() {
      available ??= journal.note(`${plugin} ai.available`, () => models.available(turn.chatbot)) === true
      return available
    },
    async text(prompt, options = {}) {
      const text = await journal.call(`${plugin} ai.text`, async () => {
        const answer = await models.generate(turn.chatbot, await asked(prompt, options))
        return answer.text
      })
      return text as string // what the call above gave, now or in an earlier turn
    },
    // The shape says what the values are, and they were checked.
    values: (async (prompt: string, shape: Shape, options: AiOptions = {}) =>
      journal.call(`${plugin} ai.values`, async () => {
        const answer = await models.generate(turn.chatbot, { ...(await asked(prompt, options)), shape })
        const fit = checkShape(shape, answer.values)
        if (!fit.fits) throw new Refused(`The model answers something else than expected at "${fit.path}".`)
        return fit.value
      })) as Ai['values'],
    stream: (prompt, options = {}) => stream(prompt, options),
  }
}

/** Pieces that come while somebody else waits for the whole: kept until they are taken. */
class Pieces implements AsyncIterable<string> {
  #kept: string[] = []
  #ended = false
  #wake: () => void = () => undefined
  any = false

  add(piece: string): void {
    this.any = true
    this.#kept.push(piece)
    this.#wake()
  }

  end(): void {
    this.#ended = true
    this.#wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, undefined> {
    for (;;) {
      const kept = this.#kept
      this.#kept = []
      yield* kept
      if (this.#kept.length > 0) continue
      if (this.#ended) return
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
