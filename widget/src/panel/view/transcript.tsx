import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { type Notice, unreadIn } from '../conversation.ts'
import { type Model, useModel } from '../model.ts'
import { type Row, rowsOf } from '../rows.ts'
import { type Times, timesIn } from '../times.ts'
import { Icon } from './icons.tsx'
import { Dots, Message } from './message.tsx'
import { Prose } from './prose.tsx'

/** Rows that are drawn at once; older ones are asked for. */
const drawnAtOnce = 120
/** Closer to the end than this, in pixels, somebody is reading along. */
const nearEnd = 80

/**
 * What was said. Its words are read out by `Announcer`, once and whole: a live region here would say every piece of a
 * streamed answer.
 */
export function Transcript() {
  const model = useModel()
  const { conversation, speech, name, welcome } = model
  const times = useMemo(() => timesIn(speech.language), [speech.language])
  const rows = useMemo(() => rowsOf(conversation, (at) => times.dayKey(at)), [conversation, times])
  const [drawn, setDrawn] = useState(drawnAtOnce)
  const { log, isAtEnd, toEnd, scrolled } = useEnd(rows, model)
  const shown = rows.slice(-drawn)
  const news = unreadIn(conversation)
  const newsText = speech.say('newMessages', { count: news })
  return (
    <div class="transcript">
      <div
        ref={log}
        class="log"
        role="log"
        aria-live="off"
        aria-label={speech.say('conversation')}
        tabIndex={0}
        onScroll={scrolled}
      >
        <ol class="messages">
          {rows.length <= drawn && (
            <li class="message other welcome">
              <span class="unseen">{speech.say('saidBy', { name })}</span>
              <div class="bubble" dir="auto">
                <Prose text={welcome} />
              </div>
            </li>
          )}
          {rows.length > drawn && (
            <li class="divider">
              <button type="button" class="link" onClick={() => setDrawn(drawn + drawnAtOnce)}>
                {speech.say('earlier')}
              </button>
            </li>
          )}
          {shown.map((row) => rowView(row, times, model))}
          {conversation.typing && (
            <li class="message other typing">
              <div class="bubble">
                <span class="unseen">{speech.say('typing', { name: conversation.handoff.agent ?? name })}</span>
                <Dots />
              </div>
            </li>
          )}
        </ol>
      </div>
      {!isAtEnd && (
        <button type="button" class="latest" onClick={toEnd} aria-label={news === 0 ? speech.say('latest') : newsText}>
          {news > 0 && <span>{newsText}</span>}
          <Icon name="down" />
        </button>
      )}
    </div>
  )
}

function rowView(row: Row, times: Times, { speech, conversation: { verdicts } }: Model) {
  switch (row.row) {
    case 'message':
      return (
        <Message
          key={row.key}
          said={row.said}
          joined={row.joined}
          chosen={row.chosen}
          verdict={verdicts[row.said.id]}
          times={times}
        />
      )
    case 'day':
      return (
        <li key={row.key} class="divider day">
          <span>{times.day(row.at, Date.now())}</span>
        </li>
      )
    case 'new':
      return (
        <li key={row.key} class="divider new">
          <span>{speech.say('newBelow')}</span>
        </li>
      )
    case 'conversation':
      return (
        <li key={row.key} class="divider">
          <span>{speech.say('newConversation')}</span>
        </li>
      )
    case 'notice':
      return (
        <li key={row.key} class="divider notice">
          <span>{noticeText(row.notice, speech.say)}</span>
        </li>
      )
  }
}

/** Who has the conversation now. */
export function noticeText({ notice, agent }: Notice, say: Model['speech']['say']): string {
  switch (notice) {
    case 'waiting':
      return say('waitingPerson')
    case 'human':
      return say('personHere', { name: agent ?? say('aPerson') })
    case 'bot':
      return say('botAgain')
    case 'ended':
    case 'forgetting':
    case 'forgotten':
      return say(notice)
  }
}

/** Whoever reads along stays at the end; whoever reads above stays where they are. */
function useEnd(rows: readonly Row[], { conversation, actions }: Model) {
  const log = useRef<HTMLDivElement>(null)
  const [isAtEnd, setAtEnd] = useState(true)
  const following = useRef(true)
  const { typing } = conversation
  const lastOwn = conversation.entries.findLast((entry) => 'parts' in entry && entry.from === 'visitor')?.id

  const toEnd = useCallback(() => {
    if (log.current !== null) log.current.scrollTop = log.current.scrollHeight
  }, [])
  const scrolled = useCallback(() => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = log.current ?? {}
    following.current = scrollHeight - scrollTop - clientHeight < nearEnd
    setAtEnd(following.current)
    if (following.current) actions.looked()
  }, [actions])

  // Whoever wrote something wants to see it.
  useLayoutEffect(() => {
    following.current = true
    toEnd()
  }, [lastOwn, toEnd])
  // What fits without scrolling is read, too.
  useLayoutEffect(() => {
    if (following.current) toEnd()
    scrolled()
  }, [rows, typing, toEnd, scrolled])
  useEffect(() => {
    // Pictures arrive after their messages, and a keyboard takes room away.
    const observer = new ResizeObserver(() => {
      if (following.current) toEnd()
    })
    if (log.current !== null) observer.observe(log.current)
    const list = log.current?.firstElementChild
    if (list) observer.observe(list)
    return () => observer.disconnect()
  }, [toEnd])
  return { log, isAtEnd, toEnd, scrolled }
}
