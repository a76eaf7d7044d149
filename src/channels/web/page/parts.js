// Every part of a message as elements. Text only ever becomes text nodes, and addresses are checked before they are
// links or pictures: nothing that anybody wrote is read as HTML.

import { parseMarkdown, safeUrl } from './markdown.js'

/**
 * @typedef {import('../../../contracts/message.ts').Part} Part
 * @typedef {import('../../../contracts/message.ts').MediaPart} MediaPart
 * @typedef {import('../../../contracts/message.ts').Option} Option
 * @typedef {import('./markdown.js').Block} Block
 * @typedef {import('./markdown.js').Inline} Inline
 * @typedef {(option: Option) => void} Choose
 */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | undefined>} [attributes]
 * @param {readonly (Node | string)[]} [children]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, children = []) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/** @type {(part: Part, choose: Choose) => readonly HTMLElement[]} */
export function botPart(part, choose) {
  switch (part.type) {
    case 'text':
      return [prose(part.text)]
    case 'choices':
      return [...(part.text === '' ? [] : [prose(part.text)]), options(part.options, choose)]
    case 'card':
      return [card(part, choose)]
    default:
      return plainPart(part)
  }
}

/**
 * What a visitor said is shown as it was typed.
 * @type {(part: Part) => readonly HTMLElement[]}
 */
export function visitorPart(part) {
  return part.type === 'text' ? [element('p', { class: 'typed' }, [part.text])] : plainPart(part)
}

/** @type {(part: Part) => readonly HTMLElement[]} */
function plainPart(part) {
  switch (part.type) {
    case 'chosen':
      return [element('p', { class: 'typed' }, [part.label ?? part.id])]
    case 'location':
      return [location(part)]
    case 'contact':
      return [contact(part)]
    case 'image':
    case 'sticker':
    case 'audio':
    case 'video':
    case 'document':
      return media(part)
    default:
      return []
  }
}

/** @param {string} markdown */
export function prose(markdown) {
  return element('div', { class: 'prose' }, parseMarkdown(markdown).map(block))
}

/** @type {(block: Block) => Node} */
function block(block) {
  switch (block.type) {
    case 'paragraph':
      return element('p', {}, block.children.map(inline))
    case 'heading':
      // Big letters do not make a section of the page: a message is no document.
      return element('p', { class: `heading heading-${Math.min(block.level, 3)}` }, block.children.map(inline))
    case 'code':
      return element('pre', { dir: 'ltr', tabindex: '0' }, [element('code', {}, [block.text])])
    case 'rule':
      return element('hr')
    case 'quote':
      return element('blockquote', {}, block.blocks.map(blockNode))
    case 'list': {
      const items = block.items.map((item) => element('li', {}, item.flatMap(tightly)))
      return block.ordered ? element('ol', { start: String(block.start) }, items) : element('ul', {}, items)
    }
  }
}

/** @type {(one: Block) => Node} */
const blockNode = (one) => block(one)

/**
 * The text of a list item stands beside its marker, not in a paragraph of its own.
 * @type {(one: Block, index: number) => readonly Node[]}
 */
function tightly(one, index) {
  return index === 0 && one.type === 'paragraph' ? one.children.map(inline) : [block(one)]
}

/** @type {(inline: Inline) => Node} */
function inline(one) {
  switch (one.type) {
    case 'text':
      return document.createTextNode(one.text)
    case 'break':
      return element('br')
    case 'code':
      return element('code', { dir: 'ltr' }, [one.text])
    case 'strong':
      return element('strong', {}, one.children.map(inline))
    case 'emphasis':
      return element('em', {}, one.children.map(inline))
    case 'strike':
      return element('s', {}, one.children.map(inline))
    case 'link':
      return anchor(one.href, one.children.map(inline))
  }
}

/** @type {(href: string, children: readonly (Node | string)[], attributes?: Record<string, string>) => HTMLAnchorElement} */
function anchor(href, children, attributes = {}) {
  return element('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow', ...attributes }, children)
}

/** @type {(options: readonly Option[], choose: Choose) => HTMLElement} */
function options(options, choose) {
  const buttons = options.map((option) => {
    const label = element('span', { class: 'option-label', dir: 'auto' }, [option.label])
    const description = option.description ?? ''
    const button = element('button', { type: 'button', class: 'option', 'data-option': option.id }, [
      label,
      ...(description === '' ? [] : [element('span', { class: 'option-description', dir: 'auto' }, [description])]),
    ])
    button.addEventListener('click', () => choose(option))
    return button
  })
  return element('div', { class: 'options', role: 'group', 'aria-label': 'Choices' }, buttons)
}

/** @type {(card: Extract<Part, { type: 'card' }>, choose: Choose) => HTMLElement} */
function card({ title, text, imageUrl, options: choices }, choose) {
  const src = webUrl(imageUrl)
  return element('div', { class: 'card' }, [
    ...(src === undefined ? [] : [picture(src, '')]),
    element('div', { class: 'card-body' }, [
      element('p', { class: 'card-title' }, [title]),
      ...(text === undefined || text === '' ? [] : [prose(text)]),
      ...(choices === undefined || choices.length === 0 ? [] : [options(choices, choose)]),
    ]),
  ])
}

/** @type {(part: MediaPart) => readonly HTMLElement[]} */
function media(part) {
  const { type, caption = '', name } = part
  const src = webUrl(part.url)
  const below = caption === '' ? [] : [prose(caption)]
  if (src === undefined) return below.length === 0 ? [element('p', {}, [name ?? type])] : below
  switch (type) {
    case 'image':
    case 'sticker':
      return [
        anchor(src, [picture(src, name ?? (caption === '' ? 'Picture' : caption))], { class: `picture ${type}` }),
        ...below,
      ]
    case 'audio':
      return [element('audio', { src, controls: '', preload: 'none', 'aria-label': name ?? 'Audio' }), ...below]
    case 'video':
      return [element('video', { src, controls: '', preload: 'metadata', 'aria-label': name ?? 'Video' }), ...below]
    case 'document': {
      const kind = element('span', { class: 'document-kind' }, [
        [part.mime.split('/').at(-1), bytes(part.size)].filter(Boolean).join(' · '),
      ])
      return [
        anchor(src, [element('span', { class: 'document-name', dir: 'auto' }, [name ?? 'Document']), kind], {
          class: 'document',
        }),
        ...below,
      ]
    }
  }
}

/** @type {(src: string, alt: string) => HTMLImageElement} */
function picture(src, alt) {
  const image = element('img', { src, alt, loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer' })
  image.addEventListener('error', () => image.classList.add('broken'))
  return image
}

/** @type {(place: Extract<Part, { type: 'location' }>) => HTMLElement} */
function location({ latitude, longitude, name, address }) {
  const position = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
  const href = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`
  return anchor(
    href,
    [
      element('span', { class: 'document-name', dir: 'auto' }, [name ?? 'Location']),
      element('span', { class: 'document-kind' }, [address ?? position]),
    ],
    { class: 'document place' },
  )
}

/** @type {(person: Extract<Part, { type: 'contact' }>) => HTMLElement} */
function contact({ name, phones, emails }) {
  return element('div', { class: 'contact' }, [
    element('p', { class: 'card-title' }, [name]),
    ...phones.map((phone) =>
      element('p', {}, [element('a', { href: `tel:${phone.replaceAll(/[^\d+]/g, '')}` }, [phone])]),
    ),
    ...emails.map((email) =>
      element('p', {}, [element('a', { href: `mailto:${encodeURIComponent(email)}` }, [email])]),
    ),
  ])
}

/** @type {(text: string | undefined) => string | undefined} */
function webUrl(text) {
  const url = safeUrl(text)
  return url?.startsWith('http') === true ? url : undefined
}

/** @type {(count: number | undefined) => string} */
function bytes(count) {
  if (count === undefined) return ''
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte']
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(count, 1)) / 3))
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: units[step],
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(count / 1000 ** step)
}
