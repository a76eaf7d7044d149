import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useModel } from '../model.ts'
import type { Attachments } from './attachments.tsx'
import { Composer } from './composer.tsx'
import { Icon } from './icons.tsx'

/** What can be said now: everything; an address, when nobody is there; or the first word of another conversation. */
export function Foot({ attachments }: { readonly attachments: Attachments }) {
  const { conversation, speech } = useModel()
  const { line, ended, handoff, forgetting } = conversation
  const [begun, setBegun] = useState(false)
  const foot = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!ended) setBegun(false)
  }, [ended])
  // Whoever begins again wants to write.
  useLayoutEffect(() => {
    if (begun) foot.current?.querySelector('textarea')?.focus()
  }, [begun])
  if (ended && !begun) return <Ended begin={() => setBegun(true)} />
  return (
    <footer class="foot" ref={foot}>
      {/* Always there, so that what appears in it is read out. */}
      <p class={`banner ${line.state}`} role="status">
        {line.state === 'offline' && !forgetting && (
          <>
            <Icon name="offline" />
            <span>{speech.say('offline')}</span>
          </>
        )}
        {line.state === 'refused' && (
          <>
            <Icon name="alarm" />
            <span>{line.reason === '' ? speech.say('refused') : line.reason}</span>
          </>
        )}
      </p>
      {handoff.state === 'waiting' && (handoff.asksEmail ? <EmailForm /> : <Waiting />)}
      <Composer attachments={attachments} />
    </footer>
  )
}

function Waiting() {
  const { speech } = useModel()
  return (
    <p class="waiting">
      <span class="pulse" aria-hidden="true" />
      <span>{speech.say('waitingNote')}</span>
    </p>
  )
}

/** The gateway keeps the first address that is written while it asks for one. */
function EmailForm() {
  const { speech, actions } = useModel()
  const [isBad, setBad] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  function leave() {
    const input = field.current
    if (input === null) return
    const address = input.value.trim()
    if (address === '' || !input.checkValidity()) {
      setBad(true)
      input.focus()
      return
    }
    actions.say([{ type: 'text', text: address }])
  }

  return (
    <form
      class="email"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        leave()
      }}
    >
      <p class="email-title">{speech.say('nobody')}</p>
      <p id="email-ask">{speech.say('emailAsk')}</p>
      <div class="email-field">
        <input
          ref={field}
          type="email"
          autocomplete="email"
          dir="ltr"
          placeholder="name@example.com"
          aria-label={speech.say('email')}
          aria-describedby={isBad ? 'email-bad' : 'email-ask'}
          aria-invalid={isBad}
          onInput={() => setBad(false)}
        />
        <button type="submit" class="primary">
          {speech.say('emailSend')}
        </button>
      </div>
      <p class="problem" id="email-bad" role="status">
        {isBad && speech.say('emailBad')}
      </p>
    </form>
  )
}

/** What had the focus is gone with the end: the way on has it. */
function Ended({ begin }: { readonly begin: () => void }) {
  const { speech } = useModel()
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => button.current?.focus(), [])
  return (
    <footer class="foot ended">
      <button ref={button} type="button" class="primary" onClick={begin}>
        {speech.say('startNew')}
      </button>
    </footer>
  )
}
