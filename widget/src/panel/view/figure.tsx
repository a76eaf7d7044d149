import { useEffect, useRef } from 'preact/hooks'
import { useModel } from '../model.ts'
import { type Mood, moodOf } from '../mood.ts'

const moodWords = {
  think: 'thinking',
  listen: 'listening',
  speak: 'speaking',
  rest: 'resting',
} as const satisfies Record<Mood, string>

/** The avatar's place. Its picture is there at once; the rest comes when text chat has all it needs. */
export function Figure() {
  const { conversation, speech, name, config, reading, stage, choices } = useModel()
  const place = useRef<HTMLDivElement>(null)
  const mood = moodOf(conversation, reading)
  const words = speech.say(moodWords[mood], { name })
  const { movement } = choices
  const poster = config.avatar?.posterUrl ?? null
  useEffect(() => (place.current === null ? undefined : stage?.enter(place.current, movement)), [stage, movement])
  useEffect(() => stage?.feel(mood), [stage, mood])
  return (
    <div class="figure" role="img" aria-label={words}>
      {poster !== null && <img class="poster" src={poster} alt="" />}
      <div class="stage" ref={place} aria-hidden="true" />
    </div>
  )
}
