import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ThemeMode } from '../../protocol.ts'
import { useModel } from '../model.ts'
import { isLanguage, languages } from '../words/index.ts'
import { Icon } from './icons.tsx'

const themeOrder = ['auto', 'light', 'dark'] as const satisfies readonly ThemeMode[]
const themeWords = { auto: 'themeAuto', light: 'themeLight', dark: 'themeDark' } as const

/** What a visitor may choose; a browser remembers it. */
export function Menu({ shut }: { readonly shut: () => void }) {
  const { speech, choices, conversation, actions, config, name } = useModel()
  const first = useRef<HTMLDivElement>(null)
  const [isEnding, setEnding] = useState(false)
  const hasTalk = conversation.entries.length > 0
  useLayoutEffect(() => first.current?.querySelector<HTMLElement>('input:checked')?.focus(), [])

  return (
    <div id="menu" class="menu" ref={first}>
      <fieldset>
        <legend>{speech.say('theme')}</legend>
        <div class="segments">
          {themeOrder.map((theme) => (
            <label key={theme}>
              <input
                type="radio"
                name="theme"
                checked={choices.theme === theme}
                onChange={() => actions.wish({ theme })}
              />
              <span>{speech.say(themeWords[theme])}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <label class="row">
        <span>{speech.say('language')}</span>
        <select
          value={speech.language}
          onChange={({ currentTarget: { value } }) => isLanguage(value) && actions.wish({ language: value })}
        >
          {Object.entries(languages).map(([code, own]) => (
            <option key={code} value={code} lang={code}>
              {own}
            </option>
          ))}
        </select>
      </label>
      <Switch
        label={speech.say('readAloud')}
        on={choices.readAloud}
        change={(readAloud) => actions.wish({ readAloud })}
      />
      {config.avatar !== null && (
        <>
          <Switch
            label={speech.say('figure', { name })}
            on={choices.figure}
            change={(figure) => actions.wish({ figure })}
          />
          {choices.figure && (
            <Switch
              label={speech.say('movement')}
              on={choices.movement}
              change={(movement) => actions.wish({ movement })}
            />
          )}
        </>
      )}
      {hasTalk && (
        <button type="button" class="row action" onClick={actions.save}>
          <Icon name="save" />
          <span>{speech.say('save')}</span>
        </button>
      )}
      {hasTalk && !conversation.ended && (
        <button type="button" class="row action" onClick={() => setEnding(true)}>
          <Icon name="leave" />
          <span>{speech.say('end')}</span>
        </button>
      )}
      {isEnding && <EndDialog done={shut} stay={() => setEnding(false)} />}
    </div>
  )
}

function Switch(props: { readonly label: string; readonly on: boolean; readonly change: (on: boolean) => void }) {
  return (
    <label class="row">
      <span>{props.label}</span>
      <input
        type="checkbox"
        role="switch"
        checked={props.on}
        onChange={({ currentTarget }) => props.change(currentTarget.checked)}
      />
    </label>
  )
}

function EndDialog({ done, stay }: { readonly done: () => void; readonly stay: () => void }) {
  const { speech, actions } = useModel()
  const dialog = useRef<HTMLDialogElement>(null)
  const [failed, setFailed] = useState(false)
  useLayoutEffect(() => dialog.current?.showModal(), [])

  async function end() {
    if (await actions.end()) done()
    else setFailed(true)
  }

  return (
    <dialog ref={dialog} aria-labelledby="end-title" onClose={stay} onKeyDown={(event) => event.stopPropagation()}>
      <h2 id="end-title">{speech.say('endAsk')}</h2>
      <p>{speech.say('endNote')}</p>
      <p class="problem" role="status">
        {failed && speech.say('endFailed')}
      </p>
      <div class="dialog-buttons">
        <button type="button" class="plain" onClick={stay}>
          {speech.say('stay')}
        </button>
        <button type="button" class="primary" onClick={() => void end()}>
          {speech.say('end')}
        </button>
      </div>
    </dialog>
  )
}
