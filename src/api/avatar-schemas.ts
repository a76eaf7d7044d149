import { z } from 'zod'
import {
  faceConventions,
  gestureNames,
  moods,
  type AnimationMap,
  type Avatar,
  type ShownAvatar,
} from '../contracts/avatars.ts'
import { avatarDefaults } from '../config/defaults.ts'
import { example } from './examples.ts'
import { isoTime } from './schemas.ts'

/** What avatars are in answers and bodies. */

export const visibility = z
  .enum(['shared', 'premium', 'own'])
  .describe('`shared`: everyone’s here; `premium`: of those whose plan says so; `own`: the tenant’s.')

const amounts = z.record(z.string(), z.number())
const file = z.string().describe('A path on this gateway; it never changes.')

export const avatarAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    visibility,
    author: z.string().exactOptional(),
    licence: z.string().exactOptional().describe('What may be done with it.'),
    format: z.enum(['glb', 'vrm']),
    size: z.object({
      bytes: z.number(),
      vertices: z.number(),
      joints: z.number(),
      clips: z.number(),
      morphs: z.number(),
      textureBytes: z.number().describe('On a visitor’s graphics card.'),
    }),
    url: file,
    plainUrl: file.nullable().describe('For pages that may run no WASM.'),
    posterUrl: file.nullable(),
    face: z.object({
      convention: z.enum(faceConventions).describe('How its mouth is moved; `none`: only its body is.'),
      by: z.enum(['morphs', 'expressions', 'jaw-node', 'nothing']),
      visemes: z.record(z.string(), amounts),
      blink: amounts,
      expressions: z.record(z.string(), amounts),
    }),
    humanoid: z.boolean().describe('Whether it can do what the default avatar does.'),
    createdAt: isoTime,
  })
  .meta({
    examples: [
      {
        id: example.avatar,
        name: 'Robo',
        visibility: 'own',
        author: 'Ada',
        licence: 'CC0 1.0',
        format: 'glb',
        size: { bytes: 183_572, vertices: 7214, joints: 43, clips: 14, morphs: 3, textureBytes: 0 },
        url: `/avatars/files/${example.tenantId}/${'3f'.repeat(32)}.glb`,
        plainUrl: `/avatars/files/${example.tenantId}/${'9c'.repeat(32)}.glb`,
        posterUrl: `/avatars/files/${example.tenantId}/${'b1'.repeat(32)}.webp`,
        face: { convention: 'none', by: 'nothing', visemes: {}, blink: {}, expressions: { sad: { Sad: 1 } } },
        humanoid: false,
        createdAt: example.at,
      },
    ],
  })

const { clipName, mappedIntents } = avatarDefaults
const choice = z
  .union([
    z.strictObject({ from: z.enum(['own', 'default']), clip: z.string().min(1).max(clipName) }),
    z.string().min(1).max(clipName),
  ])
  .nullable()
  .describe('A clip of its own, by name; or one of the default avatar’s. null: it goes on with what it does.')
const shownChoice = z.object({ from: z.enum(['own', 'default']), clip: z.string() }).nullable()

export const animationChanges = z
  .strictObject({
    chatbotId: z.string().exactOptional().describe('Left out: of all of the tenant’s chatbots.'),
    gestures: z.partialRecord(z.enum(gestureNames), choice).exactOptional(),
    sentiments: z.partialRecord(z.enum(moods), choice).exactOptional(),
    intents: z
      .record(z.string().min(1).max(120), choice)
      .refine((all) => Object.keys(all).length <= mappedIntents, `At most ${mappedIntents} intents.`)
      .exactOptional(),
  })
  .describe('All that differs from what was found in the model: what is left out is as it was found.')
  .meta({
    examples: [{ gestures: { greeting: { from: 'own', clip: 'Wave' }, dance: null }, intents: { thanks: 'Wave' } }],
  })
type Choice = z.output<typeof choice>

/** A name alone is one of its own. */
export function choicesIn<Name extends string>(given: Readonly<Partial<Record<Name, Choice>>> | undefined) {
  const all = Object.entries<Choice | undefined>(given ?? {}).flatMap(([name, one]) =>
    one === undefined ? [] : [[name, typeof one === 'string' ? ({ from: 'own', clip: one } as const) : one] as const],
  )
  return Object.fromEntries(all) as Readonly<Partial<Record<Name, Exclude<Choice, string>>>> // the names that were given
}

export const animationsAnswer = z
  .object({
    clips: z
      .array(
        z.object({
          name: z.string(),
          seconds: z.number(),
          loops: z.boolean(),
          expression: z.string().exactOptional().describe('The face that goes with it.'),
        }),
      )
      .readonly()
      .describe('Of its own.'),
    animations: z
      .object({
        gestures: z.record(z.string(), shownChoice),
        sentiments: z.record(z.string(), shownChoice),
        intents: z.record(z.string(), shownChoice),
      })
      .describe('What it plays when.'),
  })
  .meta({
    examples: [
      {
        clips: [{ name: 'Wave', seconds: 0.958, loops: false }],
        animations: { gestures: { greeting: { from: 'own', clip: 'Wave' } }, sentiments: {}, intents: {} },
      },
    ],
  })

export const issuesAnswer = z
  .object({
    valid: z.boolean(),
    issues: z
      .array(z.object({ code: z.string(), message: z.string(), pointer: z.string().exactOptional() }))
      .readonly(),
  })
  .meta({ examples: [{ valid: true, issues: [] }] })

export function shownAvatar(
  { visibility: whose, author, licence, size, createdAt }: Avatar,
  { id, name, format, url, plainUrl, posterUrl, face, bones }: ShownAvatar,
): z.output<typeof avatarAnswer> {
  return {
    ...{ id, name, visibility: whose, format, size, url, plainUrl, posterUrl, face, createdAt },
    ...(author === undefined ? {} : { author }),
    ...(licence === undefined ? {} : { licence }),
    humanoid: Object.keys(bones).length > 0,
  }
}

export function shownAnimations(
  clips: Avatar['clips'],
  { gestures, sentiments, intents }: AnimationMap,
): z.output<typeof animationsAnswer> {
  return {
    clips: clips.map((clip) => ({ ...clip })),
    animations: { gestures, sentiments: { ...sentiments }, intents },
  }
}
