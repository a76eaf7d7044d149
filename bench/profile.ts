// Budget: none. Says where the road's time goes.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { profiled } from './parts/cpu-profile.ts'
import type { Emulator } from './parts/emulator.ts'
import { addTenants, startGateway } from './parts/gateway.ts'
import { createLoad } from './parts/load.ts'

const messages = 24_000
const inFlight = 128

/** A table in Markdown: microseconds a message, by who spends them. */
export async function profile(emulator: Emulator): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'colloquy-profile-'))
  const gateway = await startGateway({
    nodeFlags: ['--max-semi-space-size=16', '--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=300'],
  })
  const load = createLoad(emulator, { targets: await addTenants(gateway, emulator, 1), chats: messages / 2 })
  await load.run({ way: 'road', messages: messages / 2, inFlight })
  const { seconds } = await load.run({ way: 'road', messages, inFlight })
  const ended = performance.now()
  load.close()
  await gateway.stop('SIGTERM')
  const stopSeconds = (performance.now() - ended) / 1000
  const [file = ''] = await readdir(folder)
  const text = await readFile(join(folder, file), 'utf8')
  await rm(folder, { recursive: true })
  return profiled(text, { messages, seconds, endedBeforeEnd: stopSeconds })
}
