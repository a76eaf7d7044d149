import type { AvatarClip } from '../../contracts/avatars.ts'
import type { Gltf } from './gltf.ts'

/** What of a model's animations a player goes by: its loader calls those without a name by their number. */
export function clipsOf({ animations, accessors }: Gltf): readonly AvatarClip[] {
  return animations.map(({ name, samplers, extras }, index) => {
    const called = name === undefined || name === '' ? `animation_${index}` : name
    const ends = samplers.map(({ input }) => accessors[input]?.max?.[0] ?? 0)
    return {
      name: called,
      seconds: Math.round(1000 * ends.reduce((last, end) => Math.max(last, end), 0)) / 1000,
      loops: extras?.loop ?? goesOn.test(called),
      ...(extras?.expression === undefined ? {} : { expression: extras.expression }),
    }
  })
}

/** Names of what people do without an end. */
const goesOn =
  /idle|loop|walk|run|danc|talk|speak|listen|think|wait|stand|sit|sleep|typ(?:e|ing)|breath|float|fly|swim|survey/i
