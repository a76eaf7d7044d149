import type { ModelAnswer, ModelRequest, Models } from '../contracts/ports.ts'
import { sampleOf } from './fakes.ts'

export type FakeModelAnswer = Partial<Pick<ModelAnswer, 'text' | 'values' | 'calls'>>
export type FakeModelRequest = Omit<ModelRequest, 'signal'>

export interface FakeModels extends Models {
  /** Everything that was asked, in order. */
  readonly requests: readonly FakeModelRequest[]
  /**
   * What is answered from now on where the last message is `prompt`; `*` in it stands for anything. A string is the text,
   * a thrown error the failure. Before the first of these there is no model.
   */
  answer(prompt: string, answer: string | FakeModelAnswer | ((request: FakeModelRequest) => FakeModelAnswer)): void
  /** From now on the intents are offered to it where nobody else understands. */
  act(): void
}

/** A tenant's language models. What nobody gave an answer for is answered with values that fit, or with an example. */
export function fakeModels(): FakeModels {
  let acts = false
  const requests: FakeModelRequest[] = []
  const answers: { readonly pattern: RegExp; readonly answer: Parameters<FakeModels['answer']>[1] }[] = []

  function answerTo(request: FakeModelRequest): ModelAnswer {
    requests.push(request)
    const last = request.messages.at(-1)
    const prompt = last === undefined ? '' : last.role === 'tool' ? last.result : last.text
    const found = answers.find(({ pattern }) => pattern.test(prompt))?.answer ?? sampleFor(request)
    const given = typeof found === 'function' ? found(request) : typeof found === 'string' ? { text: found } : found
    return {
      text: '',
      calls: [],
      ...structuredClone(given),
      provider: 'fake',
      model: 'fake',
      inputTokens: 10,
      outputTokens: 10,
      cost: 0,
    }
  }

  return {
    requests,
    act: () => void (acts = true),
    answer(prompt, answer) {
      const pattern = new RegExp(`^${prompt.split('*').map(RegExp.escape).join('.*')}$`, 'su')
      answers.unshift({ pattern, answer })
    },
    available: () => answers.length > 0,
    mayAct: () => acts,
    generate: async (_chatbot, request) => answerTo(request),
    async *stream(_chatbot, request) {
      const answer = answerTo(request)
      yield* answer.text.match(/\s*\S+/gu) ?? []
      return answer
    },
  }
}

function sampleFor({ shape }: FakeModelRequest): FakeModelAnswer {
  return shape === undefined ? { text: 'example' } : { values: sampleOf(shape) as Record<string, unknown> } // of a shape it is a record
}
