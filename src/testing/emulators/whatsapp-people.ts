import type { RecordedCall } from './record.ts'
import type { Payload } from './whatsapp-checks.ts'

/** A person by phone number, by an id of the business's own (`US.134…`), or by both. */
export type WhatsappPerson = string | { readonly phone: string; readonly user: string }

/** A message that the business sent, in a few words. */
export interface WhatsappReply {
  readonly id: string
  readonly type: string
  readonly text: string
  /** Titles of its buttons or rows. */
  readonly options: readonly string[]
  readonly payload: Payload
}

export function idsOf(person: WhatsappPerson): {
  readonly phone: string | undefined
  readonly user: string | undefined
} {
  if (typeof person !== 'string') return person
  return /^\d+$/.test(person) ? { phone: person, user: undefined } : { phone: undefined, user: person }
}

/** A message whose answer was lost on the way was sent all the same. */
export function isReply({ method, status, answer }: RecordedCall): boolean {
  return method === 'messages' && (status === 200 || (status === 0 && answer !== undefined))
}

export function isTo({ to, recipient }: Payload, person: string): boolean {
  return to === person || recipient === person
}

export function replyOf({ payload, answer }: RecordedCall): WhatsappReply {
  const type = String(payload['type'])
  const content = payload[type] as Readonly<Record<string, never>> // it was checked
  const [{ id } = { id: '' }] = (answer as { messages?: readonly { readonly id: string }[] }).messages ?? []
  const { body, text, caption } = content as { body?: string | { text: string }; text?: string; caption?: string }
  const said = typeof body === 'object' ? body.text : (body ?? text ?? caption ?? '')
  return { id, type, text: said, options: optionsOf(payload).map(({ title }) => title), payload }
}

interface Choosable {
  readonly id: string
  readonly title: string
  readonly kind: 'button_reply' | 'list_reply'
}

export function optionsOf(payload: Payload): readonly Choosable[] {
  const { action } = (payload['interactive'] ?? {}) as {
    action?: {
      buttons?: readonly { reply: { id: string; title: string } }[]
      sections?: readonly { rows: readonly { id: string; title: string }[] }[]
    }
  }
  return [
    ...(action?.buttons ?? []).map(({ reply }) => ({ ...reply, kind: 'button_reply' }) as const),
    ...(action?.sections ?? [])
      .flatMap(({ rows }) => rows)
      .map(({ id, title }) => ({ id, title, kind: 'list_reply' }) as const),
  ]
}
