import type { ActionsBlock, Button, PlainTextElement, PlainTextOption } from '@slack/types'
import type { Option } from '../../contracts/message.ts'
import { clip } from '../split.ts'
import { isVisible, joined, plain, styled } from '../styled.ts'
import type { StyledText } from '../styled.ts'
import { abilities, limits } from './abilities.ts'

export interface Offered {
  /** What buttons or a menu would not say: descriptions, labels cut short, options that can be neither. */
  readonly explained: StyledText
  readonly blocks: readonly ActionsBlock[]
  /** All options in words, for screens without blocks. */
  readonly listed: StyledText
}

/** Buttons while they are few, a menu while it can hold them, and numbers for people to answer with beyond. */
export function offer(options: readonly Option[]): Offered {
  const listed = joined(options.map(numbered), '\n')
  if (options.length > abilities.buttons.value) return { explained: listed, blocks: [], listed }
  const lines: StyledText[] = []
  const chosen: { readonly text: PlainTextElement; readonly value: string }[] = []
  for (const option of options) {
    const label = labelOf(option)
    const shown = clip(label, abilities.buttonLabelLimit.value)
    const fits = fitsAsValue(option.id)
    if (fits) chosen.push({ text: { type: 'plain_text', text: shown, emoji: true }, value: option.id })
    const description = option.description ?? ''
    if (fits && shown === label && !isVisible(description)) continue
    const line = joined([styled(label, 'bold'), plain(description)], ' — ')
    lines.push(fits ? line : joined([plain('•'), line], ' '))
  }
  return {
    explained: joined(lines, '\n'),
    blocks: chosen.length > limits.buttons ? [menu(chosen)] : rows(chosen),
    listed,
  }
}

function numbered(option: Option, index: number): StyledText {
  return joined([plain(`${index + 1}. ${labelOf(option)}`), plain(option.description ?? '')], ' — ')
}

/** A button has one line, and something to read on it. */
function labelOf({ label, id }: Option): string {
  const line = (text: string) => text.toWellFormed().replaceAll(/\s+/g, ' ').trim()
  return [line(label), line(id)].find(isVisible) ?? '…'
}

/** The gateway keeps longer ids behind short tokens; one that comes all the same would have the message refused. */
function fitsAsValue(id: string): boolean {
  return isVisible(id) && id.isWellFormed() && Buffer.byteLength(id) <= abilities.optionIdBytes.value
}

function rows(
  buttons: readonly { readonly text: PlainTextElement; readonly value: string }[],
): readonly ActionsBlock[] {
  const result: ActionsBlock[] = []
  for (let from = 0; from < buttons.length; from += limits.buttonsPerRow) {
    const elements = buttons
      .slice(from, from + limits.buttonsPerRow)
      .map((button, index): Button => ({ type: 'button', action_id: `option-${from + index + 1}`, ...button }))
    result.push({ type: 'actions', elements })
  }
  return result
}

function menu(options: readonly PlainTextOption[]): ActionsBlock {
  return { type: 'actions', elements: [{ type: 'static_select', action_id: 'option', options: [...options] }] }
}
