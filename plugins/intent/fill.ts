import { verbatim } from 'colloquy/sdk'

/** Fills `{{…}}` in what a tenant wrote: with what was said and what a call answered, all of which strangers wrote. */

/** By first name: slots, `result`, `person`, and `secret` where one may be put in. */
export type Values = Readonly<Record<string, unknown>>

/** Characters that one place may become: a text is a message, and no page. */
const longest = 1000
/** Items of a list that are named. */
const mostItems = 20

const place = /\{\{\s*([\w.-]{1,200})\s*\}\}/g

/** As text for a person: what is filled in is shown as it is, and numbers as the language writes them. */
export function fillText(template: string, values: Values, language: string): string {
  return template.replaceAll(place, (_, path: string) => verbatim(written(valueAt(values, path), language)))
}

/** As one part of a URL after another, whatever is filled in. */
export function fillUrl(template: string, values: Values): string {
  return template.replaceAll(place, (_, path: string) => {
    const said = written(valueAt(values, path)).toWellFormed()
    // Two dots would climb to another path.
    return /^\.{1,2}$/.test(said) ? '' : encodeURIComponent(said)
  })
}

/** As one line. */
export function fillHeader(template: string, values: Values): string {
  return template.replaceAll(place, (_, path: string) =>
    written(valueAt(values, path)).replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, ' '),
  )
}

/** As JSON: a text that is a place and nothing else becomes the value itself. */
export function fillBody(template: unknown, values: Values): unknown {
  if (typeof template === 'string') {
    const only = /^\{\{\s*([\w.-]{1,200})\s*\}\}$/.exec(template)?.[1]
    if (only !== undefined) return valueAt(values, only) ?? null
    return template.replaceAll(place, (_, path: string) => written(valueAt(values, path)))
  }
  if (Array.isArray(template)) return template.map((each: unknown) => fillBody(each, values))
  if (typeof template !== 'object' || template === null) return template
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fillBody(value, values)]))
}

/** Undefined where there is nothing: only what was given is found, never what every object has. */
function valueAt(values: Values, path: string): unknown {
  let found: unknown = values
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined
    found = (found as Values)[name] // it is an object and has it
  }
  return found
}

function written(value: unknown, language?: string): string {
  if (typeof value === 'string') return dayIn(value, language) ?? value.slice(0, longest)
  if (typeof value === 'number') return language === undefined ? String(value) : value.toLocaleString(language)
  if (typeof value === 'boolean') return String(value)
  if (!Array.isArray(value)) return ''
  return value
    .slice(0, mostItems)
    .map((each: unknown) => (Array.isArray(each) ? '' : written(each, language)))
    .filter((each) => each !== '')
    .join(', ')
    .slice(0, longest)
}

/** A day as people write it: slots have it as `2030-12-31`. */
function dayIn(value: string, language: string | undefined): string | undefined {
  if (language === undefined || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined
  const day = new Date(`${value}T12:00:00Z`)
  if (Number.isNaN(day.getTime())) return undefined
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' }).format(day)
}
