import { type Conversation, isSaid } from './conversation.ts'
import { plainText } from './plain.ts'
import type { Times } from './times.ts'

/** The conversation as a text to keep: who said what, and when. */
export function transcriptText(
  { entries }: Conversation,
  times: Times,
  names: { readonly own: string; readonly other: string },
): string {
  return entries
    .filter(isSaid)
    .map(
      ({ at, from, parts }) =>
        `${times.full(at)} · ${from === 'visitor' ? names.own : names.other}\n${plainText(parts)}\n`,
    )
    .join('\n')
}

export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
