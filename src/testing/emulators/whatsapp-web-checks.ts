/** What WhatsApp would not take of a message, independently of whoever sends it. Throws with the reason. */
export function checkSaid(message: Readonly<Record<string, unknown>>): void {
  const { type } = message
  switch (type) {
    case 'chat':
      text(message, 'body', 65_536)
      break
    case 'image':
    case 'video':
    case 'document':
      if (message['caption'] !== undefined) text(message, 'caption', 1024)
      file(message)
      break
    case 'audio':
    case 'ptt':
    case 'sticker':
      if (message['caption'] !== undefined) throw new Error(`A message of the type ${type} has no caption.`)
      file(message)
      break
    case 'location':
      within(message, 'lat', 90)
      within(message, 'lng', 180)
      break
    case 'vcard': {
      const card = text(message, 'body', 10_000)
      if (!/^BEGIN:VCARD\n[^]*\nEND:VCARD$/.test(card) || !/^FN:./m.test(card)) throw new Error('That is no vCard.')
      break
    }
    case 'poll_creation':
      poll(message)
      break
    default:
      throw new Error(`There are no messages of the type ${String(type)}.`)
  }
}

function text(message: Readonly<Record<string, unknown>>, name: string, most: number): string {
  const found = message[name]
  if (typeof found !== 'string' || found.trim() === '') throw new Error(`${name} must be a text with something in it.`)
  if (found.length > most) throw new Error(`${name} is longer than ${most} characters.`)
  if (!found.isWellFormed()) throw new Error(`${name} has half a character in it.`)
  return found
}

function file(message: Readonly<Record<string, unknown>>): void {
  if (typeof message['directPath'] !== 'string') throw new Error('There is no file.')
  if (typeof message['mimetype'] !== 'string' || !message['mimetype'].includes('/'))
    throw new Error('Of what type is the file?')
}

function within(message: Readonly<Record<string, unknown>>, name: string, most: number): void {
  const found = message[name]
  if (typeof found !== 'number' || !(Math.abs(found) <= most)) throw new Error(`${name} is not within ±${most}.`)
}

function poll(message: Readonly<Record<string, unknown>>): void {
  const { pollOptions } = message
  text(message, 'pollName', 255)
  if (!Array.isArray(pollOptions) || pollOptions.length < 2 || pollOptions.length > 12)
    throw new Error('A poll has 2 to 12 options.')
  const names = (pollOptions as readonly { name?: unknown }[]).map(({ name }) => text({ name }, 'name', 100))
  if (new Set(names).size < names.length) throw new Error('The options of a poll are different.')
}
