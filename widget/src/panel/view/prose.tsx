import { useEffect, useState } from 'preact/hooks'
import type Markdown from '../markdown/view.tsx'
import { useRoom } from '../model.ts'

/** Once it has come, it is there for every message. */
let loaded: typeof Markdown | undefined

export const Typed = ({ text }: { readonly text: string }) => <p class="typed">{text}</p>

/** Markdown; read as it was written until what draws it has come. */
export function Prose({ text }: { readonly text: string }) {
  const { speech } = useRoom()
  const [View, show] = useState(() => loaded)
  useEffect(() => {
    if (View !== undefined) return
    import('../markdown/view.tsx').then(
      (module) => {
        loaded = module.default
        show(() => loaded)
      },
      // Words are worth more than their marks.
      () => undefined,
    )
  }, [View])
  return View === undefined ? <Typed text={text} /> : <View text={text} copyLabel={speech.say('copy')} />
}

/** An address of the web; undefined for anything that could be run. */
export function webUrl(text: string | undefined): string | undefined {
  const url = text === undefined ? null : URL.parse(text, location.href)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : undefined
}
