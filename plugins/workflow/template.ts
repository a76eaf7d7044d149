/** `{{variable}}` in texts: looked up, never run. */

export type Values = Readonly<Record<string, unknown>>

const place = /\{\{\s*([A-Za-z][\w.]{0,80})\s*\}\}/g

/** `write` decides what a value looks like where it stands; one that is not there is nothing. */
export function fill(template: string, values: Values, write: (value: string) => string): string {
  return template.replaceAll(place, (_, path: string) => write(asText(lookUp(values, path))))
}

/** JSON with its texts filled in; a text that is one variable and nothing else keeps the value's own type. */
export function fillJson(template: unknown, values: Values): unknown {
  if (typeof template === 'string') {
    const [whole, path] = new RegExp(`^${place.source}$`).exec(template) ?? []
    return whole === undefined ? fill(template, values, (value) => value) : (lookUp(values, path ?? '') ?? null)
  }
  if (Array.isArray(template)) return template.map((each) => fillJson(each, values))
  if (typeof template !== 'object' || template === null) return template
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fillJson(value, values)]))
}

/** What is at `customer.address.0`; only what is an object's own. */
export function lookUp(values: unknown, path: string): unknown {
  let value = values
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Values)[key]
  }
  return value
}

function asText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
    case 'boolean':
      return String(value)
    default:
      return value === undefined || value === null ? '' : JSON.stringify(value)
  }
}
