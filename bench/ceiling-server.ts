import { join } from 'node:path'
import fastify from 'fastify'
import { createTransport } from '../src/channels/telegram/transport.ts'
import { databaseDefaults, telegramDefaults } from '../src/config/defaults.ts'
import { createLog } from '../src/telemetry/log.ts'
import { SqliteDatabase } from '../src/tenancy/sqlite.ts'

/**
 * The most that this machine could do: the same HTTP server, database, group commit and way to the platform, and
 * nothing between them. `ingest` is one durable insert; `road` is that, one call to the platform and one durable update.
 *
 * Arguments: data folder, number of tenants, the platform's root.
 */
const [dataDir = '.', tenants = '1', apiRoot = ''] = process.argv.slice(2)

interface Update {
  readonly message: { readonly chat: { readonly id: number }; readonly text: string }
}

function openTenant(index: number) {
  const database = new SqliteDatabase(join(dataDir, `ceiling-${index}.db`), {
    cacheKib: databaseDefaults.tenantCacheKib,
    busyMs: databaseDefaults.busyMs,
  })
  database.handle.exec('create table inbox (seq integer primary key, event text not null, state text not null)')
  const insert = database.prepare<[string]>("insert into inbox (event, state) values (?, 'pending')")
  const update = database.prepare<[string, number | bigint]>('update inbox set state = ? where seq = ?')
  const { post } = createTransport(apiRoot, `bench:${index}`)
  const never = new AbortController().signal
  return {
    keep: (event: string) => database.write(() => insert.run(event).lastInsertRowid),
    async answer(row: number | bigint, { message }: Update): Promise<void> {
      const call = { chat_id: message.chat.id, text: message.text.slice(message.text.indexOf(' ') + 1) }
      const sent = await post('sendMessage', call, { signal: never, answerMs: telegramDefaults.answerMs })
      await database.write(() => void update.run(sent.ok ? 'sent' : 'failed', row))
    },
  }
}

const open = Array.from({ length: Number(tenants) }, (_, index) => openTenant(index))
const server = fastify({ logger: false })
server.removeAllContentTypeParsers()
server.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (_request, body, taken) => taken(null, body))
server.post<{ Params: { way: string; tenant: string }; Body: Buffer }>('/:way/:tenant', async ({ params, body }) => {
  const tenant = open[Number(params.tenant)]!
  const event = body.toString()
  const update = JSON.parse(event) as Update
  const row = await tenant.keep(event)
  if (params.way === 'road') void tenant.answer(row, update)
  return 'ok'
})
process.once('SIGTERM', () => process.exit(0))
createLog('info').info({ url: await server.listen({ port: 0, host: '127.0.0.1' }) }, 'ready')
