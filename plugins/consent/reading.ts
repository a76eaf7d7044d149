import type { HandlerContext } from 'colloquy/sdk'

/** What people type about consent, word for word: a guess at what somebody agrees to would be no consent. */

type Heard = Pick<HandlerContext, 'text' | 'words'>

/** Yes or no, by the words of the person's language, a thumb or a number of the list; undefined: neither. */
export function answerIn({ words }: Pick<HandlerContext, 'words'>, said: string): boolean | undefined {
  const plain = thumbs.get(said.trim().slice(0, 2)) ?? plainly(said)
  if (plain === '1' || listed(words('yes_words'), plain)) return true
  if (plain === '2' || listed(words('no_words'), plain)) return false
  return undefined
}

/** What nobody has to agree to anything for. */
export function rightIn({ text, words }: Heard): 'forget' | 'withdraw' | 'leave' | undefined {
  const plain = plainly(text)
  if (listed(words('leave_words'), plain)) return 'leave'
  if (mentioned(words('forget_words'), plain)) return 'forget'
  return mentioned(words('withdraw_words'), plain) ? 'withdraw' : undefined
}

/** As the numbers of the options. */
const thumbs: ReadonlyMap<string, string> = new Map([
  ['👍', '1'],
  ['👎', '2'],
])

const listed = (list: string, said: string): boolean => list.split('|').includes(said)
const mentioned = (list: string, said: string): boolean => list.split('|').some((phrase) => said.includes(phrase))

/** Longer than any of the phrases that are looked for. */
const longest = 300

function plainly(said: string): string {
  return said
    .slice(0, longest)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim()
}
