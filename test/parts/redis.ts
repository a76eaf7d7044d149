import { Redis } from 'ioredis'
import { startOwn, type OwnServer } from './own-server.ts'

export interface OwnRedis extends OwnServer {
  readonly url: string
}

/** It keeps nothing: stopped and started again, it has forgotten everything. `cluster`: it is one, of a single node. */
export async function startRedis({ cluster = false, databases = 16 } = {}): Promise<OwnRedis> {
  const server = await startOwn({
    command: 'redis-server',
    args: (folder, port) => [
      ...['--port', String(port), '--bind', '127.0.0.1'],
      ...['--save', '', '--appendonly', 'no', '--dir', folder, '--databases', String(databases)],
      // Alone it does not know its own address.
      ...(cluster ? ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'] : []),
    ],
  })
  if (cluster) await takeAllSlots(server.port)
  return { ...server, url: `${cluster ? 'redis+cluster' : 'redis'}://127.0.0.1:${server.port}` }
}

/** Nothing is answered before every slot is somebody's. */
async function takeAllSlots(port: number): Promise<void> {
  const node = new Redis({ host: '127.0.0.1', port })
  await node.cluster('ADDSLOTSRANGE', 0, 16383)
  while (!(await node.cluster('INFO')).includes('cluster_state:ok'))
    await new Promise((resolve) => setTimeout(resolve, 50))
  node.disconnect()
}
