/** Speech into text by the browser, where it can. `webkitSpeechRecognition` is what Chrome and Safari call it. */

interface Recognition {
  lang: string
  continuous: boolean
  interimResults: boolean
  onresult: ((event: { readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>> }) => void) | null
  onerror: ((event: { readonly error: string }) => void) | null
  onend: (() => void) | null
  start(): void
  stop(): void
  abort(): void
}

type Make = new () => Recognition

export interface Dictation {
  /** What was said so far is still written down. */
  stop(): void
  /** Nothing more is. */
  cancel(): void
}

/** Undefined where the browser cannot. */
export function recognizer(scope: object = globalThis): Make | undefined {
  const found: unknown = Reflect.get(scope, 'SpeechRecognition') ?? Reflect.get(scope, 'webkitSpeechRecognition')
  return typeof found === 'function' ? (found as Make) : undefined // the browser's own, by one of its two names
}

/** `heard` is told everything that was said so far, again and better; `ended` why it ended, if something went wrong. */
export function dictate(
  Recognizer: Make,
  language: string,
  heard: (text: string) => void,
  ended: (error?: string) => void,
): Dictation {
  const recognition = new Recognizer()
  recognition.lang = language
  recognition.continuous = true
  recognition.interimResults = true
  let failure: string | undefined
  recognition.onresult = ({ results }) => {
    heard(
      Array.from(results, (one) => one[0]?.transcript ?? '')
        .join(' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )
  }
  recognition.onerror = ({ error }) => {
    if (error !== 'aborted' && error !== 'no-speech') failure = error
  }
  recognition.onend = () => ended(failure)
  recognition.start()
  return {
    stop: () => recognition.stop(),
    cancel() {
      recognition.onresult = null
      recognition.abort()
    },
  }
}
