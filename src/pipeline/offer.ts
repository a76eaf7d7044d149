import { choiceDefaults } from '../config/defaults.ts'
import type { Abilities } from '../contracts/channel.ts'
import type { ButtonEvent, CardPart, ChoicesPart, Option, Part } from '../contracts/message.ts'
import type { ChooseOption, HandlerResult } from '../contracts/ports.ts'
import type { Offered, Turn } from '../contracts/turn.ts'

/**
 * Where a platform has no buttons, options are numbered text, and what a person types is the press of one. What was
 * offered is part of the conversation's state: it is answered, replaced by what is said next, or forgotten after a day.
 */
export function chosenOf(turn: Turn, choose: ChooseOption): ButtonEvent | undefined {
  const { state, events, chatbot, now, group, from } = turn
  const { offered } = state
  const [event] = events
  if (offered === undefined || state.handoff !== undefined || events.length !== 1 || event.kind !== 'message')
    return undefined
  if (now - offered.at > choiceDefaults.offeredMs) return undefined
  // In a group the others talk among themselves.
  if (group && offered.to !== undefined && offered.to !== from?.id) return undefined
  const [part] = event.parts
  if (part?.type !== 'text' || event.parts.length !== 1) return undefined
  const option = choose(part.text, offered.options, state.language ?? chatbot.languages[0])
  if (option === undefined) return undefined
  const { parts: _parts, replyTo: _replyTo, album: _album, mentioned: _mentioned, ...rest } = event
  return { ...rest, kind: 'button', option: option.id, label: option.label }
}

/** What can be chosen by its number once the turn's messages are shown; undefined when nothing can. */
export function offeredAfter(
  turn: Pick<Turn, 'events' | 'state' | 'now' | 'from'>,
  messages: HandlerResult['messages'],
  abilities: Abilities,
): Offered | undefined {
  if (messages.flat().some(hasOptions)) {
    const offered = offeredIn(messages.flat(), turn.now, abilities)
    return offered === undefined || turn.from === undefined ? offered : { ...offered, to: turn.from.id }
  }
  // What the bot says by itself (a reminder) is no answer: the question before it is still open.
  return messages.length > 0 && isSaying(turn) ? undefined : turn.state.offered
}

/** The last options in what is said, where they are shown as text. */
export function offeredIn(parts: readonly Part[], at: number, abilities: Abilities): Offered | undefined {
  const last = parts.findLast(hasOptions)
  if (last === undefined || !isShownAsText(last, abilities)) return undefined
  return { options: last.options.map(({ id, label }): Option => ({ id, label })), at }
}

function isSaying({ events: [event] }: Pick<Turn, 'events'>): boolean {
  return event.kind === 'message' || event.kind === 'command' || event.kind === 'button'
}

type Offer = ChoicesPart | (CardPart & { readonly options: readonly Option[] })

function hasOptions(part: Part): part is Offer {
  return 'options' in part && part.options.length > 0
}

function isShownAsText({ type, options }: Offer, { parts, buttons }: Abilities): boolean {
  return parts[type] !== 'native' || options.length > buttons.value
}
