import { useRef, useState } from 'preact/hooks'
import { useModel } from '../model.ts'
import { wordIn } from '../words/own.ts'
import { Figure } from './figure.tsx'
import { Icon } from './icons.tsx'
import { Menu } from './menu.tsx'
import { QuestionDialog } from './question.tsx'

/** Who it is, with the avatar behind the name where there is one. */
export function Head() {
  const { name, speech, config, conversation, choices, actions, reading, asking } = useModel()
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const hasFigure = config.avatar !== null && choices.figure
  const { title, subtitle } = config.theme.words ?? {}
  const agent = conversation.handoff.state === 'human' ? conversation.handoff.agent : undefined

  function shut() {
    setOpen(false)
    opener.current?.focus()
  }

  return (
    <header
      class={hasFigure ? 'head tall' : 'head'}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        event.stopPropagation()
        shut()
      }}
    >
      {hasFigure && <Figure />}
      <div class="bar">
        <div class="name-tag">
          <span class={`lamp ${conversation.line.state}`}>
            <span class="unseen">{speech.say(conversation.line.state)}</span>
          </span>
          <h1 id="name" dir="auto">
            {agent ?? wordIn(title, speech.language) ?? name}
          </h1>
          <Subtitle text={wordIn(subtitle, speech.language)} />
        </div>
        <div class="head-buttons">
          {reading && (
            <button type="button" class="round glass" aria-label={speech.say('stopReading')} onClick={actions.hush}>
              <Icon name="sound" />
            </button>
          )}
          <button
            ref={opener}
            type="button"
            class="round glass"
            aria-label={speech.say('menu')}
            aria-expanded={isOpen}
            aria-controls="menu"
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name="menu" />
          </button>
          {actions.close !== undefined && (
            <button type="button" class="round glass" aria-label={speech.say('close')} onClick={actions.close}>
              <Icon name="close" />
            </button>
          )}
        </div>
      </div>
      {isOpen && <Menu />}
      {asking && <QuestionDialog question={asking} done={shut} />}
    </header>
  )
}

const Subtitle = ({ text }: { readonly text: string | undefined }) =>
  text === undefined ? null : (
    <p class="subtitle" dir="auto">
      {text}
    </p>
  )
