import type { Part } from '../contracts/message.ts'
import type { HandlerResult } from '../contracts/ports.ts'
import type { Saying } from '../contracts/moment.ts'
import type { Routed } from '../contracts/turn.ts'
import type { PipelineHost } from './host.ts'

/** Where a sentence ends, so that what it says is known. */
const sentenceEnd = /[.!?…。！？؟।]["'”»)\]]*(?:\s|$)|\n/u

/** What the avatar is told of a reply. */
export type Gestures = ReturnType<typeof gestures>

/**
 * What the avatar does with the reply of one turn. Best effort, and once: with the first sentence of what is shown while
 * it is being written, with the outcome otherwise. A turn that is tried again has been seen already.
 */
export function gestures(host: PipelineHost, turn: Routed) {
  const adapter = host.adapterOf(turn.channel)
  let isChosen = adapter.animate === undefined || turn.attempt > 1
  let streamed = ''

  function choose(saying: Omit<Saying, 'heard' | 'language'>): void {
    if (isChosen) return
    isChosen = true
    const gesture = host.gesture({ ...saying, heard: turn.text, language: turn.language })
    void Promise.resolve(host.connection(turn.channel))
      .then(({ client }) => adapter.animate?.(client, turn.address, gesture))
      .catch((error: unknown) =>
        host.log.debug({ conversation: turn.conversation, error }, 'What an avatar does could not be shown.'),
      )
  }

  return {
    piece(text: string, done: boolean): void {
      streamed += text
      if (!isChosen && (done || sentenceEnd.test(streamed))) choose({ text: streamed })
    },
    reply({ outcome, by }: HandlerResult, messages: readonly (readonly Part[])[]): void {
      if (outcome === 'silent' || messages.length === 0) return
      const parts = messages.flat()
      const offers = parts.some(({ type }) => type === 'choices')
      choose({ text: parts.map(textOf).join(' '), outcome, offers, ...(by && { by: by.handler }) })
    },
  }
}

function textOf(part: Part): string {
  switch (part.type) {
    case 'text':
    case 'choices':
      return part.text
    case 'card':
      return `${part.title} ${part.text ?? ''}`
    default:
      return ''
  }
}
