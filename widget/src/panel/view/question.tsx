import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type Question, useModel } from '../model.ts'

const words = {
  end: { title: 'endAsk', note: 'endNote', failed: 'endFailed', yes: 'end' },
  forget: { title: 'forgetAsk', note: 'forgetNote', failed: 'forgetFailed', yes: 'discard' },
} as const

/** What cannot be taken back is asked once more. */
export function QuestionDialog({ question, done }: { readonly question: Question; readonly done: () => void }) {
  const { speech, actions } = useModel()
  const dialog = useRef<HTMLDialogElement>(null)
  const [failed, setFailed] = useState(false)
  const { title, note, failed: failure, yes } = words[question]
  const stay = () => actions.ask(undefined)
  useLayoutEffect(() => dialog.current?.showModal(), [])

  async function go() {
    if (await actions[question]()) {
      stay()
      done()
    } else setFailed(true)
  }

  return (
    <dialog ref={dialog} aria-labelledby="question" onClose={stay} onKeyDown={(event) => event.stopPropagation()}>
      <h2 id="question">{speech.say(title)}</h2>
      <p>{speech.say(note)}</p>
      <p class="problem" role="status">
        {failed && speech.say(failure)}
      </p>
      <div class="dialog-buttons">
        <button type="button" class="plain" onClick={stay}>
          {speech.say('stay')}
        </button>
        <button type="button" class="primary" onClick={() => void go()}>
          {speech.say(yes)}
        </button>
      </div>
    </dialog>
  )
}
