import type { Option } from '../contracts/message.ts'
import { isVisible, joined, plain } from './styled.ts'
import type { StyledText } from './styled.ts'

/** Options where there are no buttons: the person answers with the number or the label, which the gateway maps back. */
export function numbered(options: readonly Option[]): StyledText {
  return joined(
    options.map(({ id, label, description = '' }, index) => {
      const name = [line(label), line(id)].find(isVisible) ?? '…'
      return joined([plain(`${index + 1}. ${name}`), plain(isVisible(description) ? line(description) : '')], ' — ')
    }),
    '\n',
  )
}

function line(text: string): string {
  return text.toWellFormed().replaceAll(/\s+/g, ' ').trim()
}
