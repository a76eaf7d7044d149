import type { Part } from './conversation.ts'

/** What was said as plain words: for voices, screen readers, notifications and files. */
export function plainText(parts: readonly Part[]): string {
  return parts.map(wordsOf).filter(Boolean).join('\n')
}

function wordsOf(part: Part): string {
  switch (part.type) {
    case 'text':
      return withoutMarks(part.text)
    case 'choices':
      return [withoutMarks(part.text), part.options.map(({ label }) => label).join(', ')].filter(Boolean).join('\n')
    case 'card':
      return [part.title, withoutMarks(part.text ?? ''), (part.options ?? []).map(({ label }) => label).join(', ')]
        .filter(Boolean)
        .join('\n')
    case 'chosen':
      return part.label ?? part.id
    case 'location':
      return part.name ?? part.address ?? `${part.latitude}, ${part.longitude}`
    case 'contact':
      return [part.name, ...part.phones, ...part.emails].join(', ')
    case 'image':
    case 'sticker':
    case 'audio':
    case 'video':
    case 'document':
      return [part.name ?? '', withoutMarks(part.caption ?? '')].filter(Boolean).join('\n')
  }
}

/** Marks of Markdown are not read out, and of a link only its words are. */
export function withoutMarks(markdown: string): string {
  return markdown
    .replaceAll(/^ {0,3}(?:```|~~~)[^\n]*$/gm, '')
    .replaceAll(/!?\[([^\][]{0,2000})\]\([^()\s]{0,2000}\)/g, '$1')
    .replaceAll(/^ {0,3}(?:#{1,6} |> ?|[-*+] )/gm, '')
    .replaceAll(/(\*\*|__|~~|`)(?=\S)([^\n]{0,2000}?\S)\1/g, '$2')
    .replaceAll(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^\n*_]{0,2000}?\S)\1(?![\p{L}\p{N}])/gu, '$2')
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll(/\n{2,}/g, '\n')
    .trim()
}
