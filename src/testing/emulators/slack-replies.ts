import type { RecordedCall } from './record.ts'
import type { Payload } from './slack-methods.ts'

/** A message that the bot sent, in a few words. */
export interface SlackReply {
  readonly method: string
  readonly text: string
  readonly ts: string
  readonly thread: string | undefined
  /** Labels of its buttons or of its menu. */
  readonly buttons: readonly string[]
  readonly payload: Payload
}

/** A message whose answer was lost on the way was sent all the same. */
export function isReply({ method, answer }: RecordedCall): boolean {
  return method === 'chat.postMessage' && (answer as Payload | undefined)?.['ok'] === true
}

export function replyOf({ method, payload, answer }: RecordedCall): SlackReply {
  const { ts, thread_ts, text } = (answer as { readonly message: Payload }).message // a good answer has its message
  return {
    method,
    text: String(text),
    ts: String(ts),
    thread: typeof thread_ts === 'string' ? thread_ts : undefined,
    buttons: buttonsOf(payload),
    payload,
  }
}

export function buttonsOf(message: Payload): readonly string[] {
  return elementsOf(message).map(({ label }) => label)
}

interface Element {
  readonly label: string
  readonly value: string
  /** As it is in the interaction when it is chosen. */
  readonly action: Payload
}

export function elementsOf({ blocks }: Payload): readonly Element[] {
  if (!Array.isArray(blocks)) return []
  const elements = (blocks as readonly Payload[]).flatMap((block) =>
    Array.isArray(block['elements']) ? (block['elements'] as Payload[]) : [],
  )
  return elements.flatMap((element) => {
    if (element['type'] === 'button')
      return [{ label: labelOf(element), value: String(element['value']), action: element }]
    const options = Array.isArray(element['options']) ? (element['options'] as readonly Payload[]) : []
    const { options: _, ...menu } = element
    return options.map((option) => ({
      label: labelOf(option),
      value: String(option['value']),
      action: { ...menu, selected_option: option },
    }))
  })
}

function labelOf({ text }: Payload): string {
  const label = (text as Payload | undefined)?.['text']
  return typeof label === 'string' ? label : ''
}
