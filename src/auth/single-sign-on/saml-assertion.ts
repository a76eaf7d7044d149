import { NotProved } from './proved.ts'

/** A SAML assertion as far as it concerns us. Times are milliseconds since 1970. */
export interface Assertion {
  readonly issuer: string
  readonly nameId: string
  readonly nameIdFormat: string | undefined
  readonly audiences: readonly string[]
  /** Of the bearer: whoever brings it. */
  readonly confirmations: readonly {
    readonly recipient: string | undefined
    readonly inResponseTo: string | undefined
    readonly notBefore: number | undefined
    readonly notOnOrAfter: number | undefined
  }[]
  readonly attributes: ReadonlyMap<string, readonly string[]>
}

/** An element as xml2js reads it: its text, its attributes, and lists of what is in it. */
type Element = Readonly<Record<string, unknown>>

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

/** Reads what the library parsed from the signed bytes. Throws NotProved for what is no assertion of one subject. */
export function readAssertion(parsed: unknown): Assertion {
  const assertion = asElement(asElement(parsed)?.['Assertion'])
  const subject = only(assertion, 'Subject')
  const nameId = only(subject, 'NameID')
  return {
    issuer: textOf(only(assertion, 'Issuer')),
    nameId: textOf(nameId),
    nameIdFormat: attribute(nameId, 'Format'),
    audiences: all(only(assertion, 'Conditions'), 'AudienceRestriction').flatMap((restriction) =>
      all(restriction, 'Audience').map(textOf),
    ),
    confirmations: all(subject, 'SubjectConfirmation')
      .filter((confirmation) => attribute(confirmation, 'Method') === bearer)
      .flatMap((confirmation) => all(confirmation, 'SubjectConfirmationData'))
      .map((confirmed) => ({
        recipient: attribute(confirmed, 'Recipient'),
        inResponseTo: attribute(confirmed, 'InResponseTo'),
        notBefore: time(attribute(confirmed, 'NotBefore')),
        notOnOrAfter: time(attribute(confirmed, 'NotOnOrAfter')),
      })),
    attributes: new Map(
      all(assertion, 'AttributeStatement')
        .flatMap((statement) => all(statement, 'Attribute'))
        .map((one) => [attribute(one, 'Name') ?? '', all(one, 'AttributeValue').map(textOf)]),
    ),
  }
}

function only(element: Element | undefined, name: string): Element {
  const [first, ...others] = all(element, name)
  if (first === undefined || others.length > 0)
    throw new NotProved(`The assertion of the identity provider does not have one ${name}.`)
  return first
}

/** An element without attributes and children is its text. */
function all(element: Element | undefined, name: string): readonly Element[] {
  const list = element?.[name]
  return (Array.isArray(list) ? list : []).map((one: unknown) =>
    typeof one === 'string' ? { _: one } : (asElement(one) ?? {}),
  )
}

function asElement(value: unknown): Element | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Element) : undefined // looked at here
}

function textOf(element: Element): string {
  const text = element['_']
  return typeof text === 'string' ? text.trim() : ''
}

function attribute(element: Element, name: string): string | undefined {
  const value = asElement(element['$'])?.[name]
  return typeof value === 'string' ? value : undefined
}

/** NaN, which is neither before nor after anything, for what is no time. */
const time = (text: string | undefined): number | undefined => (text === undefined ? undefined : Date.parse(text))
