import { setTimeout as pause } from 'node:timers/promises'
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { mysqlDefaults } from '../../config/defaults.ts'
import { Busy } from '../../contracts/errors.ts'
import type { Answer, Failure, Question, ThreadStart } from './wire.ts'

/**
 * The event loop's end of the thread that talks to MySQL. Stores read in the middle of what they compute, so a reading
 * question is waited for: the loop stands still for one way to the server and back. Whatever may be late — connecting,
 * the lock of a transaction, its commit — is asked without waiting, and what is written goes out unanswered until
 * somebody reads or commits. docs/decisions/0019 says what that costs and what it saves.
 */
export interface Link {
  /** Waits for the answer. Throws Busy when there is none in time, or was none lately, and what the server refuses. */
  ask(question: Extract<Question, { readonly do: 'ask' }>): Answer
  /** Does not wait; `told` hears of the answer before any later one is given. */
  send(question: Question, told: (answer: Answer) => void): void
  request(question: Question): Promise<Answer>
  close(): Promise<void>
}

export function openLink(): Link {
  const raised = new Int32Array(new SharedArrayBuffer(4))
  const { port1: port, port2 } = new MessageChannel()
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: { raised, port: port2 } satisfies ThreadStart,
    transferList: [port2],
    // Its own, so that nobody's NODE_OPTIONS reach it.
    execArgv: [],
    env: {},
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  let asked = 0
  let dead: Error | undefined
  /** Nobody waits for a server that says nothing: the event loop stands still for it once. */
  let silent = false
  let closed = false
  worker.unref()
  port.on('message', heard)
  port.unref()
  worker.on('error', (error: Error) => {
    dead = error
    for (const id of [...waiting.keys()])
      heard({ id, error: { code: 'LOST', message: `The thread that talks to MySQL ended: ${error.message}` } })
  })

  function heard(answer: Answer): void {
    const told = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) port.unref()
    told?.(answer)
  }

  function send(question: Question, told: (answer: Answer) => void): void {
    const id = ++asked
    if (dead !== undefined) {
      told({ id, error: { code: 'LOST', message: dead.message } })
      return
    }
    waiting.set(id, told)
    if (waiting.size === 1) port.ref()
    port.postMessage({ ...question, id })
  }

  const request = (question: Question) => new Promise<Answer>((resolve) => send(question, resolve))

  /** Until it says something again; an account that was forgotten meanwhile says no more. */
  async function listenFor(to: number): Promise<void> {
    if (silent) return
    silent = true
    for (let answer: Answer | undefined; !closed && isSilence(answer);) {
      await pause(mysqlDefaults.silenceMs, undefined, { ref: false })
      answer = await request({ do: 'ask', to, statements: [{ sql: 'select 1', values: [] }] })
    }
    silent = false
  }

  function ask(question: Extract<Question, { readonly do: 'ask' }>): Answer {
    if (silent) throw new Busy(unanswered)
    let answer: Answer | undefined
    send(question, (given) => (answer = given))
    const until = performance.now() + mysqlDefaults.answerMs
    for (;;) {
      const before = Atomics.load(raised, 0)
      // The thread's answers to earlier questions come first.
      for (let got = received(port); got !== undefined; got = received(port)) heard(got)
      if (answer !== undefined) return answer
      const left = until - performance.now()
      if (left <= 0 || Atomics.wait(raised, 0, before, left) === 'timed-out') {
        void listenFor(question.to)
        throw new Busy(unanswered)
      }
    }
  }

  return {
    ask,
    send,
    request,
    async close() {
      closed = true
      await new Promise((resolve) => send({ do: 'end' }, resolve))
      port.close()
      await worker.terminate()
    },
  }
}

const unanswered = 'The database does not answer.'

const isSilence = (answer: Answer | undefined): boolean =>
  answer === undefined || ('error' in answer && answer.error.code !== 'CLOSED')

function received(port: MessagePort): Answer | undefined {
  const got = receiveMessageOnPort(port)
  return got?.message as Answer | undefined // as the thread posts it
}

const refusals =
  /^(CLOSED|LOST|PROTOCOL_|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_|EHOST|ENET|ER_(LOCK_|CON_COUNT|TOO_MANY_USER|SERVER_SHUTDOWN|QUERY_INTERRUPTED|QUERY_TIMEOUT|STATEMENT_TIMEOUT|CONNECTION_KILLED|SESSION_WAS_KILLED|CLIENT_INTERACTION_TIMEOUT|SERVER_OFFLINE|OPTION_PREVENTS|READ_ONLY|DISK_FULL|RECORD_FILE_FULL|OUT_OF_RESOURCES|CANT_LOCK|XA_|UNKNOWN_ERROR))/

/** What the server says is the matter, as our own errors: Busy when it may be otherwise later. */
export function errorOf({ code, message }: Failure): Error {
  return refusals.test(code)
    ? new Busy(`The database refuses (${code}): ${message}`)
    : Object.assign(new Error(message), { code })
}
