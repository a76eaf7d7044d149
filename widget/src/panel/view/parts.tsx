import type { JSX } from 'preact'
import type { Option, Part, PartOf } from '../conversation.ts'
import { useRoom } from '../model.ts'
import { Icon } from './icons.tsx'
import { Media } from './media.tsx'
import { Prose, Typed, webUrl } from './prose.tsx'

interface PartsProps {
  readonly parts: readonly Part[]
  readonly own: boolean
  /** The option that was chosen, where one was offered. */
  readonly chosen: string | undefined
}

export function Parts({ parts, own, chosen }: PartsProps) {
  return <>{parts.map((part, index) => partView(part, index, own, chosen))}</>
}

function partView(part: Part, key: number, own: boolean, chosen: string | undefined): JSX.Element {
  switch (part.type) {
    case 'text':
      // What a visitor said is shown as it was typed.
      return own ? <Typed key={key} text={part.text} /> : <Prose key={key} text={part.text} />
    case 'chosen':
      return <Typed key={key} text={part.label ?? part.id} />
    case 'choices':
      return (
        <div key={key}>
          {part.text !== '' && <Prose text={part.text} />}
          <Options options={part.options} chosen={chosen} />
        </div>
      )
    case 'card':
      return <Card key={key} card={part} chosen={chosen} />
    case 'location':
      return <Place key={key} place={part} />
    case 'contact':
      return <Contact key={key} person={part} />
    case 'image':
    case 'sticker':
    case 'audio':
    case 'video':
    case 'document':
      return <Media key={key} part={part} />
  }
}

function Options({ options, chosen }: { readonly options: readonly Option[]; readonly chosen: string | undefined }) {
  const { speech, actions } = useRoom()
  return (
    <div class={`options ${chosen === undefined ? '' : 'settled'}`} role="group" aria-label={speech.say('choices')}>
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          class="option"
          disabled={chosen !== undefined}
          aria-pressed={chosen === undefined ? undefined : option.id === chosen}
          onClick={() => actions.choose(option)}
        >
          <span dir="auto">{option.label}</span>
          {option.description !== undefined && option.description !== '' && (
            <span class="option-more" dir="auto">
              {option.description}
            </span>
          )}
        </button>
      ))}
    </div>
  )
}

function Card({ card, chosen }: { readonly card: PartOf<'card'>; readonly chosen: string | undefined }) {
  const src = webUrl(card.imageUrl)
  return (
    <div class="card">
      {src !== undefined && <img src={src} alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" />}
      <div class="card-body">
        <p class="card-title">{card.title}</p>
        {card.text !== undefined && card.text !== '' && <Prose text={card.text} />}
        {card.options !== undefined && card.options.length > 0 && <Options options={card.options} chosen={chosen} />}
      </div>
    </div>
  )
}

function Place({ place }: { readonly place: PartOf<'location'> }) {
  const { speech } = useRoom()
  const { latitude, longitude, name, address } = place
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`
  return (
    <a class="tile" href={map} target="_blank" rel="noopener noreferrer nofollow">
      <Icon name="place" />
      <span>
        <span class="tile-name" dir="auto">
          {name ?? speech.say('location')}
        </span>
        <span class="tile-more">{address ?? `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`}</span>
      </span>
    </a>
  )
}

function Contact({ person }: { readonly person: PartOf<'contact'> }) {
  return (
    <div class="tile">
      <Icon name="person" />
      <span>
        <span class="tile-name" dir="auto">
          {person.name}
        </span>
        {person.phones.map((phone) => (
          <a key={phone} class="tile-more" href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`} dir="ltr">
            {phone}
          </a>
        ))}
        {person.emails.map((email) => (
          <a key={email} class="tile-more" href={`mailto:${encodeURIComponent(email)}`} dir="ltr">
            {email}
          </a>
        ))}
      </span>
    </div>
  )
}
