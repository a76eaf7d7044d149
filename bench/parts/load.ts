import { connect } from 'node:net'
import type { Socket } from 'node:net'
import type { Emulator } from './emulator.ts'
import { reader } from './http.ts'

/** Where one bot's updates are posted. */
export interface Target {
  readonly port: number
  readonly path: string
  readonly secret: string
}

export interface LoadOptions {
  readonly targets: readonly Target[]
  /** Chats of each target, taken in turn: so many that a chat's own pace (a burst of 5, then one a second) never counts. */
  readonly chats: number
  /** Connections of each target; messages wait for one. As many as are needed when not said. */
  readonly connections?: number
  /** Keeps the messages of several loads on one emulator apart. */
  readonly firstNumber?: number
}

export interface RunOptions {
  readonly messages: number
  /** `road`: a message is done when its reply has arrived; `ingest`: when it was answered with 200. */
  readonly way: 'road' | 'ingest'
  /** Closed loop: so many messages are always under way. */
  readonly inFlight?: number
  /** Open loop: so many are sent every second, whatever comes back. */
  readonly rate?: number
  readonly command?: string
}

/** What came of a run. Times in milliseconds from when a message was written to its connection. */
export interface Outcome {
  readonly seconds: number
  readonly perSecond: number
  /** Until its 200. */
  readonly keptMs: readonly number[]
  /** Until its reply was at the platform. */
  readonly repliedMs: readonly number[]
  readonly wrong: Wrong
}

/** What must never happen; every number should be 0. */
export interface Wrong {
  /** Sent, and its reply never came. */
  lost: number
  doubled: number
  /** Replied to after a later one of the same chat, or in another chat. */
  misplaced: number
  /** Answered with something else than 200. */
  refused: number
}

const patienceMs = 20_000
const firstChat = 1_000_000

/** Plays people who write `/echo <number>` on Telegram, and checks that each is answered once, in order, in its chat. */
export function createLoad(emulator: Emulator, options: LoadOptions) {
  const { targets, chats, connections = Infinity, firstNumber = 0 } = options
  const idle: Connection[][] = targets.map(() => [])
  const opened = targets.map(() => 0)
  const waiting: (() => void)[][] = targets.map(() => [])
  const heads = targets.map(
    ({ port, path, secret }) =>
      `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nX-Telegram-Bot-Api-Secret-Token: ${secret}\r\nContent-Length: `,
  )
  const lastOfChat = new Map<number, number>()
  let run: Run | undefined
  let next = firstNumber

  const targetOf = (number: number) => number % targets.length
  const chatOf = (number: number) =>
    firstChat + firstNumber + targetOf(number) * chats + (Math.floor(number / targets.length) % chats)

  function send(number: number, command: string): void {
    const target = targetOf(number)
    if (idle[target]!.length === 0 && opened[target]! >= connections) {
      waiting[target]!.push(() => send(number, command))
      return
    }
    const connection = idle[target]!.pop() ?? open(target)
    connection.number = number
    run?.sent(number)
    const body = update(number, chatOf(number), `/${command} ${number}`)
    connection.socket.write(`${heads[target]!}${body.length}\r\n\r\n${body}`, 'latin1')
  }

  function open(target: number): Connection {
    opened[target]!++
    const socket = connect({ port: targets[target]!.port, host: '127.0.0.1', noDelay: true })
    const connection: Connection = { socket, number: 0 }
    socket.on('error', (error) => console.error(`A connection to the server failed: ${error.message}`))
    socket.on(
      'data',
      reader(({ head }) => {
        const { number } = connection
        idle[target]!.push(connection)
        run?.kept(number, head.startsWith('200', 'HTTP/1.1 '.length))
        waiting[target]!.shift()?.()
      }),
    )
    return connection
  }

  const stopListening = emulator.listen(({ chat, text }) => {
    const number = Number(text)
    if (chat < firstChat + firstNumber || chat >= firstChat + firstNumber + targets.length * chats) return
    const inOrder = chat === chatOf(number) && number >= (lastOfChat.get(chat) ?? 0)
    lastOfChat.set(chat, number)
    run?.replied(number, inOrder)
  })

  return {
    run(options: RunOptions): Promise<Outcome> {
      const first = next
      next += options.messages
      const current = new Run(first, options, (number) => send(number, options.command ?? 'echo'))
      run = current
      current.begin()
      return current.done
    },
    close(): void {
      stopListening()
      for (const connection of idle.flat()) connection.socket.destroy()
    },
  }
}

export type Load = ReturnType<typeof createLoad>

interface Connection {
  readonly socket: Socket
  number: number
}

class Run {
  readonly done: Promise<Outcome>
  readonly #first: number
  readonly #options: RunOptions
  readonly #send: (number: number) => void
  readonly #sentAt: Float64Array
  readonly #keptAt: Float64Array
  readonly #repliedAt: Float64Array
  readonly #wrong: Wrong = { lost: 0, doubled: 0, misplaced: 0, refused: 0 }
  readonly #began = performance.now()
  #sent = 0
  #finished = 0
  #lastAt = performance.now()
  #end: (outcome: Outcome) => void = () => undefined
  readonly #watch: NodeJS.Timeout

  constructor(first: number, options: RunOptions, send: (number: number) => void) {
    this.#first = first
    this.#options = options
    this.#send = send
    this.#sentAt = new Float64Array(options.messages)
    this.#keptAt = new Float64Array(options.messages)
    this.#repliedAt = new Float64Array(options.messages)
    this.done = new Promise((resolve) => (this.#end = resolve))
    this.#watch = setInterval(() => {
      if (performance.now() - this.#lastAt > patienceMs) this.#conclude()
    }, 1000)
  }

  begin(): void {
    if (this.#options.rate === undefined) this.#sendMore()
    else this.#tick()
  }

  sent(number: number): void {
    this.#sentAt[number - this.#first] = performance.now()
  }

  kept(number: number, well: boolean): void {
    const index = number - this.#first
    if (index < 0) return
    this.#keptAt[index] = performance.now()
    if (!well) this.#wrong.refused++
    if (!well || this.#options.way === 'ingest') this.#finish()
  }

  replied(number: number, inOrder: boolean): void {
    const index = number - this.#first
    if (!inOrder) this.#wrong.misplaced++
    if (index < 0 || this.#repliedAt[index] !== 0) {
      this.#wrong.doubled++
      return
    }
    this.#repliedAt[index] = performance.now()
    if (this.#options.way === 'road') this.#finish()
  }

  #finish(): void {
    this.#finished++
    this.#lastAt = performance.now()
    if (this.#finished === this.#options.messages) this.#conclude()
    else if (this.#options.rate === undefined) this.#sendMore()
  }

  #sendMore(): void {
    const { messages, inFlight = 1 } = this.#options
    while (this.#sent < messages && this.#sent - this.#finished < inFlight) this.#sendOne()
  }

  #tick(): void {
    const { messages, rate = 1 } = this.#options
    const due = Math.min(messages, Math.floor(((performance.now() - this.#began) / 1000) * rate))
    while (this.#sent < due) this.#sendOne()
    if (this.#sent < messages) setTimeout(() => this.#tick(), 1)
  }

  #sendOne(): void {
    this.#send(this.#first + this.#sent++)
  }

  #conclude(): void {
    clearInterval(this.#watch)
    const { messages } = this.#options
    const seconds = (this.#lastAt - this.#began) / 1000
    this.#wrong.lost = messages - this.#finished
    this.#end({
      seconds,
      perSecond: this.#finished / seconds,
      keptMs: since(this.#sentAt, this.#keptAt),
      repliedMs: since(this.#sentAt, this.#repliedAt),
      wrong: this.#wrong,
    })
  }
}

function since(from: Float64Array, to: Float64Array): number[] {
  const times: number[] = []
  for (const [index, at] of to.entries()) if (at !== 0) times.push(at - from[index]!)
  return times
}

/** As Telegram sends it; ASCII, so that its length is its bytes. */
function update(number: number, chat: number, text: string): string {
  return `{"update_id":${number + 1},"message":{"message_id":${number + 1},"from":{"id":${chat},"is_bot":false,"first_name":"Ada","last_name":"Byron","username":"ada${chat}","language_code":"en"},"chat":{"id":${chat},"first_name":"Ada","last_name":"Byron","username":"ada${chat}","type":"private"},"date":${Math.floor(Date.now() / 1000)},"text":"${text}","entities":[{"offset":0,"length":${text.indexOf(' ')},"type":"bot_command"}]}}`
}
