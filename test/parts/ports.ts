import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/**
 * One that no outgoing connection of this machine is given meanwhile (those are 32768 and up): a server comes back to it
 * again and again.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    const probe = createServer()
    const free = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!free) continue
    const { port: found } = probe.address() as AddressInfo // it listens on a port
    probe.close()
    await once(probe, 'close')
    return found
  }
}
