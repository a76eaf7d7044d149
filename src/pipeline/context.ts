import { contextDefaults } from '../config/defaults.ts'
import type { ConversationState, Contextual, Localized } from '../contracts/turn.ts'
import type { Sender } from '../contracts/message.ts'
import type { PipelineHost } from './host.ts'
import { createMemory } from './memory.ts'
import { stage } from './pipe.ts'

/**
 * Who is speaking, and what is still known of what was said. What nobody in particular said (a schedule, a channel's
 * post) belongs to the chat itself.
 */
export function context(host: PipelineHost) {
  const memoryOf = createMemory(host)
  return stage('context', async (turn: Localized): Promise<Contextual> => {
    const sender: Sender = turn.from ?? { id: turn.address.chat }
    const phone = host.adapterOf(turn.channel).phone?.(sender, turn.address)
    const { id, identity, isNew, outdated, ...contact } = await host.store.contacts.resolve(
      turn.channel.id,
      sender,
      phone,
    )
    const name = contact.name ?? sender.name
    const startsOver = asksToStartOver(host, turn)
    const state = startsOver || wasAway(turn) ? anew(turn.state, turn.now, startsOver) : turn.state
    return {
      ...turn,
      ...chosenBefore(turn, contact.language),
      state,
      ...(startsOver ? { startsOver } : {}),
      memory: memoryOf(turn, state),
      contact: {
        id,
        ...(identity === undefined ? {} : { identity }),
        userId: sender.id,
        ...(name === undefined ? {} : { name }),
        ...(sender.username === undefined ? {} : { username: sender.username }),
        ...(contact.timeZone === undefined ? {} : { timeZone: contact.timeZone }),
        isNew,
        ...(phone === undefined ? {} : { phone }),
        ...(outdated === undefined ? {} : { outdated }),
      },
    }
  })
}

/** In another conversation, and not yet in this one: the person is answered in what they once asked for. */
function chosenBefore({ state, chatbot, language, wish }: Localized, known: string | undefined): Partial<Localized> {
  const isNew = state.language === undefined && state.chosenLanguage === undefined && wish === undefined
  if (!isNew || known === undefined || known === language || !chatbot.languages.includes(known)) return {}
  return { language: known, written: language }
}

const commands = new Set(['start', 'reset', 'restart'])

/** In words or by command. `/start` also opens a chat: where nothing is remembered, it is no more than that. */
function asksToStartOver(host: PipelineHost, { events, text, state }: Localized): boolean {
  const [event] = events
  if (state.handoff !== undefined) return false
  if (event.kind === 'command') return commands.has(event.name) && (event.name !== 'start' || remembers(state))
  return event.kind === 'message' && events.length === 1 && host.startsOver(text, state.dialogue)
}

function remembers({ dialogue, variables }: ConversationState): boolean {
  return dialogue !== undefined || Object.keys(variables).length > 0
}

/** Away for so long that what was said before is no context any more. A dialogue has an end of its own, with a kind word. */
function wasAway({ now, state: { at, handoff } }: Localized): boolean {
  return at !== undefined && handoff === undefined && now - at > contextDefaults.idleMs
}

function anew(state: ConversationState, now: number, everything: boolean): ConversationState {
  const { dialogue, offered: _past, ...rest } = state
  return { ...rest, variables: {}, since: now, ...(everything || dialogue === undefined ? {} : { dialogue }) }
}
