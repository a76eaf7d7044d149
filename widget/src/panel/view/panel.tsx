import { useMemo, useRef, useState } from 'preact/hooks'
import { filesIn } from '../attach.ts'
import { type Model, ModelProvider, type Room, RoomProvider } from '../model.ts'
import { Announcer } from './announcer.tsx'
import { useAttachments } from './attachments.tsx'
import { Foot } from './foot.tsx'
import { Head } from './head.tsx'
import { Transcript } from './transcript.tsx'

/** The whole panel, drawn from a model: a live one, or one that was written down to look at. */
export function Panel({ model }: { readonly model: Model }) {
  const { config, name, welcome, speech, actions } = model
  const room = useMemo<Room>(
    () => ({ config, name, welcome, speech, actions }),
    [config, name, welcome, speech, actions],
  )
  return (
    <RoomProvider value={room}>
      <ModelProvider value={model}>
        <Frame model={model} />
      </ModelProvider>
    </RoomProvider>
  )
}

function Frame({ model: { speech, layout, keyboard, mode, conversation, actions } }: { readonly model: Model }) {
  const attachments = useAttachments()
  const panel = useRef<HTMLDivElement>(null)
  const [isDropping, setDropping] = useState(false)
  return (
    <div
      ref={panel}
      class={`panel ${mode} ${layout} ${keyboard ? 'keyboard' : ''}`}
      role="dialog"
      aria-modal={layout === 'full'}
      aria-label={speech.say('dialog', { name: '' }).trim()}
      aria-labelledby="name"
      lang={speech.language}
      dir={speech.dir}
      data-line={conversation.line.state}
      onKeyDown={(event) => {
        if (event.key === 'Escape') actions.close?.()
        if (event.key === 'Tab' && layout === 'full') stayInside(event, panel.current)
      }}
      onDragOver={(event) => {
        if (event.dataTransfer?.types.includes('Files') !== true) return
        event.preventDefault()
        setDropping(true)
      }}
      onDragLeave={(event) => {
        if (event.target === event.currentTarget || event.relatedTarget === null) setDropping(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setDropping(false)
        attachments.add(filesIn(event.dataTransfer))
      }}
    >
      <Head />
      <Transcript />
      <Foot attachments={attachments} />
      <Announcer />
      {isDropping && <p class="drop">{speech.say('drop')}</p>}
    </div>
  )
}

const reachable =
  'button:not(:disabled), a[href], input:not(:disabled, [hidden]), select, textarea:not(:disabled), [tabindex="0"]'

/** Over the whole screen there is nothing behind it to go to. */
function stayInside(event: KeyboardEvent, panel: HTMLElement | null): void {
  const all = [...(panel?.querySelectorAll<HTMLElement>(reachable) ?? [])]
  const [first, last] = [all[0], all.at(-1)]
  const { activeElement } = document
  const to =
    event.shiftKey && activeElement === first ? last : !event.shiftKey && activeElement === last ? first : undefined
  if (to === undefined) return
  event.preventDefault()
  to.focus()
}
