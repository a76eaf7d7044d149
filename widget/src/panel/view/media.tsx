import { useState } from 'preact/hooks'
import { type MediaPart, useRoom } from '../model.ts'
import { bytesIn } from '../times.ts'
import { Icon } from './icons.tsx'
import { Prose, webUrl } from './prose.tsx'

const outside = { target: '_blank', rel: 'noopener noreferrer nofollow' } as const

/** Pictures, sounds, films and files, either way; what cannot be shown is named. */
export function Media({ part }: { readonly part: MediaPart }) {
  const { speech } = useRoom()
  const { type, caption = '' } = part
  const [broken, setBroken] = useState(false)
  const src = broken ? undefined : webUrl(part.url)
  const name = part.name ?? speech.say(type === 'sticker' ? 'image' : type)
  return (
    <figure class={`media media-${type}`}>
      {shown(part, src, name, () => setBroken(true), speech.language)}
      {caption !== '' && (
        <figcaption>
          <Prose text={caption} />
        </figcaption>
      )}
    </figure>
  )
}

function shown(part: MediaPart, src: string | undefined, name: string, fail: () => void, language: string) {
  if (src === undefined) return <Tile part={part} name={name} language={language} />
  switch (part.type) {
    case 'image':
    case 'sticker':
      return (
        <a href={src} {...outside}>
          <img src={src} alt={name} loading="lazy" decoding="async" referrerpolicy="no-referrer" onError={fail} />
        </a>
      )
    case 'audio':
      return <audio src={src} controls preload="none" aria-label={name} />
    case 'video':
      return <video src={src} controls preload="metadata" playsInline aria-label={name} />
    case 'document':
      return (
        <a class="tile" href={src} {...outside}>
          <Tile part={part} name={name} language={language} />
        </a>
      )
  }
}

function Tile({
  part,
  name,
  language,
}: {
  readonly part: MediaPart
  readonly name: string
  readonly language: string
}) {
  const kind = part.mime.split('/').at(-1)?.split(/[.+-]/).at(-1)?.toUpperCase() ?? ''
  const more = [kind, part.size === undefined ? '' : bytesIn(language, part.size)].filter(Boolean).join(' · ')
  return (
    <span class="tile-inner">
      <Icon name="document" />
      <span>
        <span class="tile-name" dir="auto">
          {name}
        </span>
        <span class="tile-more">{more}</span>
      </span>
    </span>
  )
}
