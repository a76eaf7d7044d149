// Budget: signed webhooks of Slack and WhatsApp reach their durable 200 at least half as often a second as Telegram's.
import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import { turnDefaults } from '../src/config/defaults.ts'
import type { Emulator } from './parts/emulator.ts'
import { median, perSecond } from './parts/figures.ts'
import type { Finding } from './parts/finding.ts'
import { addTenant, startGateway } from './parts/gateway.ts'
import type { Gateway } from './parts/gateway.ts'
import { reader } from './parts/http.ts'
import { createLoad } from './parts/load.ts'
import type { Target } from './parts/load.ts'

const least = 0.5
/** As many as there are platforms, or a multiple: each is first, second and last once. */
const rounds = 3
/** Requests always under way, each on a connection of its own. */
const inFlight = 128
const warmUp = 4000
/** Nothing is taken out while it is measured: with three platforms, all of it stays below `ingestDefaults.backlogEvents`. */
const messages = 12_000
/** Each has written once when the measuring begins: every request comes from somebody who is known. */
const chats = warmUp

/** A channel of a platform that pushes. */
interface Pushing {
  readonly platform: string
  readonly url: URL
  /** What the platform sends about message `number`; ASCII, so that its length is its bytes. */
  body(number: number): string
  /** Headers by which the gateway knows that a body is the platform's. */
  proof(body: string): Readonly<Record<string, string>>
}

interface Posted {
  readonly perSecond: number
  /** Answered with something else than 200. */
  readonly refused: number
}

interface Rate extends Posted {
  /** Of the server, for each request. */
  readonly cpuMs: number
  /** Answered, and no message more in the store: what is answered must be kept, and nothing here comes twice. */
  readonly missing: number
}

/**
 * One tenant with a bot on each platform, posted to one platform after the other. Handlers that never answer hold every
 * place that it has, as in ingest.ts: what comes in is verified, parsed, kept and rung for, and waits unanswered. The
 * requests are signed before the clock starts, so that the load costs the same for all of them.
 */
export async function webhooks(emulator: Emulator): Promise<readonly Finding[]> {
  const rates = new Map<string, Rate[]>()
  for (let round = 0; round < rounds; round++) {
    const gateway = await startGateway()
    try {
      const pushing = await addChannels(gateway, emulator)
      for (const one of pushing) await prepare(one)
      const first = round % pushing.length
      for (const one of [...pushing.slice(first), ...pushing.slice(0, first)]) {
        const rate = await measure(one, gateway)
        rates.set(one.platform, [...(rates.get(one.platform) ?? []), rate])
        console.error(
          `round ${round + 1}, ${one.platform}: ${Math.round(rate.perSecond)}/s, ${rate.cpuMs.toFixed(3)} ms of CPU a request`,
        )
      }
    } finally {
      await gateway.stop()
    }
  }
  const telegram = rates.get('telegram') ?? []
  return ['telegram', 'slack', 'whatsapp'].flatMap((platform) => report(platform, rates.get(platform) ?? [], telegram))
}

function report(platform: string, own: readonly Rate[], telegram: readonly Rate[]): readonly Finding[] {
  const bench = `webhooks, ${platform}`
  const all = own.map((one) => one.perSecond)
  const cpu = `${median(own.map(({ cpuMs }) => cpuMs)).toFixed(3)} ms`
  const wrong = own.reduce((sum, one) => sum + one.refused + Math.abs(one.missing), 0)
  const findings: Finding[] = [
    {
      bench,
      what: 'throughput, median (least to most)',
      measured: `${perSecond(median(all))} (${perSecond(Math.min(...all))} to ${perSecond(Math.max(...all))})`,
    },
    { bench, what: 'CPU a request', measured: cpu },
    { bench, what: 'refused, or answered and not kept', measured: String(wrong), budget: '0', kept: wrong === 0 },
  ]
  if (platform === 'telegram') return findings
  // Round by round: what disturbed one disturbed the other.
  const ratio = median(own.map((one, round) => one.perSecond / (telegram[round]?.perSecond ?? NaN)))
  return [
    ...findings,
    {
      bench,
      what: 'ratio to Telegram’s, by throughput',
      measured: ratio.toFixed(2),
      budget: `≥ ${least}`,
      kept: ratio >= least,
    },
  ]
}

/** Compiled, its people known; and what is not signed as it should be is refused, or nothing would be measured. */
async function prepare(one: Pushing): Promise<void> {
  const { refused } = await post(one.url, [request(one.url, one.body(0), {})])
  if (refused !== 1) throw new Error(`${one.platform} took a webhook without proof.`)
  await post(one.url, requests(one, 0, warmUp))
}

async function measure(one: Pushing, gateway: Gateway): Promise<Rate> {
  const signed = requests(one, warmUp, messages)
  const keptBefore = await keptOf(one.platform, gateway)
  const cpuBefore = gateway.cpuMs()
  const posted = await post(one.url, signed)
  const cpuMs = (gateway.cpuMs() - cpuBefore) / messages
  const kept = (await keptOf(one.platform, gateway)) - keptBefore
  return { ...posted, cpuMs, missing: messages - posted.refused - kept }
}

/** Messages that the gateway counted as new and durable. */
async function keptOf(platform: string, { url }: Gateway): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const counted = new RegExp(`^colloquy_messages_total\\{platform="${platform}",.*direction="in"\\} (\\d+)$`, 'm').exec(
    text,
  )
  return Number(counted?.[1] ?? 0)
}

// ── Requests ─────────────────────────────────────────────────────────────────────────────────────────────────────

function requests(one: Pushing, first: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const body = one.body(first + index)
    return request(one.url, body, one.proof(body))
  })
}

function request({ host, pathname }: URL, body: string, proof: Readonly<Record<string, string>>): string {
  const headers = { host, 'content-type': 'application/json', 'content-length': String(body.length), ...proof }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}

/** Closed loop: a connection sends its next request when its last one is answered. */
async function post({ port, hostname }: URL, all: readonly string[]): Promise<Posted> {
  let next = 0
  let refused = 0
  const began = performance.now()
  const connection = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ port: Number(port), host: hostname, noDelay: true })
      const more = () => {
        const one = all[next++]
        if (one !== undefined) {
          socket.write(one, 'latin1')
          return
        }
        resolve()
        socket.destroy()
      }
      socket.on('connect', more)
      socket.on('error', reject)
      socket.on('close', () => reject(new Error('The server closed a connection.')))
      socket.on(
        'data',
        reader(({ head }) => {
          if (!head.startsWith('200', 'HTTP/1.1 '.length)) refused++
          more()
        }),
      )
    })
  await Promise.all(Array.from({ length: Math.min(inFlight, all.length) }, connection))
  return { perSecond: all.length / ((performance.now() - began) / 1000), refused }
}

// ── Platforms ────────────────────────────────────────────────────────────────────────────────────────────────────

const tenant = 'pushed'
const signingSecret = 'signing-secret-of-the-bench'
const appSecret = 'app-secret-of-the-bench'
const phoneNumberId = '100000000000001'

const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex')
const seconds = () => Math.floor(Date.now() / 1000)
const chatOf = (number: number) => 2_000_000 + (number % chats)
/** The same on every platform: a command, because the fragments of a message are waited for. */
const textOf = (number: number) => `/echo ${number}`

async function addChannels(gateway: Gateway, emulator: Emulator): Promise<readonly Pushing[]> {
  const { port, path, secret } = await addTenant(gateway, emulator, tenant)
  const chatbot = await gateway.api<{ id: string }>('POST', `/tenants/${tenant}/chatbots`, { name: 'Pushed' })
  const add = async (platform: string, settings: object) => {
    const channel = await gateway.api<{ webhookUrl: string }>('POST', `/tenants/${tenant}/channels`, {
      platform,
      chatbotId: chatbot.id,
      name: platform,
      settings,
    })
    return new URL(new URL(channel.webhookUrl).pathname, gateway.url)
  }
  const pushing: readonly Pushing[] = [
    {
      platform: 'telegram',
      url: new URL(path, `http://127.0.0.1:${port}`),
      body: update,
      proof: () => ({ 'x-telegram-bot-api-secret-token': secret }),
    },
    {
      platform: 'slack',
      url: await add('slack', { botToken: 'xoxb-bench', signingSecret, apiUrl: `${emulator.url}/` }),
      body: slackEvent,
      proof: (body) => {
        const stamp = String(seconds())
        const signature = `v0=${hmac(signingSecret, `v0:${stamp}:${body}`)}`
        return { 'x-slack-request-timestamp': stamp, 'x-slack-signature': signature }
      },
    },
    {
      platform: 'whatsapp',
      url: await add('whatsapp', {
        phoneNumberId,
        accessToken: 'bench',
        appSecret,
        verifyToken: 'bench',
        graphUrl: emulator.url,
      }),
      body: whatsappChange,
      proof: (body) => ({ 'x-hub-signature-256': `sha256=${hmac(appSecret, body)}` }),
    },
  ]
  await hold(emulator, { port, path, secret })
  return pushing
}

/** Handlers that never answer take every place that the tenant has, and others wait for one that ends. */
async function hold(emulator: Emulator, target: Target): Promise<void> {
  const places = Math.max(turnDefaults.concurrency, turnDefaults.perTenant)
  // Numbers beyond those that are measured: an update that is known is not taken again.
  const load = createLoad(emulator, { targets: [target], chats: 2 * places, firstNumber: 10_000_000 })
  await load.run({ way: 'ingest', messages: 2 * places, inFlight: 64, command: 'hold' })
  load.close()
}

function update(number: number): string {
  const text = textOf(number)
  const chat = chatOf(number)
  const person = { id: chat, first_name: 'Ada', last_name: 'Byron', username: `ada${chat}` }
  const entities = [{ offset: 0, length: text.indexOf(' '), type: 'bot_command' }]
  return JSON.stringify({
    update_id: number + 1,
    message: {
      message_id: number + 1,
      from: { ...person, is_bot: false, language_code: 'en' },
      chat: { ...person, type: 'private' },
      date: seconds(),
      text,
      entities,
    },
  })
}

/** With what Slack sends along to every app: the authorizations, and the text a second time as blocks. */
function slackEvent(number: number): string {
  const text = textOf(number)
  const ts = `${seconds()}.${String(number).padStart(6, '0')}`
  const team = 'T0BENCH'
  const said = { type: 'rich_text_section', elements: [{ type: 'text', text }] }
  return JSON.stringify({
    token: 'verification',
    team_id: team,
    api_app_id: 'A0BENCH',
    event: {
      type: 'message',
      user: `U0${chatOf(number)}`,
      ts,
      client_msg_id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      text,
      team,
      blocks: [{ type: 'rich_text', block_id: 'b1', elements: [said] }],
      channel: `D0${chatOf(number)}`,
      event_ts: ts,
      channel_type: 'im',
    },
    type: 'event_callback',
    event_id: `Ev${String(number).padStart(9, '0')}`,
    event_time: seconds(),
    authorizations: [
      { enterprise_id: null, team_id: team, user_id: 'U0BOT', is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: 'bench',
  })
}

function whatsappChange(number: number): string {
  const from = `1555${chatOf(number)}`
  const message = {
    from,
    id: `wamid.${Buffer.from(`bench message ${String(number).padStart(20, '0')}`).toString('base64')}`,
    timestamp: String(seconds()),
    type: 'text',
    text: { body: textOf(number) },
  }
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550001111', phone_number_id: phoneNumberId },
    contacts: [{ profile: { name: 'Ada Byron' }, wa_id: from }],
    messages: [message],
  }
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '100000000000002', changes: [{ value, field: 'messages' }] }],
  })
}
