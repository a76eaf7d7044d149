import { useMemo } from 'preact/hooks'
import type { Delivery, Said, Verdict } from '../conversation.ts'
import { type Room, useRoom } from '../model.ts'
import { plainText } from '../plain.ts'
import { languageByScript } from '../scripts.ts'
import type { Times } from '../times.ts'
import { Icon, type IconName } from './icons.tsx'
import { Parts } from './parts.tsx'

export interface MessageProps {
  readonly said: Said
  /** Goes on where the same author left off. */
  readonly joined: boolean
  /** The option that was chosen of those in it. */
  readonly chosen: string | undefined
  readonly verdict: Verdict | undefined
  readonly times: Times
}

/** Drawn again only when it changed: a long conversation is not drawn for every letter of an answer. */
export function Message({ said, joined, chosen, verdict, times }: MessageProps) {
  const room = useRoom()
  return useMemo(
    () => messageView({ said, joined, chosen, verdict, times }, room),
    [said, joined, chosen, verdict, times, room],
  )
}

function messageView({ said, joined, chosen, verdict, times }: MessageProps, room: Room) {
  const { speech, name } = room
  const own = said.from === 'visitor'
  const isStreaming = said.streaming !== undefined
  const words = plainText(said.parts)
  const classes = ['message', own ? 'own' : 'other', joined && 'joined', isStreaming && 'streaming']
  return (
    <li class={classes.filter(Boolean).join(' ')} data-delivery={said.delivery}>
      <span class="unseen">{own ? speech.say('youSaid') : speech.say('saidBy', { name })}</span>
      {/* A screen reader hears the whole answer once, not every word of it. */}
      <div class="bubble" dir="auto" lang={languageByScript(words)} aria-busy={isStreaming}>
        {isStreaming && words === '' ? <Dots /> : <Parts parts={said.parts} own={own} chosen={chosen} />}
      </div>
      {!isStreaming && (
        <div class="meta">
          <time dateTime={said.at} title={times.full(said.at)}>
            {times.clock(said.at)}
          </time>
          {own && <DeliveryState said={said} />}
          {said.from === 'bot' && <Verdicts id={said.id} verdict={verdict} />}
        </div>
      )}
    </li>
  )
}

export function Dots() {
  return (
    <span class="dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  )
}

const icons: Readonly<Record<Delivery, IconName>> = {
  waiting: 'clock',
  sending: 'clock',
  kept: 'check',
  read: 'checks',
  failed: 'alarm',
}

function DeliveryState({ said }: { readonly said: Said }) {
  const { speech, actions } = useRoom()
  const { delivery = 'kept', reason = '' } = said
  const word = speech.say(delivery === 'kept' ? 'sent' : delivery)
  return (
    <span class="delivery" title={word}>
      <Icon name={icons[delivery]} />
      <span class={delivery === 'kept' || delivery === 'read' ? 'unseen' : ''}>{word}</span>
      {delivery === 'failed' && (
        <>
          {reason !== '' && <span class="reason">{reason}</span>}
          <button type="button" class="link" onClick={() => actions.retry(said.id)}>
            {speech.say('retry')}
          </button>
          <button type="button" class="link" onClick={() => actions.discard(said.id)}>
            {speech.say('discard')}
          </button>
        </>
      )}
    </span>
  )
}

function Verdicts({ id, verdict }: { readonly id: string; readonly verdict: Verdict | undefined }) {
  const { speech, actions } = useRoom()
  const button = (one: Verdict) => (
    <button
      type="button"
      class="verdict"
      aria-pressed={verdict === one}
      aria-label={speech.say(one === 'up' ? 'helpful' : 'notHelpful')}
      onClick={() => actions.judge(id, verdict === one ? undefined : one)}
    >
      <Icon name={one === 'up' ? 'up' : 'thumbDown'} />
    </button>
  )
  return (
    <span class="verdicts">
      {button('up')}
      {button('down')}
      <span class="unseen" role="status">
        {verdict !== undefined && speech.say('thanks')}
      </span>
    </span>
  )
}
