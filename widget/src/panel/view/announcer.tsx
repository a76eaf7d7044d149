import { useEffect, useRef, useState } from 'preact/hooks'
import { announcementsOf } from '../announcements.ts'
import { useModel } from '../model.ts'
import { plainText } from '../plain.ts'
import { noticeText } from './transcript.tsx'

/** What was said lately stays so long in the region: a screen reader reads additions, and nobody scrolls in it. */
const kept = 5

/** Read out, not seen: every message once, whole, in its turn. */
export function Announcer() {
  const { conversation, speech, name } = useModel()
  const before = useRef(conversation)
  const [spoken, setSpoken] = useState<readonly { readonly id: string; readonly text: string }[]>([])
  useEffect(() => {
    const news = announcementsOf(before.current, conversation).map((one) => {
      switch (one.what) {
        case 'said':
          return { id: one.id, text: `${speech.say('saidBy', { name })} ${plainText(one.entry.parts)}` }
        case 'failed':
          return { id: `failed-${one.id}`, text: `${speech.say('failed')}. ${one.reason}` }
        case 'notice':
          return { id: one.id, text: noticeText(one.entry, speech.say) }
      }
    })
    before.current = conversation
    if (news.length > 0) setSpoken((earlier) => [...earlier, ...news].slice(-kept))
  }, [conversation, speech, name])
  return (
    <div class="unseen announcer" aria-live="polite" aria-relevant="additions">
      {spoken.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  )
}
