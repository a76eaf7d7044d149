import { execFileSync } from 'node:child_process'
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { median, ms } from './figures.ts'

/** What the figures were measured on, without anything that changes when the same is measured again. */
export function machineFacts(): string {
  const gib = Math.round(totalmem() / 2 ** 30)
  const model = cpus()[0]?.model.trim() ?? 'unknown'
  return `${availableParallelism()} cores (${model}), ${gib} GiB, Node ${process.version}; a small write is on the disk after ${ms(diskMs())} (median)`
}

/** How busy the machine was with other things; figures taken beside others are worth less. */
export function load(): number {
  return loadavg()[0] ?? 0
}

/** This process has the second core to itself: load and emulator never take the server's time. */
export function takeSecondCore(): void {
  if (availableParallelism() < 2) throw new Error('A second core is needed for the load.')
  execFileSync('taskset', ['-apc', '1', String(process.pid)], { stdio: 'ignore' })
}

function diskMs(): number {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-bench-'))
  const file = openSync(join(folder, 'file'), 'w')
  const times: number[] = []
  for (let write = 0; write < 100; write++) {
    const began = performance.now()
    writeSync(file, 'x'.repeat(4096))
    fdatasyncSync(file)
    times.push(performance.now() - began)
  }
  closeSync(file)
  rmSync(folder, { recursive: true })
  return median(times)
}
