import { randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mailDefaults } from '../config/defaults.ts'
import type { Log } from '../contracts/log.ts'
import type { Letter, Mailer } from '../contracts/mail.ts'

export interface ClosableMailer extends Mailer {
  close(): Promise<void>
}

export interface MailerOptions {
  /** Letters are files in it until they are sent, or for good where nobody sends them. */
  readonly folder: string
  /** smtp://user:password@host:port or smtps://…; undefined: letters stay where they are. */
  readonly smtpUrl: string | undefined
  readonly from: string
  readonly log: Log
}

/**
 * An outbox of files: a letter is kept before anybody hears of it, and sent by SMTP where there is a server. One that a
 * server does not take is tried again until it is too old to be of use.
 */
export function createMailer({ folder, smtpUrl, from, log }: MailerOptions): ClosableMailer {
  let sending: Promise<void> | undefined
  let more = false
  const timer = smtpUrl === undefined ? undefined : setInterval(flush, mailDefaults.retryMs)
  timer?.unref()

  function flush(): void {
    // What comes while others are sent is sent after them.
    more = true
    sending ??= sendWhileThereAre()
      .catch((error: unknown) => log.error({ error }, 'Letters could not be sent and are tried again.'))
      .finally(() => (sending = undefined))
  }

  async function sendWhileThereAre(): Promise<void> {
    while (more) {
      more = false
      await sendAll()
    }
  }

  async function sendAll(): Promise<void> {
    if (smtpUrl === undefined) return
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort()
    if (names.length === 0) return
    // Loaded with the first letter.
    const { createTransport } = await import('nodemailer')
    const server = new URL(smtpUrl)
    // Where the library looks for options beside a URL.
    server.searchParams.set('connectionTimeout', String(mailDefaults.connectMs))
    const transport = createTransport(server.href)
    try {
      for (const name of names) {
        const path = join(folder, name)
        const letter = JSON.parse(await readFile(path, 'utf8')) as Letter // written below
        try {
          await transport.sendMail({ from, to: letter.to, subject: letter.subject, text: letter.text })
          await rm(path)
        } catch (error) {
          const { mtimeMs } = await stat(path)
          log.error({ error }, 'A letter could not be sent.')
          if (Date.now() - mtimeMs > mailDefaults.giveUpMs) await rename(path, `${path}.failed`)
        }
      }
    } finally {
      transport.close()
    }
  }

  return {
    async send(letter) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, `${Date.now()}-${randomUUID()}.json`)
      await writeFile(`${path}.new`, JSON.stringify({ from, ...letter }, undefined, 2), { mode: 0o600 })
      await rename(`${path}.new`, path)
      flush()
    },
    async close() {
      clearInterval(timer)
      more = false
      await sending
    },
  }
}
