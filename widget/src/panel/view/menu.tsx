import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ThemeMode } from '../../protocol.ts'
import { useModel } from '../model.ts'
import { isLanguage, languages } from '../words/index.ts'
import { Icon } from './icons.tsx'

const themeOrder = ['auto', 'light', 'dark'] as const satisfies readonly ThemeMode[]
const themeWords = { auto: 'themeAuto', light: 'themeLight', dark: 'themeDark' } as const

/** What a visitor may choose; a browser remembers it. */
export function Menu() {
  const { speech, choices, conversation, actions, config, name } = useModel()
  const first = useRef<HTMLDivElement>(null)
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
        <button type="button" class="row action" onClick={() => actions.ask('end')}>
          <Icon name="leave" />
          <span>{speech.say('end')}</span>
        </button>
      )}
      {hasTalk && !conversation.forgetting && (
        <button type="button" class="row action" onClick={() => actions.ask('forget')}>
          <Icon name="forget" />
          <span>{speech.say('forget')}</span>
        </button>
      )}
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
