import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { eventOf } from '../../src/channels/web/parse.ts'
import type { Option, Part } from '../../src/contracts/message.ts'
import type { ServerToClient, WireMessage, WireSession } from '../../src/contracts/wire.ts'
import { jsonIn, patternOf, settingsIn, shown, stepsOf, TalkFailed, timeIn } from '../../src/testing/talk.ts'
import type { Step } from '../../src/testing/talk.ts'
import { pause, until } from './app.ts'
import type { Home } from './gateway.ts'

/** The talks of the plugins, with the whole gateway in the place of a rehearsal: each has a chatbot of its own. */

const root = new URL('../../plugins/', import.meta.url)
/** Long enough for a loaded machine. */
const answerMs = 20_000
/** Whoever says nothing within it says nothing. */
const silenceMs = 300

export interface TalkFile {
  readonly plugin: string
  readonly name: string
  readonly steps: readonly Step[]
  /** Time passes in it. */
  readonly timed: boolean
}

export function talksOf(plugin: string): readonly TalkFile[] {
  const folder = new URL(`${plugin}/talks/`, root)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => {
      const steps = stepsOf(readFileSync(new URL(file, folder), 'utf8'), `${plugin}/talks/${file}:`)
      return { plugin, name: `${plugin}/talks/${file}`, steps, timed: steps.some(({ kind }) => kind === '@') }
    })
}

// ── What plugins call ────────────────────────────────────────────────────────────────────────────────────────────

/** Everybody outside: `https://shop.example/x` is `<url>/<talk>/shop.example/x`, and answers as the talk says. */
export interface World {
  readonly url: string
  answer(talk: string, method: string, url: string, status: number, body: string): void
  close(): void
}

export async function openWorld(): Promise<World> {
  const answers: {
    readonly talk: string
    readonly method: string
    readonly pattern: RegExp
    readonly status: number
    readonly body: string
  }[] = []
  const server: Server = createServer((request, response) => {
    const [, talk = '', host = '', rest = ''] = /^\/([^/]+)\/([^/]+)(.*)$/s.exec(request.url ?? '') ?? []
    const url = `https://${host}${rest}`
    const found = answers.find((one) => one.talk === talk && one.method === request.method && one.pattern.test(url))
    response.writeHead(found?.status ?? 200, { 'content-type': 'application/json' }).end(found?.body ?? '{}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on a port
    answer(talk, method, url, status, body) {
      const pattern = new RegExp(`^${url.split('*').map(RegExp.escape).join('.*')}$`, 'u')
      answers.unshift({ talk, method, pattern, status, body })
    },
    close: () => void server.close(),
  }
}

// ── One talk ─────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Stage {
  readonly home: Home
  readonly world: World
  readonly tenant: string
  readonly plugins: readonly string[]
  /** Milliseconds since 1970, as the gateway has it. */
  readonly now: () => number
  /** The gateway's clock goes on from there; what came due is looked at. */
  readonly pass: (to: number) => Promise<void>
  /** An event of any platform. */
  readonly keep: (channel: string, event: unknown) => Promise<void>
}

type Tab = Socket<ServerToClient, Record<string, (...args: never[]) => void>>

/** A person who reads from the script. */
export class Actor {
  readonly #stage: Stage
  readonly #talk: TalkFile
  readonly #id: string
  #next = 0
  #sent = 0
  #tab: Tab | undefined
  #session: WireSession | undefined
  #channel = ''
  #embedId = ''
  #chatbot = ''
  #name: string | undefined
  readonly #seen = new Map<string, WireMessage>()
  #expected = 0

  constructor(stage: Stage, talk: TalkFile, id: string) {
    this.#stage = stage
    this.#talk = talk
    this.#id = id
  }

  /** Somebody has said something. */
  get begun(): boolean {
    return this.#seen.size > 0
  }

  get done(): boolean {
    return this.#next >= this.#talk.steps.length
  }

  async prepare(): Promise<void> {
    const { home, tenant, plugins, world } = this.#stage
    const { steps, plugin } = this.#talk
    const person = steps.find(({ kind, text }) => kind === '!' && text.startsWith('person '))
    const { language = 'en' } = (person === undefined ? {} : jsonIn(person.text.slice(7), person.where)) as {
      language?: string
    } // a talk's own
    const chatbot = await home.api<{ id: string; embedId: string }>('POST', `/tenants/${tenant}/chatbots`, {
      name: this.#id,
      languages: [language],
    })
    this.#chatbot = chatbot.id
    this.#embedId = chatbot.embedId
    const settings: Record<string, unknown> = {}
    for (const step of steps)
      if (step.kind === '!' && step.text.startsWith('settings '))
        Object.assign(settings, settingsIn(step, new URL(this.#talk.name, root)))
    const moved = JSON.stringify(settings).replaceAll(
      /https:\/\/([a-z0-9.-]+\.example)/g,
      `${world.url}/${this.#id}/$1`,
    )
    const own = (JSON.parse(moved) as Record<string, unknown>)[plugin]
    for (const name of plugins)
      if (name !== plugin && name !== 'known')
        await home.api('PUT', `/chatbots/${chatbot.id}/plugins/${name}`, { enabled: false })
    if (own !== undefined)
      await home.api('PUT', `/chatbots/${chatbot.id}/plugins/${plugin}`, { enabled: true, settings: own })
    const channel = await home.api<{ id: string }>('POST', `/tenants/${tenant}/channels`, {
      platform: 'web',
      chatbotId: chatbot.id,
      name: this.#id,
      settings: {},
    })
    this.#channel = channel.id
  }

  async connect(): Promise<void> {
    this.leave()
    const lastSeq = Math.max(0, ...[...this.#seen.values()].map(({ seq }) => seq))
    const auth = { embedId: this.#embedId, ...(this.#session && { visitorToken: this.#session.visitorToken, lastSeq }) }
    const tab: Tab = io(`${this.#stage.home.url}/chat`, {
      auth,
      forceNew: true,
      transports: ['websocket'],
      reconnection: false,
    })
    this.#tab = tab
    tab.on('message:receive', (message) => {
      if (message.from === 'bot' && !this.#seen.has(message.id)) this.#seen.set(message.id, message)
    })
    this.#session = await new Promise<WireSession>((resolve, reject) => {
      tab.once('session', resolve)
      tab.once('connect_error', reject)
    })
  }

  leave(): void {
    this.#tab?.disconnect()
  }

  /** One thing that happens, and all that is said then. */
  async turn(): Promise<void> {
    const { steps } = this.#talk
    for (let step = steps[this.#next]; step !== undefined && step.kind !== '<'; step = steps[this.#next]) {
      this.#next++
      const replies = steps.slice(this.#next).findIndex(({ kind }) => kind !== '<')
      const expected = steps.slice(this.#next, replies < 0 ? undefined : this.#next + replies)
      await this.#act(step)
      if (expected.length === 0) continue
      this.#next += expected.length
      await this.#hear(expected)
      return
    }
  }

  async #act({ kind, text, where }: Step): Promise<void> {
    if (kind === '@') return this.#stage.pass(timeIn(text, where, this.#stage.now()))
    if (kind === '!') return this.#direct(text, where)
    const pressed = /^\[(.+)\]$/su.exec(text)?.[1]
    if (pressed === undefined) return this.#say({ type: 'text', text })
    const button = this.#buttons().find(({ id, label }) => id === pressed || label === pressed)
    if (button === undefined) throw new TalkFailed(`${where}: there is no button [${pressed}] to press`)
    return this.#say({ type: 'chosen', id: button.id, label: button.label })
  }

  #buttons(): readonly Option[] {
    const offered = this.#heard().map((parts) =>
      parts.flatMap((part) => ('options' in part ? (part.options ?? []) : [])),
    )
    return offered.findLast((options) => options.length > 0) ?? []
  }

  #heard(): readonly (readonly Part[])[] {
    return [...this.#seen.values()].sort((one, other) => one.seq - other.seq).map(({ parts }) => parts)
  }

  async #say(part: Part): Promise<void> {
    const id = `${this.#id}-${++this.#sent}`
    if (this.#name !== undefined)
      return this.#happen(eventOf({ visitor: this.#session!.visitorId, id, parts: [part], at: this.#stage.now() }))
    const message = { id, parts: [part] }
    const ack = (await this.#tab!.timeout(answerMs).emitWithAck('message:send', ...([message] as never[]))) as {
      ok: boolean
    }
    if (!ack.ok) throw new TalkFailed(`${this.#talk.name}: ${JSON.stringify(ack)}`)
  }

  /** What this website cannot report, as another platform would. */
  #happen(event: object): Promise<void> {
    const visitor = this.#session!.visitorId
    const from = { id: visitor, ...(this.#name === undefined ? {} : { name: this.#name }) }
    const keys = [`${this.#id}-${++this.#sent}`]
    return this.#stage.keep(this.#channel, { address: { chat: visitor }, at: this.#stage.now(), ...event, keys, from })
  }

  async #direct(text: string, where: string): Promise<void> {
    const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/su.exec(text) ?? []
    const { home, world } = this.#stage
    switch (word) {
      case 'http': {
        const [, method = '', url = '', status = '', body = ''] = /^(\S+)\s+(\S+)\s+(\d{3})\s*(.*)$/su.exec(rest) ?? []
        world.answer(this.#id, method, url, Number(status), body)
        return
      }
      case 'teach': {
        const moved = rest.replaceAll(/https:\/\/([a-z0-9.-]+\.example)/g, `${world.url}/${this.#id}/$1`)
        await home.api('POST', `/chatbots/${this.#chatbot}/intents`, jsonIn(moved, where))
        return
      }
      case 'person': {
        const { timeZone, name } = jsonIn(rest, where) as { readonly timeZone?: string; readonly name?: string } // a talk's own
        this.#name = name
        if (timeZone !== undefined) await this.#say({ type: 'text', text: `/known ${timeZone}` })
        return
      }
      case 'event':
        return this.#event(jsonIn(rest, where) as { readonly kind: string }) // a talk's own
      default:
        // What a rehearsal does to itself (`restart`, `crash`) happens here to everybody at once.
        return
    }
  }

  async #event(event: { readonly kind: string }): Promise<void> {
    const { home } = this.#stage
    if (event.kind !== 'handoffEnded' && event.kind !== 'conversationEnded') return this.#happen(event)
    const { id } = await home.api<{ id: string }>('POST', '/conversations', {
      channelId: this.#channel,
      address: this.#session!.visitorId,
    })
    if (event.kind === 'conversationEnded') {
      await home.api('PUT', `/conversations/${id}/end`, {})
      return
    }
    await home.api('PUT', `/conversations/${id}/handoff`, { to: 'human' })
    await home.api('PUT', `/conversations/${id}/handoff`, { to: 'bot' })
  }

  async #hear(expected: readonly Step[]): Promise<void> {
    const wanted = expected.filter(({ text }) => text !== '')
    const [first] = expected
    const where = first?.where ?? ''
    const enough = () => this.#seen.size >= this.#expected + wanted.length
    await until(enough, where, answerMs).catch(() => undefined)
    if (wanted.length < expected.length) await pause(silenceMs)
    const said = this.#heard().slice(this.#expected)
    wanted.forEach(({ text, where: line }, index) => {
      const parts = said[index]
      if (parts === undefined) throw new TalkFailed(`${line}: the bot said nothing, instead of\n  < ${text}`)
      if (!patternOf(text).test(shown(parts)))
        throw new TalkFailed(`${line}: the bot was expected to say\n  < ${text}\nbut said\n  < ${shown(parts)}`)
    })
    const more = said[wanted.length]
    if (more !== undefined) throw new TalkFailed(`${where}: nobody expected the bot to say\n  < ${shown(more)}`)
    this.#expected += wanted.length
  }
}
