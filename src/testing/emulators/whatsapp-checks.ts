/** What the Cloud API checks before it sends something, and what it answers when it does not. */

export type Payload = Readonly<Record<string, unknown>>

/** An error of the Graph API's, as it travels. */
export interface GraphFailure {
  readonly status: number
  readonly code: number
  readonly message: string
  readonly details?: string
  readonly subcode?: number
  /** Seconds. */
  readonly retryAfter?: number
}

export class CallFailure extends Error {
  readonly failure: GraphFailure
  constructor(failure: GraphFailure) {
    super(`${failure.message} ${failure.details ?? ''}`)
    this.failure = failure
  }
}

export function refuse(details: string, code = 100): never {
  throw new CallFailure({ status: 400, code, message: `(#${code}) Invalid parameter`, details })
}

/** Throws CallFailure when the body of a POST to `/messages` would be refused. */
export function checkMessage(payload: Payload): void {
  if (payload['messaging_product'] !== 'whatsapp') refuse('messaging_product must be whatsapp')
  const type = textOf(payload, 'type', 20)
  const to = payload['to']
  const recipient = payload['recipient']
  if (to === undefined && recipient === undefined) refuse('The parameter to is required.')
  if (to !== undefined && (typeof to !== 'string' || to === '')) refuse('to must be a string')
  if (recipient !== undefined && (typeof recipient !== 'string' || recipient === ''))
    refuse('recipient must be a string')
  const check = checks[type]
  if (!check) return refuse(`type must be one of ${Object.keys(checks).join(', ')}`)
  check(objectOf(payload, type))
}

const checks: Readonly<Record<string, ((content: Payload) => void) | undefined>> = {
  text: (content) => void textOf(content, 'body', 4096),
  image: file({ captioned: true }),
  video: file({ captioned: true }),
  document: file({ captioned: true, named: true }),
  audio: file({}),
  sticker: file({}),
  interactive: checkInteractive,
  location: checkLocation,
  contacts: (content) => {
    listOf(content, 1, 257).forEach(checkContact)
  },
  template: checkTemplate,
  reaction: (content) => void textOf(content, 'message_id', 300),
}

function file({ captioned = false, named = false }) {
  return (content: Payload): void => {
    const { id, link } = content
    if ((id === undefined) === (link === undefined)) refuse('Exactly one of id and link is required.')
    if (id !== undefined && (typeof id !== 'string' || id === '')) refuse('id must be a string')
    if (link !== undefined && (typeof link !== 'string' || !/^https?:\/\//i.test(link) || !URL.canParse(link)))
      refuse('link must be a valid URL')
    for (const [name, most, isTaken] of [
      ['caption', 1024, captioned],
      ['filename', 240, named],
    ] as const) {
      if (content[name] === undefined) continue
      if (!isTaken) refuse(`Unexpected key "${name}"`)
      textOf(content, name, most)
    }
  }
}

function checkInteractive(content: Payload): void {
  const type = textOf(content, 'type', 40)
  const action = objectOf(content, 'action')
  textOf(objectOf(content, 'body'), 'text', type === 'list' ? 4096 : 1024)
  if (content['header'] !== undefined) {
    const header = objectOf(content, 'header')
    const kind = textOf(header, 'type', 20)
    if (type === 'list' && kind !== 'text') refuse('A list has a header of text alone.')
    if (kind === 'text') textOf(header, 'text', 60)
    else file({})(objectOf(header, kind))
  }
  switch (type) {
    case 'button': {
      const replies = listOf(action['buttons'], 1, 3).map((button) => objectOf(button, 'reply'))
      replies.forEach((reply) => idOf(reply, 256))
      unique(replies, 'title', 20)
      unique(replies, 'id', 256)
      break
    }
    case 'list': {
      textOf(action, 'button', 20)
      const sections = listOf(action['sections'], 1, 10)
      if (sections.length > 1) sections.forEach((section) => textOf(section, 'title', 24))
      const rows = sections.flatMap((section) => listOf(section['rows'], 1, 10))
      if (rows.length > 10) refuse('Total row count exceed max allowed count: 10', 131009)
      rows.forEach((row) => {
        idOf(row, 200)
        textOf(row, 'title', 24)
        if (row['description'] !== undefined) textOf(row, 'description', 72)
      })
      unique(rows, 'id', 200)
      break
    }
    case 'cta_url': {
      if (action['name'] !== 'cta_url') refuse('action.name must be cta_url')
      const parameters = objectOf(action, 'parameters')
      textOf(parameters, 'display_text', 20)
      if (!URL.canParse(textOf(parameters, 'url', 2000))) refuse('url must be a valid URL')
      break
    }
    case 'location_request_message':
      if (action['name'] !== 'send_location') refuse('action.name must be send_location')
      break
    default:
      refuse(`interactive.type ${type} is not supported`)
  }
}

function checkLocation(content: Payload): void {
  for (const [name, most] of [
    ['latitude', 90],
    ['longitude', 180],
  ] as const) {
    const value = content[name]
    if (typeof value !== 'number' || !(Math.abs(value) <= most)) refuse(`${name} is out of range`)
  }
  if (content['name'] !== undefined) textOf(content, 'name', 1000)
  if (content['address'] !== undefined) textOf(content, 'address', 1000)
}

function checkContact(contact: Payload): void {
  const name = objectOf(contact, 'name')
  textOf(name, 'formatted_name', 1000)
  const parts = ['first_name', 'last_name', 'middle_name', 'suffix', 'prefix']
  if (!parts.some((part) => typeof name[part] === 'string' && name[part] !== ''))
    refuse('At least one other name is required beside formatted_name.')
  for (const phone of listOf(contact['phones'] ?? [], 0, 100)) textOf(phone, 'phone', 1000)
  for (const mail of listOf(contact['emails'] ?? [], 0, 100)) textOf(mail, 'email', 1000)
}

function checkTemplate(content: Payload): void {
  textOf(content, 'name', 512)
  textOf(objectOf(content, 'language'), 'code', 20)
  for (const component of listOf(content['components'] ?? [], 0, 10)) {
    for (const parameter of listOf(component['parameters'] ?? [], 0, 100)) {
      if (parameter['type'] !== 'text') continue
      const text = textOf(parameter, 'text', 1024)
      if (/[\n\t]| {5}/.test(text))
        refuse('Param text cannot have new-line/tab characters or more than 4 spaces', 132018)
    }
  }
}

// ── What everything is checked with ──────────────────────────────────────────────────────────────────────────────

function objectOf(content: Payload, name: string): Payload {
  const found = content[name]
  if (typeof found !== 'object' || found === null) return refuse(`The parameter ${name} is required.`, 131008)
  return found as Payload
}

function listOf(found: unknown, least: number, most: number): readonly Payload[] {
  if (!Array.isArray(found) || found.length < least || found.length > most)
    return refuse(`A list of ${least} to ${most} is required.`, 131009)
  return found as readonly Payload[]
}

/** Something to see, and not too much of it: counted the way that finds the most. */
function textOf(content: Payload, name: string, most: number): string {
  const found = content[name]
  if (typeof found !== 'string' || !/[^\s\p{Cc}\p{Cf}]/u.test(found))
    return refuse(`The parameter ${name} is required.`, 131008)
  if (!found.isWellFormed()) return refuse(`${name} is not valid UTF-8`)
  if (found.length > most) return refuse(`${name} must be at most ${most} characters long`, 131009)
  return found
}

function idOf(content: Payload, most: number): void {
  const id = textOf(content, 'id', most)
  if (id !== id.trim()) refuse('id must not begin or end with a space', 131009)
}

function unique(contents: readonly Payload[], name: string, most: number): void {
  const values = contents.map((content) => textOf(content, name, most))
  if (values.some((value) => value !== value.trim())) refuse(`${name} must not begin or end with a space`, 131009)
  if (new Set(values).size < values.length) refuse(`Duplicated ${name} of buttons`, 131009)
}
