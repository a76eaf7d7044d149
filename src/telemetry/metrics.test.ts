import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import { telemetryDefaults } from '../config/defaults.ts'
import { openMetrics } from './metrics.ts'

describe('metrics', () => {
  test('are readable in the text format of Prometheus', async () => {
    const metrics = await openMetrics({ version: '1.2.3' })
    metrics.stage('receive', 0.003)
    metrics.stage('receive', 0.2)
    metrics.message('telegram', 'demo', 'in')
    metrics.message('telegram', 'demo', 'in')
    metrics.bell('turn', 'rung')
    metrics.turn('answered')
    metrics.send('telegram', 'sent')
    metrics.deadLetter('outbox')
    metrics.maybeDoubled('telegram')
    const lines = (await metrics.text()).split('\n')
    expect(lines).toContain('colloquy_stage_seconds_bucket{stage="receive",le="0.005"} 1')
    expect(lines).toContain('colloquy_stage_seconds_count{stage="receive"} 2')
    expect(lines).toContain('colloquy_messages_total{platform="telegram",tenant="demo",direction="in"} 2')
    expect(lines).toContain('colloquy_bells_total{kind="turn",what="rung"} 1')
    expect(lines).toContain('colloquy_turns_total{result="answered"} 1')
    expect(lines).toContain('colloquy_sends_total{platform="telegram",result="sent"} 1')
    expect(lines).toContain('colloquy_dead_letters_total{side="outbox"} 1')
    expect(lines).toContain('colloquy_maybe_doubled_sends_total{platform="telegram"} 1')
    await metrics.close()
  })

  test('are bounded: beyond so many sets of labels the rest is counted together', async () => {
    const metrics = await openMetrics({ version: '1' })
    for (let tenant = 0; tenant <= telemetryDefaults.labelSets + 1; tenant++)
      metrics.message('web', `tenant-${tenant}`, 'in')
    metrics.message('web', 'tenant-0', 'in')
    const lines = (await metrics.text()).split('\n')
    expect(lines).toContain('colloquy_messages_total{platform="web",tenant="tenant-0",direction="in"} 2')
    expect(lines).toContain('colloquy_messages_total{otel_metric_overflow="true"} 2')
    expect(lines.filter((line) => line.startsWith('colloquy_messages_total'))).toHaveLength(
      telemetryDefaults.labelSets + 1,
    )
    await metrics.close()
  })

  test('ask for what stands when they are read', async () => {
    const metrics = await openMetrics({ version: '1' })
    let openScopes = 1
    metrics.watch(async () => ({
      pendingEvents: 7,
      oldestEventSeconds: 1.5,
      pendingMessages: 3,
      oldestMessageSeconds: 0,
      openScopes: openScopes++,
      waitingBells: 0,
      backupAgeSeconds: undefined,
    }))
    expect(await metrics.text()).toMatch(/^colloquy_pending_events 7$/m)
    expect(await metrics.text()).toMatch(/^colloquy_open_scopes 2$/m)
    await metrics.close()
  })

  test('outlive a source that fails', async () => {
    const metrics = await openMetrics({ version: '1' })
    metrics.watch(() => Promise.reject(new Error('database gone')))
    metrics.turn('silent')
    expect(await metrics.text()).toMatch(/^colloquy_turns_total\{result="silent"\} 1$/m)
    await metrics.close()
  })

  test('are pushed to a collector where one is named, and a last time at the end', async () => {
    const paths: (string | undefined)[] = []
    const collector = createServer((request, response) => {
      paths.push(request.url)
      request.resume().on('end', () => response.end('{}'))
    })
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
    const { port } = collector.address() as AddressInfo
    const metrics = await openMetrics({ version: '1', otlpEndpoint: `http://127.0.0.1:${port}/otel/` })
    metrics.turn('answered')
    await metrics.close()
    expect(paths).toEqual(['/otel/v1/metrics'])
    await new Promise((resolve) => collector.close(resolve))
  })

  test('a collector that is gone does not hold up the end', async () => {
    const metrics = await openMetrics({ version: '1', otlpEndpoint: 'http://127.0.0.1:9' })
    metrics.turn('answered')
    await expect(metrics.close()).resolves.toBeUndefined()
  })
})
