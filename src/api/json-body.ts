import { apiDefaults } from '../config/defaults.ts'
import { Invalid } from '../contracts/errors.ts'
import type { Api } from './schemas.ts'

/**
 * Bodies of the administrative routes: JSON and nothing else, without `__proto__` or `constructor.prototype` in it, and
 * not nested so deeply that whoever walks it later runs out of stack. No body at all is undefined, whatever its type is
 * said to be: many clients send `Content-Type: application/json` with everything.
 */
export function takeJsonOnly(api: Api): void {
  const parse = api.getDefaultJsonParser('error', 'error')
  api.removeAllContentTypeParsers()
  api.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') {
      done(null, undefined)
      return
    }
    void parse(request, body, (error, value) => {
      if (error !== null) done(error)
      else if (isDeeper(value, apiDefaults.bodyDepth)) done(new Invalid('The body is nested too deeply.'))
      else done(null, value)
    })
  })
}

/** Level by level, because it must not recurse itself. */
function isDeeper(value: unknown, depth: number): boolean {
  let level: unknown[] = [value]
  for (let left = depth; level.length > 0; left -= 1) {
    if (left < 0) return true
    level = level.flatMap((item): unknown[] => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return false
}
