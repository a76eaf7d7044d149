import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types'
import type { Option } from '../../contracts/message.ts'
import { clip } from '../split.ts'
import { isVisible, joined, plain, styled } from '../styled.ts'
import type { StyledText } from '../styled.ts'
import { abilities } from './abilities.ts'

export interface Offered {
  /** What the buttons alone would not say: descriptions, labels cut short, options that cannot be a button. */
  readonly explained: StyledText
  /** One for each message that is needed to hold them all. */
  readonly keyboards: readonly InlineKeyboardMarkup[]
}

export function offer(options: readonly Option[]): Offered {
  const buttons: InlineKeyboardButton[] = []
  const lines: StyledText[] = []
  for (const option of options) {
    const label = labelOf(option)
    const text = clip(label, abilities.buttonLabelLimit.value)
    const isButton = fitsAsData(option.id)
    if (isButton) buttons.push({ text, callback_data: option.id })
    const description = option.description ?? ''
    if (isButton && text === label && !isVisible(description)) continue
    const line = joined([styled(label, 'bold'), plain(description)], ' — ')
    lines.push(isButton ? line : joined([plain('•'), line], ' '))
  }
  const keyboards: InlineKeyboardMarkup[] = []
  for (let from = 0; from < buttons.length; from += abilities.buttons.value) {
    keyboards.push({ inline_keyboard: rows(buttons.slice(from, from + abilities.buttons.value)) })
  }
  return { explained: joined(lines, '\n'), keyboards }
}

/** A button has one line, and something to read on it. */
function labelOf({ label, id }: Option): string {
  const line = (text: string) => text.toWellFormed().replaceAll(/\s+/g, ' ').trim()
  return [line(label), line(id)].find(isVisible) ?? '…'
}

/** The gateway keeps longer ids behind short tokens; one that comes all the same would have the message refused. */
function fitsAsData(id: string): boolean {
  return id !== '' && id.isWellFormed() && Buffer.byteLength(id) <= abilities.optionIdBytes.value
}

/** Three in a row while all are a short word, two while they are short, one below the other otherwise. */
function rows(buttons: readonly InlineKeyboardButton[]): InlineKeyboardButton[][] {
  const longest = Math.max(...buttons.map(({ text }) => text.length))
  const perRow = longest <= 10 ? 3 : longest <= 20 ? 2 : 1
  const result: InlineKeyboardButton[][] = []
  for (let from = 0; from < buttons.length; from += perRow) result.push(buttons.slice(from, from + perRow))
  return result
}
