import type { EmbedConfig, WireSession } from '../../../src/contracts/wire.ts'
import type { ToLoader } from '../protocol.ts'
import { announcementsOf } from './announcements.ts'
import {
  type Conversation,
  type Happening,
  type Part,
  isSaid,
  lastSeqOf,
  nothingSaid,
  step,
  unreadIn,
} from './conversation.ts'
import type { Drawer } from './kept.ts'
import { type ChatLine, openLine } from './line.ts'
import type { Actions } from './model.ts'
import { plainText } from './plain.ts'
import { languageByScript } from './scripts.ts'
import type { Stage } from './stage.ts'
import { type Told, openTabs } from './tabs.ts'
import { type Unsent, openUnsent } from './unsent.ts'
import { uploadFile } from './upload.ts'
import { verdictsIn, writeVerdicts } from './verdicts.ts'
import { type Voice, createVoice } from './voice.ts'

/** The conversation with everything that makes it live: the line, what waits to be sent, the other tabs, the voice. */
export interface Live {
  conversation(): Conversation
  /** Whether somebody sees the panel now. */
  seen(now: boolean): void
  readAloud(on: boolean): void
  /** Signed by the website's server: who the visitor is. */
  identify(identity: string): void
  /** The website's visitor is somebody else from now on: nothing of this one is left here. */
  forget(): Promise<void>
  readonly actions: Pick<
    Actions,
    'say' | 'choose' | 'retry' | 'discard' | 'judge' | 'typing' | 'end' | 'forget' | 'upload' | 'looked' | 'hush'
  > & { readonly poke: () => void }
}

export interface LiveNeeds {
  readonly config: Pick<EmbedConfig, 'embedId'>
  readonly drawer: Drawer
  readonly stage: Stage | undefined
  /** Of the panel's own words, for what tells no language itself. */
  readonly language: () => string
  /** Something is to be drawn again. */
  readonly changed: () => void
  readonly reading: (now: boolean) => void
  readonly tell: (message: ToLoader) => void
}

/** UTF-16 units of an answer that a closed panel shows beside its launcher. */
const teaserLength = 140

export function openLive({ config, drawer, stage, language, changed, reading, tell }: LiveNeeds): Live {
  const { embedId } = config
  const unsent = openUnsent(embedId)
  let conversation: Conversation = {
    ...nothingSaid,
    readSeq: Number(drawer.get('read') ?? 0),
    verdicts: verdictsIn(drawer),
  }
  // Loaded again in the middle of it.
  if (drawer.get('forgotten') !== undefined) conversation = step(conversation, forgottenNow())
  let isSeen = false
  /** Nobody has looked since the last time somebody did. */
  let isBack = true
  let unread = 0
  let identity: string | undefined
  let isSpeaking = false

  const tabs = openTabs(embedId, heard)
  const line: ChatLine = openLine({
    auth(solution) {
      const visitorToken = drawer.get('visitor')
      const forgotten = drawer.get('forgotten')
      const lastSeq = lastSeqOf(conversation)
      return {
        embedId,
        lastSeq,
        ...(visitorToken && { visitorToken }),
        ...(identity && { identity }),
        ...(solution && { solution }),
        ...(forgotten && { forgotten }),
      }
    },
    happened,
    session,
    settled(id) {
      void unsent.remove(id)
      tabs.tell({ told: 'settled', id })
    },
    forgotten(erasureId) {
      void leave(erasureId)
    },
    animated: (animation) => stage?.play(animation),
    spoken: (frame) => voice.frame(frame),
  })
  const voice: Voice = createVoice({ ask: (on) => line.voice(on), stage, reading })

  // What was written before the page was loaded again.
  const restored = unsent.all().then((all) => all.forEach(sendAgain))

  function happened(happening: Happening): void {
    const before = conversation
    conversation = step(before, happening)
    if (conversation === before) return
    if (happening.type === 'streamChunk') stage?.say(happening.text, language())
    if (happening.type === 'received') {
      const { id, from } = happening.message
      if (happening.message.seq > conversation.replayedTo) tell({ type: 'message', id, from })
    }
    for (const news of announcementsOf(before, conversation)) {
      if (news.what !== 'said' || !isSeen) continue
      const words = plainText(news.entry.parts)
      voice.said(words, languageByScript(words) ?? language())
    }
    count()
    changed()
  }

  function session({ visitorToken, lastSeq }: WireSession): void {
    // Who comes with an identity is given none, and is again who they were without it.
    if (visitorToken !== '') drawer.set('visitor', visitorToken)
    drawer.set('forgotten', undefined)
    // An older copy of the gateway's database is back, or another visitor came: its numbers begin below ours.
    if (conversation.readSeq > lastSeq) conversation = { ...conversation, readSeq: lastSeq }
    if (isSpeaking) voice.wish(true)
    tell({ type: 'ready' })
  }

  function sendAgain(message: Unsent): void {
    happened({ type: 'wrote', ...message })
    line.say(message)
  }

  /** A badge, and the newest of what was missed. */
  function count(): void {
    const now = unreadIn(conversation)
    if (now === unread) return
    unread = now
    const newest = conversation.entries.findLast((entry) => isSaid(entry) && entry.from !== 'visitor')
    const words = newest !== undefined && isSaid(newest) ? plainText(newest.parts).slice(0, teaserLength) : ''
    tell({ type: 'unread', count: now, ...(now > 0 && words !== '' ? { teaser: words } : {}) })
  }

  function heard(told: Told): void {
    switch (told.told) {
      case 'read':
        happened({ type: 'read', seq: told.seq })
        return
      case 'wrote':
        void unsent.all().then((all) => {
          const message = all.find(({ id }) => id === told.id)
          if (message !== undefined) happened({ type: 'wrote', ...message })
        })
        return
      case 'settled':
        line.discard(told.id)
        happened({ type: 'delivery', id: told.id, delivery: 'kept' })
        return
      case 'verdict':
        happened({ type: 'verdict', id: told.id, ...(told.verdict && { verdict: told.verdict }) })
    }
  }

  function say(parts: readonly Part[]): void {
    const message: Unsent = { id: newId(), parts, at: new Date().toISOString() }
    voice.hush()
    happened({ type: 'wrote', ...message })
    tell({ type: 'message', id: message.id, from: 'visitor' })
    // Kept before it is sent: a page may go away at any moment.
    void restored
      .then(() => unsent.add(message))
      .then(() => {
        tabs.tell({ told: 'wrote', id: message.id })
        line.say(message)
      })
  }

  function looked(): void {
    if (!isSeen || lastSeqOf(conversation) < conversation.replayedTo) return
    const before = conversation.readSeq
    happened({ type: 'looking', back: isBack })
    isBack = false
    const { readSeq, entries } = conversation
    if (readSeq <= before) return
    drawer.set('read', String(readSeq))
    tabs.tell({ told: 'read', seq: readSeq })
    for (const entry of entries)
      if (isSaid(entry) && entry.from !== 'visitor' && entry.seq > before) line.read(entry.id)
  }

  /** Nothing of this visitor is left here; with an erasure, nothing at the gateway either, once it is carried out. */
  async function leave(erasure?: string): Promise<void> {
    voice.hush()
    line.clear()
    drawer.empty()
    if (erasure === undefined) conversation = nothingSaid
    else {
      drawer.set('forgotten', erasure)
      happened(forgottenNow())
    }
    await unsent.clear()
    line.again()
    changed()
  }

  return {
    conversation: () => conversation,
    seen(now) {
      if (isSeen && !now) isBack = true
      isSeen = now
      stage?.seen(now)
      if (now) looked()
      else voice.hush()
    },
    readAloud(on) {
      isSpeaking = on
      voice.wish(on)
    },
    identify(given) {
      if (identity === given) return
      identity = given
      line.again()
    },
    forget() {
      identity = undefined
      return leave()
    },
    actions: {
      say,
      looked,
      choose: ({ id, label }) => say([{ type: 'chosen', id, label }]),
      retry(id) {
        const entry = conversation.entries.find((one) => one.id === id)
        if (entry !== undefined && isSaid(entry)) line.retry({ id, parts: entry.parts, at: entry.at })
      },
      discard(id) {
        line.discard(id)
        void unsent.remove(id)
        happened({ type: 'discarded', id })
      },
      judge(id, verdict) {
        happened({ type: 'verdict', id, ...(verdict && { verdict }) })
        writeVerdicts(drawer, conversation.verdicts)
        tabs.tell({ told: 'verdict', id, ...(verdict && { verdict }) })
        line.judge(id, verdict)
      },
      typing: (now) => {
        stage?.feel(now ? 'listen' : 'rest')
        line.typing(now)
      },
      end: () => line.end(),
      // It may be heard before it is answered.
      forget: async () => (await line.forget()) || conversation.forgetting,
      upload: (file, progress, signal) =>
        uploadFile(embedId, identity ?? drawer.get('visitor') ?? '', file, progress, signal),
      hush: () => voice.hush(),
      poke: () => line.poke(),
    },
  }
}

const forgottenNow = (): Happening => ({ type: 'forgotten', at: new Date().toISOString() })

/** `crypto.randomUUID` is there on https and localhost only. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
