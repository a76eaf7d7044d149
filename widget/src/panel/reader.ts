/**
 * Reads answers aloud with the browser's own voices. They are not to be relied on: some never start, some never end,
 * some stop in the middle of a long text. So it reads sentence by sentence, and a watchdog goes on without them.
 */
export interface Reader {
  /** `language`: IETF tag. */
  read(text: string, language: string): void
  hush(): void
}

export interface ReaderNeeds {
  readonly synthesis: Pick<SpeechSynthesis, 'speak' | 'cancel'>
  readonly utter: (text: string) => SpeechSynthesisUtterance
  /** A sentence begins: the mouth may move with it. */
  readonly saying: (text: string, language: string) => void
  readonly reading: (now: boolean) => void
}

/** UTF-16 units of one utterance: some remote voices stop by themselves after 15 s. */
const sentenceLength = 180
/** A voice that has not started by then does not: milliseconds. */
const startMs = 4000
/** What slow voices take for a letter: milliseconds. */
const letterMs = 140
/** So many silent ones, and this browser has no voice. */
const deadSentences = 2

/** Undefined where the browser has no voices. */
export function openReader(needs: Omit<ReaderNeeds, 'synthesis' | 'utter'>): Reader | undefined {
  if (typeof speechSynthesis === 'undefined') return undefined
  return createReader({ ...needs, synthesis: speechSynthesis, utter: (text) => new SpeechSynthesisUtterance(text) })
}

export function createReader({ synthesis, utter, saying, reading }: ReaderNeeds): Reader {
  let queue: { readonly text: string; readonly language: string }[] = []
  let watchdog: ReturnType<typeof setTimeout> | undefined
  let underway: SpeechSynthesisUtterance | undefined
  let dead = 0

  function next(): void {
    clearTimeout(watchdog)
    const sentence = queue.shift()
    if (sentence === undefined || dead >= deadSentences) {
      underway = undefined
      queue = []
      reading(false)
      return
    }
    const utterance = utter(sentence.text)
    underway = utterance
    utterance.lang = sentence.language
    utterance.onstart = () => {
      if (underway !== utterance) return
      dead = 0
      saying(sentence.text, sentence.language)
      watch(utterance, startMs + sentence.text.length * letterMs)
    }
    utterance.onend = () => underway === utterance && next()
    utterance.onerror = () => silent(utterance)
    synthesis.speak(utterance)
    watch(utterance, startMs)
  }

  function watch(utterance: SpeechSynthesisUtterance, ms: number): void {
    clearTimeout(watchdog)
    watchdog = setTimeout(() => silent(utterance), ms)
  }

  function silent(utterance: SpeechSynthesisUtterance): void {
    if (underway !== utterance) return
    dead += 1
    // Its own end must not be taken for that of the next one.
    underway = undefined
    synthesis.cancel()
    next()
  }

  return {
    read(text, language) {
      const sentences = sentencesOf(text, language)
      if (sentences.length === 0) return
      queue.push(...sentences.map((one) => ({ text: one, language })))
      if (underway !== undefined) return
      dead = 0
      reading(true)
      next()
    },
    hush() {
      queue = []
      if (underway === undefined) return
      underway = undefined
      synthesis.cancel()
      next()
    },
  }
}

/** Short enough for every voice, and cut where a sentence or a word ends. */
export function sentencesOf(text: string, language: string): readonly string[] {
  const found: string[] = []
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)) {
    let rest = segment.trim()
    while (rest.length > sentenceLength) {
      const space = rest.lastIndexOf(' ', sentenceLength)
      const end = space > 0 ? space : sentenceLength
      found.push(rest.slice(0, end).trim())
      rest = rest.slice(end).trim()
    }
    if (/[\p{L}\p{N}]/u.test(rest)) found.push(rest)
  }
  return found
}
