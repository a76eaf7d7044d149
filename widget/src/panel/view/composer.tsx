import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { filesIn } from '../attach.ts'
import { type Dictation, dictate, recognizer } from '../dictation.ts'
import { useModel } from '../model.ts'
import { wordIn } from '../words/own.ts'
import { AttachmentList, type Attachments } from './attachments.tsx'
import { Icon } from './icons.tsx'

/** UTF-16 units: the gateway takes no longer text. */
const mostText = 10_000
/** How many are left is said when it begins to matter. */
const countedFrom = 9500
/** How long after the last key somebody is still typing, and how often it is said: milliseconds. */
const typingMs = 3000

export function Composer({ attachments }: { readonly attachments: Attachments }) {
  const { speech, config, conversation, actions, layout } = useModel()
  const [text, setText] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const typing = useTyping(actions.typing)
  const voice = useDictation(speech.language, text, setText)
  const refused = conversation.line.state === 'refused'
  const isSayable =
    (text.trim() !== '' || attachments.list.length > 0) && text.length <= mostText && attachments.isReady

  // Grows with what is in it, up to the height the style sheet allows.
  useLayoutEffect(() => {
    if (field.current === null) return
    field.current.style.height = 'auto'
    field.current.style.height = `${field.current.scrollHeight}px`
  }, [text])

  function submit() {
    if (!isSayable || refused) return
    voice.cancel()
    const said = text.trim()
    actions.say([...attachments.take(), ...(said === '' ? [] : [{ type: 'text', text: said } as const])])
    setText('')
    typing.stop()
    field.current?.focus()
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <AttachmentList list={attachments.list} remove={attachments.remove} />
      <p class="problem" role="status">
        {attachments.problem || voice.problem}
      </p>
      <div class="field">
        <FileButton accept={config.uploads.types.join(',')} name="attach" add={attachments.add} disabled={refused} />
        {layout === 'full' && <FileButton accept="image/*" name="photo" add={attachments.add} disabled={refused} />}
        <textarea
          ref={field}
          rows={1}
          dir={text === '' ? speech.dir : 'auto'}
          value={text}
          disabled={refused}
          aria-label={speech.say('yourMessage')}
          aria-describedby="left"
          aria-invalid={text.length > mostText}
          placeholder={wordIn(config.theme.words?.placeholder, speech.language) ?? speech.say('placeholder')}
          enterkeyhint="send"
          onInput={(event) => {
            setText(event.currentTarget.value)
            typing.key()
          }}
          onKeyDown={(event) => {
            // An Enter that ends a composition (Japanese, Chinese) belongs to it.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
            event.preventDefault()
            submit()
          }}
          onPaste={(event) => {
            const files = filesIn(event.clipboardData)
            if (files.length === 0) return
            event.preventDefault()
            attachments.add(files)
          }}
        />
        {voice.button}
        <button type="submit" class="round send" disabled={!isSayable || refused} aria-label={speech.say('send')}>
          <Icon name="send" />
        </button>
      </div>
      <p class="left" id="left" role="status">
        {text.length > mostText && speech.say('over', { count: text.length - mostText })}
        {text.length > countedFrom && text.length <= mostText && speech.say('left', { count: mostText - text.length })}
      </p>
    </form>
  )
}

function FileButton(props: {
  readonly accept: string
  readonly name: 'attach' | 'photo'
  readonly disabled: boolean
  readonly add: Attachments['add']
}) {
  const { speech } = useModel()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        class="round"
        disabled={props.disabled}
        aria-label={speech.say(props.name)}
        onClick={() => input.current?.click()}
      >
        <Icon name={props.name} />
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={props.name === 'attach'}
        accept={props.accept}
        {...(props.name === 'photo' ? { capture: 'environment' } : {})}
        onChange={({ currentTarget }) => {
          props.add([...(currentTarget.files ?? [])])
          // The same file may be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}

function useTyping(tell: (now: boolean) => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const toldAt = useRef(0)
  function stop() {
    clearTimeout(timer.current)
    if (toldAt.current === 0) return
    toldAt.current = 0
    tell(false)
  }
  function key() {
    if (Date.now() - toldAt.current > typingMs) {
      toldAt.current = Date.now()
      tell(true)
    }
    clearTimeout(timer.current)
    timer.current = setTimeout(stop, typingMs)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  return { key, stop }
}

/** A button only where the browser can; what it hears is written into the field, to be looked at and sent. */
function useDictation(language: string, text: string, setText: (text: string) => void) {
  const { speech } = useModel()
  const [Recognizer] = useState(() => recognizer())
  const [underway, setUnderway] = useState<Dictation>()
  const [problem, setProblem] = useState('')
  function begin() {
    if (Recognizer === undefined) return
    const before = text === '' ? '' : `${text.trimEnd()} `
    setProblem('')
    const dictation = dictate(
      Recognizer,
      language,
      (heard) => setText(before + heard),
      (error) => {
        setUnderway(undefined)
        if (error !== undefined) setProblem(speech.say('dictateFailed'))
      },
    )
    setUnderway(dictation)
  }
  const button = Recognizer !== undefined && (
    <button
      type="button"
      class={`round ${underway ? 'live' : ''}`}
      aria-pressed={underway !== undefined}
      aria-label={speech.say(underway === undefined ? 'dictate' : 'dictating')}
      onClick={() => (underway === undefined ? begin() : underway.stop())}
    >
      <Icon name={underway === undefined ? 'microphone' : 'stop'} />
    </button>
  )
  return { button, problem, cancel: () => underway?.cancel() }
}
