import fc from 'fast-check'
import type { Part } from '../contracts/message.ts'

/** Words that mean nothing in Markdown. */
export const words = fc
  .array(fc.stringMatching(/^[a-zäöü]{3,12}$/), { minLength: 1, maxLength: 12 })
  .map((each) => each.join(' '))

/** Anything at all, and what Markdown, addresses and terminals stumble over. */
export const wildText = fc.oneof(
  words,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        '**',
        '*',
        '_',
        '`',
        '```',
        '~~',
        '[',
        '](https://example.org)',
        '> ',
        '- ',
        '\n',
        ' ',
        '<',
        '&',
        '@all',
        '\ud800',
        '\0',
        '\u202e',
      ),
    )
    .map((each) => each.join('')),
)

/** Of places that are, and of some that are not. */
const degrees = fc.double({ noNaN: true, noDefaultInfinity: true, min: -400, max: 400 })

/** Every kind of part with any words in it. */
export function partsOf(text: fc.Arbitrary<string>): fc.Arbitrary<Part> {
  const maybe = (arbitrary: fc.Arbitrary<string>) => fc.option(arbitrary, { nil: undefined })
  const option = fc.record({ id: text, label: text, description: text }, { requiredKeys: ['id', 'label'] })
  const source = fc.constantFrom({ url: 'https://example.org/file' }, { mediaId: 'AgACAgIAAxkBAAI' }, {})
  const parts: readonly fc.Arbitrary<object>[] = [
    fc.record({ type: fc.constant('text'), text }),
    fc.record({ type: fc.constant('choices'), text, options: fc.array(option, { maxLength: 12 }) }),
    fc.record({ type: fc.constant('chosen'), id: fc.constant('yes'), label: text }),
    fc.record({
      type: fc.constant('card'),
      title: text,
      text: maybe(text),
      options: fc.array(option, { maxLength: 4 }),
    }),
    fc.record({
      type: fc.constant('contact'),
      name: text,
      phones: fc.array(text, { maxLength: 3 }),
      emails: fc.array(text, { maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant('location'),
      latitude: degrees,
      longitude: degrees,
      name: maybe(text),
      address: maybe(text),
    }),
    fc
      .tuple(
        fc.constantFrom('image', 'audio', 'video', 'document', 'sticker'),
        source,
        fc.constantFrom('image/png', 'image/gif', 'audio/ogg', 'video/mp4'),
        maybe(text),
      )
      .map(([type, from, mime, caption]) => ({ type, mime, caption, ...from })),
  ]
  // `undefined` stands for an absent field, and goes.
  return fc.oneof(...parts).map((part) => JSON.parse(JSON.stringify(part)) as Part)
}

/** The fixtures with something in them replaced by something else: what a new version of a platform looks like. */
export function disturbedFrom<Native>(fixtures: readonly Native[]): fc.Arbitrary<unknown> {
  if (fixtures.length === 0) return fc.constant({})
  return fc.tuple(fc.constantFrom(...fixtures), fc.nat(), fc.jsonValue({ maxDepth: 3 })).map(([fixture, at, value]) => {
    const copy = copyOf(fixture) as unknown
    const places: { readonly in: Record<string, unknown>; readonly name: string }[] = []
    const collect = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return
      for (const name of Object.keys(node)) {
        const inside = node as Record<string, unknown> // an object has its own keys
        places.push({ in: inside, name })
        collect(inside[name])
      }
    }
    collect(copy)
    const place = places[at % places.length]
    if (place) place.in[place.name] = value
    return copy
  })
}

/** What a person would see of the parts. */
export function visibleWords(parts: readonly Part[]): readonly string[] {
  const texts = parts.flatMap((part): readonly (string | undefined)[] => {
    switch (part.type) {
      case 'text':
        return [part.text]
      case 'choices':
        return [part.text, ...part.options.flatMap(({ label, description }) => [label, description])]
      case 'card':
        return [
          part.title,
          part.text,
          ...(part.options ?? []).flatMap(({ label, description }) => [label, description]),
        ]
      case 'chosen':
        return [part.label]
      case 'contact':
        return [part.name, ...part.phones, ...part.emails]
      case 'location':
        return [part.name, part.address]
      default:
        return [part.caption]
    }
  })
  return texts.flatMap((text) => text?.split(' ') ?? [])
}

/** Not `structuredClone`: under Jest that makes objects of another realm, which equal none of ours. */
export function copyOf<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value // what comes over a wire is JSON
}
