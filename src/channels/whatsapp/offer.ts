import type { Option } from '../../contracts/message.ts'
import { clip } from '../split.ts'
import { isVisible, joined, plain, styled } from '../styled.ts'
import type { StyledText } from '../styled.ts'
import { abilities, limits } from './abilities.ts'

export interface ReplyButton {
  readonly type: 'reply'
  readonly reply: { readonly id: string; readonly title: string }
}

export interface Row {
  readonly id: string
  readonly title: string
  readonly description?: string
}

/** How options are offered; `explained` is what the buttons or rows alone would not say. */
export type Offered =
  | { readonly as: 'buttons'; readonly buttons: readonly ReplyButton[]; readonly explained: StyledText }
  | { readonly as: 'list'; readonly rows: readonly Row[]; readonly explained: StyledText }
  | { readonly as: 'text'; readonly explained: StyledText }

/**
 * Up to three short words are buttons, up to ten options a list, anything else is numbered: the person answers with the
 * number or the label, which the gateway maps back.
 */
export function offer(options: readonly Option[]): Offered {
  const labelled = options.map((option) => ({
    id: option.id,
    label: labelOf(option),
    description: line(option.description ?? ''),
  }))
  if (!labelled.every(({ id }) => fitsAsId(id)) || new Set(labelled.map(({ id }) => id)).size < labelled.length) {
    return { as: 'text', explained: numbered(labelled) }
  }
  const labels = new Set(labelled.map(({ label }) => label))
  const isUnique = labels.size === labelled.length
  if (
    isUnique &&
    labelled.length <= limits.replyButtons &&
    labelled.every(({ label }) => label.length <= limits.buttonTitle)
  ) {
    const buttons = labelled.map(({ id, label }) => ({ type: 'reply', reply: { id, title: label } }) as const)
    return {
      as: 'buttons',
      buttons,
      explained: explainedOf(labelled.filter(({ description }) => isVisible(description))),
    }
  }
  if (labelled.length <= limits.rows) return asList(labelled)
  return { as: 'text', explained: numbered(labelled) }
}

interface Labelled {
  readonly id: string
  readonly label: string
  readonly description: string
}

/** What a row has no room for is said above the list. */
function asList(options: readonly Labelled[]): Offered {
  const seen = new Set<string>()
  const told: Labelled[] = []
  const rows = options.map((option, index): Row => {
    const { id, label, description } = option
    const title = seen.has(clip(label, limits.rowTitle))
      ? clip(`${index + 1}. ${label}`, limits.rowTitle)
      : clip(label, limits.rowTitle)
    seen.add(title)
    const words = title === label ? description : joined([plain(label), plain(description)], ' — ').text
    if (words.length > limits.rowDescription) told.push(option)
    return { id, title, ...(isVisible(words) ? { description: clip(words, limits.rowDescription) } : {}) }
  })
  const titles = new Set(rows.map(({ title }) => title))
  if (titles.size < rows.length) return { as: 'text', explained: numbered(options) }
  return { as: 'list', rows, explained: explainedOf(told) }
}

function explainedOf(options: readonly Labelled[]): StyledText {
  return joined(
    options.map(({ label, description }) => joined([styled(label, 'bold'), plain(description)], ' — ')),
    '\n',
  )
}

function numbered(options: readonly Labelled[]): StyledText {
  return joined(
    options.map(({ label, description }, index) =>
      joined([plain(`${index + 1}. ${label}`), plain(isVisible(description) ? description : '')], ' — '),
    ),
    '\n',
  )
}

/** A button has one line, and something to read on it. */
function labelOf({ label, id }: Option): string {
  return [line(label), line(id)].find(isVisible) ?? '…'
}

function line(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}

function fitsAsId(id: string): boolean {
  return (
    isVisible(id) &&
    id.isWellFormed() &&
    id === id.trim() &&
    !/\p{Cc}/u.test(id) &&
    Buffer.byteLength(id) <= abilities.optionIdBytes.value
  )
}
