import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { filesPerMessage, refusalOf } from '../attach.ts'
import { type MediaPart, useRoom } from '../model.ts'
import { bytesIn } from '../times.ts'
import { Icon } from './icons.tsx'

/** A file on its way, or already there. */
export interface Attachment {
  readonly key: number
  readonly file: File
  /** 0 to 1. */
  readonly share: number
  readonly part?: MediaPart
}

export interface Attachments {
  readonly list: readonly Attachment[]
  /** Why something was not taken. */
  readonly problem: string
  readonly isReady: boolean
  readonly add: (files: readonly File[]) => void
  readonly remove: (key: number) => void
  /** The parts of what has arrived; nothing is left. */
  readonly take: () => readonly MediaPart[]
}

export function useAttachments(): Attachments {
  const { config, speech, actions } = useRoom()
  const [list, setList] = useState<readonly Attachment[]>([])
  const [problem, setProblem] = useState('')
  const count = useRef(0)
  const underway = useRef(new Map<number, AbortController>())
  useEffect(() => () => underway.current.forEach((one) => one.abort()), [])

  const remove = useCallback((key: number) => {
    underway.current.get(key)?.abort()
    underway.current.delete(key)
    setList((now) => now.filter((one) => one.key !== key))
  }, [])

  async function upload(key: number, file: File): Promise<void> {
    const controller = new AbortController()
    underway.current.set(key, controller)
    const change = (more: Partial<Attachment>) =>
      setList((now) => now.map((one) => (one.key === key ? { ...one, ...more } : one)))
    try {
      const part = await actions.upload(file, (share) => change({ share }), controller.signal)
      change({ part, share: 1 })
    } catch {
      if (controller.signal.aborted) return
      remove(key)
      setProblem(speech.say('uploadFailed', { name: file.name }))
    } finally {
      underway.current.delete(key)
    }
  }

  function add(files: readonly File[]): void {
    setProblem('')
    for (const [index, file] of files.entries()) {
      if (list.length + index >= filesPerMessage) {
        setProblem(speech.say('tooMany', { count: filesPerMessage }))
        return
      }
      const refused = refusalOf(file, config.uploads)
      if (refused !== undefined) {
        const size = bytesIn(speech.language, config.uploads.bytes)
        setProblem(speech.say(refused, { name: file.name, size }))
        continue
      }
      const key = ++count.current
      setList((now) => [...now, { key, file, share: 0 }])
      void upload(key, file)
    }
  }

  return {
    list,
    problem,
    isReady: list.every(({ part }) => part !== undefined),
    add,
    remove,
    take() {
      setList([])
      setProblem('')
      return list.flatMap(({ part }) => part ?? [])
    },
  }
}

export function AttachmentList({ list, remove }: Pick<Attachments, 'list' | 'remove'>) {
  const { speech } = useRoom()
  if (list.length === 0) return null
  return (
    <ul class="attachments">
      {list.map(({ key, file, share, part }) => (
        <li key={key} class="attachment">
          <Preview file={file} />
          <span class="attachment-name" dir="auto">
            {file.name}
          </span>
          {part === undefined && (
            <progress value={share} max={1} aria-label={speech.say('uploading', { name: file.name })} />
          )}
          <button
            type="button"
            class="round small"
            aria-label={speech.say('remove', { name: file.name })}
            onClick={() => remove(key)}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  )
}

function Preview({ file }: { readonly file: File }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!file.type.startsWith('image/')) return undefined
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return url === undefined ? <Icon name="document" /> : <img src={url} alt="" />
}
