/** A picture of the avatar: shown until it moves, and where it never does. */
export interface Poster {
  show(): void
  hide(): void
  destroy(): void
}

export function createPoster(host: HTMLElement, url: string | undefined): Poster {
  const picture = document.createElement('img')
  picture.alt = ''
  picture.decoding = 'async'
  picture.draggable = false
  // By property, because a strict page allows no style attribute and no sheet of ours.
  Object.assign(picture.style, { position: 'absolute', inset: '0', width: '100%', height: '100%' })
  Object.assign(picture.style, { objectFit: 'contain', objectPosition: 'bottom' })
  if (url !== undefined) {
    picture.src = url
    host.append(picture)
  }
  return {
    show: () => void (picture.hidden = false),
    hide: () => void (picture.hidden = true),
    destroy: () => picture.remove(),
  }
}
