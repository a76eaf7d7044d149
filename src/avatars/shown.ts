import type { AnimationChanges, AnimationMap, Avatar, ClipChoice, ShownAvatar } from '../contracts/avatars.ts'
import { Invalid } from '../contracts/errors.ts'
import type { TenantKey } from '../contracts/id.ts'
import { filePath } from './paths.ts'

/** The map with what differs; what is named later wins. */
export function changed(map: AnimationMap, ...changes: readonly AnimationChanges[]): AnimationMap {
  return changes.reduce<AnimationMap>(
    (before, { gestures = {}, sentiments = {}, intents = {} }) => ({
      gestures: { ...before.gestures, ...gestures },
      sentiments: { ...before.sentiments, ...sentiments },
      intents: { ...before.intents, ...intents },
    }),
    map,
  )
}

/** As websites get it. `owner`: whose files they are; undefined: everyone's. `clipsUrl`: of the default avatar. */
export function shownAs(
  avatar: Avatar,
  animations: AnimationMap,
  owner: TenantKey | undefined,
  clipsUrl: string,
): ShownAvatar {
  const { id, name, format, size, face, bones, clips, files } = avatar
  const borrows = everyChoice(animations).some((choice) => choice?.from === 'default')
  return {
    ...{ id, name, format, bytes: size.bytes, face, bones, clips, animations },
    url: filePath(files.model, format, owner),
    plainUrl: files.plain === null ? null : filePath(files.plain, format, owner),
    posterUrl: files.poster === null ? null : filePath(files.poster, 'webp', owner),
    clipsUrl: borrows ? clipsUrl : null,
  }
}

function everyChoice({ gestures, sentiments, intents }: AnimationChanges): readonly (ClipChoice | null | undefined)[] {
  return [gestures, sentiments, intents].flatMap((choices) => Object.values(choices ?? {}))
}

/** Throws Invalid for what the avatar cannot play: a clip that it has not, or another's without the bones for it. */
export function checkPlayable(avatar: Avatar, changes: AnimationChanges, defaultClips: ReadonlySet<string>): void {
  const own = new Set(avatar.clips.map(({ name }) => name))
  for (const [part, choices] of Object.entries(changes) as [string, Readonly<Record<string, ClipChoice | null>>][])
    // its three parts
    for (const [name, choice] of Object.entries(choices)) {
      if (choice === null) continue
      const field = `${part}.${name}.clip`
      if (choice.from === 'own' && !own.has(choice.clip)) throw new Invalid('The model has no such clip.', field)
      if (choice.from === 'own') continue
      if (Object.keys(avatar.bones).length === 0)
        throw new Invalid('The model has not the bones of a person, which the default avatar’s clips move.', field)
      if (!defaultClips.has(choice.clip)) throw new Invalid('The default avatar has no such clip.', field)
    }
}
