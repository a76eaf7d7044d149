import { turnDefaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'
import { messageId } from '../contracts/id.ts'
import type { Handled, Routed, Trace } from '../contracts/turn.ts'
import type { HandlerResult, TurnServices } from '../contracts/ports.ts'
import { gestures } from './gesture.ts'
import type { Gestures } from './gesture.ts'
import { handingOf } from './handing.ts'
import type { PipelineHost } from './host.ts'
import { offeredAfter } from './offer.ts'
import { insist } from './insist.ts'
import { stage } from './pipe.ts'
import { translateSaid } from './translate.ts'

/** Lets the turn's handlers answer. A handler that takes too long is given up; what it does afterwards reaches nothing. */
export function handle(host: PipelineHost) {
  return stage('handle', async (turn: Routed): Promise<Handled> => {
    showSeen(turn)
    const avatar = gestures(host, turn)
    const ran = turn.routes.length === 0 ? silent(turn) : await withinTime(turn, avatar)
    const { result, says, step } = handingOf(host.handoff, turn, ran)
    const { offered: _before, ...next } = result.next
    const ours = says.map((text) => [{ type: 'text', text } as const])
    const messages = [...(await translateSaid(host, turn, result.messages)), ...ours]
    avatar.reply(result, messages)
    const offered = offeredAfter(turn, messages, host.adapterOf(turn.channel).abilities)
    return {
      ...turn,
      outcome: result.outcome,
      by: result.by,
      said: messages.map((parts, index) => ({ id: messageId(turn.id, index), parts })),
      next: {
        ...next,
        ...spokenAfter(turn, result),
        ...toldAfter(turn, result),
        at: turn.now,
        ...(offered === undefined ? {} : { offered }),
      },
      writes: result.writes,
      schedules: result.schedules,
      ...(result.contactChange === undefined ? {} : { contactChange: result.contactChange }),
      ...(step === undefined ? {} : { handed: step }),
      ...(result.erasesContact === undefined ? {} : { erasesContact: result.erasesContact }),
      trace: traceOf(turn, result),
    }
  })

  function withinTime(turn: Routed, avatar: Gestures): Promise<HandlerResult> {
    const limit = new AbortController()
    const stop = () => limit.abort(turn.work.signal.reason)
    turn.work.signal.addEventListener('abort', stop, { once: true })
    const typing = showTyping(turn)
    const timer = setTimeout(
      () => limit.abort(new Error(`The handler took longer than ${turnDefaults.handlerMs / 1000} s.`)),
      turnDefaults.handlerMs,
    )
    return new Promise<HandlerResult>((resolve, reject) => {
      limit.signal.addEventListener('abort', () => reject(limit.signal.reason as Error), { once: true }) // always aborted with an error
      if (turn.work.signal.aborted) stop()
      else host.handlers.run(turn, services(turn, avatar, limit.signal)).then(resolve, reject)
    }).finally(() => {
      // Also where the handler itself never ends.
      clearTimeout(timer)
      typing.stop()
      turn.work.signal.removeEventListener('abort', stop)
    })
  }

  function services(turn: Routed, avatar: Gestures, signal: AbortSignal): TurnServices {
    // Only a burst could be made up differently the next time: by what arrived meanwhile.
    let fixed = turn.work.wasOpen || turn.events[0].kind !== 'message' ? Promise.resolve() : undefined
    return {
      journal: turn.work.journal,
      fix: () => (signal.aborted ? givenUp() : (fixed ??= host.store.turns.fix(turn))),
      record: (index, entry) =>
        signal.aborted
          ? givenUp()
          : insist(
              () => host.store.turns.record(turn, index, entry),
              () => !signal.aborted,
            ),
      store: host.store.pluginStore,
      schedules: host.store.schedules,
      knowledge: host.knowledge,
      models: host.models,
      onPiece(id, index, text, done) {
        avatar.piece(text, done)
        stream(turn, { id, index, text, done })
      },
      signal,
    }
  }

  /** Best effort: a reply while it is being written. The finished message follows through the outbox. */
  function stream(
    turn: Routed,
    piece: { readonly id: string; readonly index: number; readonly text: string; readonly done: boolean },
  ): void {
    const adapter = host.adapterOf(turn.channel)
    if (adapter.stream === undefined) return
    void Promise.resolve(host.connection(turn.channel))
      .then(({ client }) => adapter.stream?.(client, turn.address, piece, messageOf(turn)))
      .catch((error: unknown) =>
        host.log.debug({ conversation: turn.conversation, error }, 'A piece of a reply could not be shown.'),
      )
  }

  /** Best effort: the person sees that what they said was read. */
  function showSeen(turn: Routed): void {
    const adapter = host.adapterOf(turn.channel)
    if (adapter.seen === undefined || turn.attempt > 1) return
    void Promise.resolve(host.connection(turn.channel))
      .then(({ client }) => adapter.seen?.(client, turn.events))
      .catch((error: unknown) =>
        host.log.debug({ conversation: turn.conversation, error }, 'Messages could not be marked as read.'),
      )
  }

  function showTyping(turn: Routed): { stop(): void } {
    const adapter = host.adapterOf(turn.channel)
    if (adapter.typing === undefined) return { stop: () => undefined }
    const show = () =>
      void Promise.resolve(host.connection(turn.channel))
        .then(({ client }) => adapter.typing?.(client, turn.address, messageOf(turn)))
        .catch((error: unknown) =>
          host.log.debug({ conversation: turn.conversation, error }, 'Typing could not be shown.'),
        )
    let timer = setTimeout(function again() {
      show()
      timer = setTimeout(again, turnDefaults.typingEveryMs)
    }, turnDefaults.typingAfterMs)
    return { stop: () => clearTimeout(timer) }
  }
}

/** What is left out was nothing, or what everyone expects. */
function traceOf(
  { language, read, intent, uncertain = [], attempt }: Routed,
  { by, passed = [], outcome }: HandlerResult,
): Trace {
  return {
    language,
    ...(read === undefined ? {} : { read: read.map(({ as, by }) => ({ as, by })) }),
    ...(intent === undefined ? {} : { intent }),
    ...(uncertain.length === 0 ? {} : { uncertain }),
    ...(by === undefined ? {} : { by }),
    ...(passed.length === 0 ? {} : { passed }),
    outcome,
    ...(attempt === 1 ? {} : { attempt }),
  }
}

/** The language of what comes next: what was learned of the person in this turn is what they are answered in. */
function spokenAfter({ language, chatbot }: Routed, { contactChange }: HandlerResult): Partial<Handled['next']> {
  const learned = contactChange?.language
  const chosen = chatbot.languages.find((spoken) => spoken === learned)
  return chosen === undefined ? { language } : { language: chosen, chosenLanguage: chosen }
}

function toldAfter({ now }: Routed, { by, messages }: HandlerResult): Partial<Handled['next']> {
  return by?.handler.kind === 'overLimit' && messages.length > 0 ? { toldLimitAt: now } : {}
}

/** The platform's id of the message that is being answered. */
function messageOf({ events }: Routed): string | undefined {
  const event = events.at(-1)
  return event !== undefined && 'id' in event ? event.id : undefined
}

/** A turn that was given up must not write any more. */
function givenUp(): Promise<never> {
  return Promise.reject(new Busy('The turn was given up.'))
}

function silent(turn: Routed): HandlerResult {
  const { version: _version, ...next } = turn.state
  return { outcome: 'nobody', by: undefined, messages: [], next, writes: [], schedules: [] }
}
