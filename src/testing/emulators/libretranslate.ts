import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type LibretranslateFault =
  /** Answers this status. */
  | { readonly kind: 'status'; readonly status: number }
  /** Never answers. */
  | { readonly kind: 'silent' }
  /** Answers with something that is no JSON. */
  | { readonly kind: 'garbage' }
  /** Loses every sign that stands for something to be kept. */
  | { readonly kind: 'forgetful' }
  /** Gives one text less than it was asked for. */
  | { readonly kind: 'short' }

export interface LibretranslateEmulatorOptions {
  /** Without one any is taken, as a server without keys does. */
  readonly key?: string
  /** IETF base tags; `en`, `es`, `pl`, `de` by default. */
  readonly languages?: readonly string[]
}

export interface LibretranslateRequest {
  readonly q: readonly string[]
  readonly source: string
  readonly target: string
}

/**
 * A LibreTranslate server for tests, over real HTTP: `/translate` and `/languages`. It knows what it was taught, and says
 * `pl: text` of anything else.
 */
export interface LibretranslateEmulator {
  readonly url: string
  readonly requests: readonly LibretranslateRequest[]
  /** `signs` such as ⟦0⟧ are part of the text. */
  teach(text: string, target: string, translation: string): void
  /** Lets something go wrong; the function it gives lifts it. */
  fault(fault: LibretranslateFault): () => void
  close(): Promise<void>
}

export async function createLibretranslateEmulator({
  key,
  languages = ['en', 'es', 'pl', 'de'],
}: LibretranslateEmulatorOptions = {}): Promise<LibretranslateEmulator> {
  const taught = new Map<string, string>()
  const requests: LibretranslateRequest[] = []
  const faults = new Set<LibretranslateFault>()
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    teach: (text, target, translation) => void taught.set(`${target}\n${text}`, translation),
    fault(fault) {
      faults.add(fault)
      return () => void faults.delete(fault)
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    if (request.method === 'GET' && request.url === '/languages') {
      answer(200, languages.map((code) => ({ code, name: code, targets: languages }))) // prettier-ignore
      return
    }
    if (request.method !== 'POST' || request.url !== '/translate') {
      answer(404, { error: 'Not Found' })
      return
    }
    const body = await bodyOf(request)
    const [fault] = faults
    if (fault?.kind === 'silent') return
    if (fault?.kind === 'status') answer(fault.status, { error: 'It was told to fail.' })
    else if (fault?.kind === 'garbage') response.end('<html>Bad gateway</html>')
    else if (key !== undefined && body['api_key'] !== key) answer(403, { error: 'Invalid API key' })
    else translate(body, fault, answer)
  }

  function translate(
    { q, source, target }: Readonly<Record<string, unknown>>,
    fault: LibretranslateFault | undefined,
    answer: (status: number, body: unknown) => void,
  ): void {
    if (typeof source !== 'string' || typeof target !== 'string' || !Array.isArray(q)) {
      answer(400, { error: 'Invalid request: missing q, source or target parameter' })
      return
    }
    if (!languages.includes(source) || !languages.includes(target)) {
      answer(400, { error: `${languages.includes(source) ? target : source} is not supported` })
      return
    }
    const texts = q.map(String)
    requests.push({ q: texts, source, target })
    const translated = texts.map((text) => {
      const found = taught.get(`${target}\n${text}`) ?? `${target}: ${text}`
      return fault?.kind === 'forgetful' ? found.replaceAll(/⟦\d+⟧/g, '') : found
    })
    answer(200, { translatedText: fault?.kind === 'short' ? translated.slice(1) : translated })
  }
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer) // of a request that nobody decoded
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Readonly<Record<string, unknown>> // whatever it is, its members are looked at
  } catch {
    return {}
  }
}
