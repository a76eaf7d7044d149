import { render } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import type { EmbedConfig } from '../../../../src/contracts/wire.ts'
import { type Mode, palette } from '../colors.ts'
import { readConfig } from '../config.ts'
import type { Actions, Choices } from '../model.ts'
import { dress } from '../theme.ts'
import { Panel } from '../view/panel.tsx'
import { english, languageFor, loadSpeech } from '../words/index.ts'
import { type Shown, fixtureConfig, states } from './fixtures.ts'
import '../panel.css'
import './states.css'

/** `?state=` shows one as the panel would; without, all of them are on one page, each in a frame of its own. */
const asked = new URLSearchParams(location.search)
const theme: Mode = asked.get('theme') === 'dark' ? 'dark' : 'light'
const shown = states[asked.get('state') ?? '']

const nothing = () => undefined
const actions: Actions = {
  say: nothing,
  choose: nothing,
  retry: nothing,
  discard: nothing,
  judge: nothing,
  typing: nothing,
  end: () => Promise.resolve(true),
  forget: () => Promise.resolve(true),
  ask: nothing,
  close: nothing,
  wish: nothing,
  upload: () => new Promise(nothing),
  save: nothing,
  looked: nothing,
  hush: nothing,
}
const choices: Choices = { theme, readAloud: false, figure: true, movement: false }

function One({ state, config }: { readonly state: Shown; readonly config: EmbedConfig }) {
  const [speech, setSpeech] = useState(english)
  const language = languageFor([state.language, asked.get('language') ?? undefined])
  useEffect(() => void loadSpeech(language).then(setSpeech), [language])
  useLayoutEffect(() => {
    dress(document.documentElement, palette({ primary: `#${asked.get('primary') ?? '5457f5'}` }, theme), theme)
    document.documentElement.lang = speech.language
  }, [speech])
  const {
    conversation = states['empty']?.conversation,
    layout = 'floating',
    keyboard = false,
    reading = false,
    asking,
  } = state
  if (conversation === undefined) return null
  const embed = { ...fixtureConfig, avatar: state.faceless === true ? null : config.avatar }
  const model = { config: embed, name: 'Nova', welcome: speech.say('hello'), speech, actions, conversation, choices }
  return <Panel model={{ ...model, mode: theme, layout, keyboard, reading, asking, stage: undefined }} />
}

function All() {
  useLayoutEffect(() => dress(document.documentElement, palette({}, theme), theme), [])
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <main class="states">
      <h1>Every state of the panel</h1>
      <p>
        <a href={`?theme=${other}`}>{other === 'dark' ? 'Dark' : 'Light'}</a>
      </p>
      <ul>
        {Object.keys(states).map((name) => (
          <li key={name}>
            <h2>{name}</h2>
            <iframe title={name} src={`?state=${name}&theme=${theme}`} loading="lazy" />
          </li>
        ))}
      </ul>
    </main>
  )
}

document.title = 'Every state of the panel'
render(
  shown === undefined ? <All /> : <One state={shown} config={{ ...fixtureConfig, ...readConfig() }} />,
  document.body,
)
