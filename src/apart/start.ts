import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'

/**
 * A process of our own beside this one. Native code that computes with weights aborts its whole process when a thread it
 * ran in is taken down, now and then; a process apart can be ended at any moment, and takes nothing with it.
 */
export interface Apart {
  /** undefined: it never began. */
  readonly pid: number | undefined
  postMessage(message: unknown): void
  on(event: 'message', told: (message: never) => void): void
  on(event: 'error', told: (error: Error) => void): void
  on(event: 'exit', told: (code: number | null) => void): void
  ref(): void
  unref(): void
  terminate(): Promise<void>
}

/** `given`: what the script reads by `given()`; JSON. `heapMb`: the most its objects may take. */
export function startApart(script: URL, given: unknown, heapMb?: number): Apart {
  const child: ChildProcess = fork(script, [JSON.stringify(given)], {
    serialization: 'advanced',
    execArgv: heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`],
    // Nothing of ours is known in there; what libraries print is nobody's. glibc's arenas would double its memory.
    env: { MALLOC_ARENA_MAX: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    // It never began.
    child.once('error', () => resolve())
  })
  return {
    pid: child.pid,
    postMessage: (message) => void child.send(message as object, () => undefined), // what is lost with it is told by its end
    on: (event: string, told: (...told: never[]) => void) =>
      void child.on(event, (...heard: unknown[]) => told(...(heard as never[]))), // as the event's own type has it
    ref() {
      child.ref()
      child.channel?.ref()
    },
    unref() {
      child.unref()
      child.channel?.unref()
    },
    async terminate() {
      // Nothing else may keep this process alive until then.
      child.ref()
      child.kill('SIGKILL')
      await ended
    },
  }
}
