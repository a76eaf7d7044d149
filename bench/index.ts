import { callers } from './callers.ts'
import { channels } from './channels.ts'
import { fairness } from './fairness.ts'
import { crowd } from './crowd.ts'
import { fleet } from './fleet.ts'
import { startEmulator } from './parts/emulator.ts'
import type { Emulator } from './parts/emulator.ts'
import type { Finding } from './parts/finding.ts'
import { load, machineFacts, takeSecondCore } from './parts/machine.ts'
import { asMarkdown, table, writePart } from './parts/report.ts'
import { lists } from './lists.ts'
import { profile } from './profile.ts'
import { retrain } from './retrain.ts'
import { start } from './start.ts'
import { tenants } from './tenants.ts'
import { throughput, throughputNames } from './throughput.ts'
import { understanding } from './understanding.ts'
import { webhooks } from './webhooks.ts'

/**
 * `npm run bench` measures everything, `npm run bench -- road start` the named ones; both write bench/README.md. What
 * looks like a path is the folder that `understanding` reads, a number how many tenants `crowd` has.
 */
const others: Readonly<Record<string, (emulator: Emulator, count?: number) => Promise<readonly Finding[]>>> = {
  fairness,
  tenants,
  start,
  retrain,
  channels,
  webhooks,
  lists,
  callers,
  fleet,
  crowd,
}
const known = [...throughputNames, ...Object.keys(others), 'understanding', 'profile']
/** Hours on a small machine: only by its name. */
const long = ['crowd']

const given = process.argv.slice(2)
const folder = given.find(isPath)
const count = given.find(isCount)
const named = given.filter((name) => !isPath(name) && !isCount(name))
const wanted = named.length > 0 ? named : known.filter((name) => !long.includes(name))
const unknown = wanted.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${known.join(', ')}.`)
  process.exit(1)
}

const machine = machineFacts()
takeSecondCore()
if (wanted.includes('understanding')) await report('understanding', () => understanding(folder))
const needEmulator = wanted.filter((name) => name !== 'understanding')
if (needEmulator.length === 0) process.exit(0)
const emulator = await startEmulator()

function isCount(name: string): boolean {
  return /^\d+$/.test(name)
}

function isPath(name: string): boolean {
  return name.includes('/')
}

async function report(part: string, measure: () => Promise<readonly Finding[]>): Promise<void> {
  const before = load()
  const findings = await measure()
  console.log(`\n${table(findings)}\n`)
  const busy = Math.max(0, Math.max(before, load()) - 2).toFixed(1)
  await writePart(
    part,
    asMarkdown(
      findings,
      `On ${machine}. Other things on the machine kept ${busy} more processes ready to run than measuring does.`,
    ),
  )
}

const contenders = throughputNames.filter((name) => wanted.includes(name))
if (contenders.length > 0) await report('throughput', () => throughput(contenders, emulator))
for (const [name, measure] of Object.entries(others)) {
  if (wanted.includes(name))
    await report(name, () => measure(emulator, count === undefined ? undefined : Number(count)))
}
if (wanted.includes('profile')) await writePart('profile', await profile(emulator))
process.exit(0)
