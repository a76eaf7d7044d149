import { existsSync, readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fakeClock } from '../../src/testing/clock.ts'
import { Chance } from '../chaos/chance.ts'
import { openHome } from '../parts/gateway.ts'
import type { Home, Life } from '../parts/gateway.ts'
import { Actor, openWorld, talksOf } from '../parts/talks.ts'
import type { Stage, World } from '../parts/talks.ts'

/**
 * The talks of every plugin through the whole gateway, which is killed (-9) between their turns: those in which no time
 * passes all at once, so that one kill meets all of them; the others one after the other, because they share a clock.
 */

const folder = new URL('../../plugins/', import.meta.url)
const plugins = readdirSync(folder).filter((name) => existsSync(new URL(`${name}/talks/`, folder)))
const talks = plugins.flatMap(talksOf)
const timed = talks.filter((talk) => talk.timed)
// What `qna` answers stands on pages of documents, and a talk has only words: test/journeys/knowledge.test.ts has documents.
const untimed = talks.filter((talk) => !talk.timed && talk.plugin !== 'qna')

/** `TALKS_SEED=7 npm test -- talks` dies at other moments. */
const chance = new Chance(Number(process.env.TALKS_SEED ?? 1), 'talks')
/** Turns of the crowd after which the process ends: four of the first dozen. */
const deaths = new Set(chance.shuffled(Array.from({ length: 10 }, (_, index) => index + 1)).slice(0, 4))

let home: Home
let world: World
let life: Life
let offset = fakeClock().now() - Date.now()
const controlPort = 30_000 + Math.floor(Math.random() * 2_000)
const tenant = 'talks'
/** Of all lives so far. */
const complaints: string[] = []

const now = () => Date.now() + offset

async function begin(): Promise<void> {
  life = home.start({ TALK_CLOCK: String(offset), TALK_CONTROL: String(controlPort) })
  await life.ready
}

async function killAndBegin(): Promise<void> {
  complaints.push(...life.complaints)
  life.kill()
  await life.ended
  await begin()
}

async function control(told: object): Promise<void> {
  const body = JSON.stringify({ tenant, ...told })
  const response = await fetch(`http://127.0.0.1:${controlPort}`, { method: 'POST', body })
  if (!response.ok) throw new Error(await response.text())
}

const stageOf = (pass: Stage['pass']): Stage => ({
  home,
  world,
  tenant,
  plugins: [...plugins, 'known'],
  now,
  pass,
  keep: (channel, event) => control({ channel, event }),
})

beforeAll(async () => {
  world = await openWorld()
  home = await openHome({ script: 'test/parts/talk-server.ts', args: ['plugins', 'test/journeys/talk-plugins'] })
  await begin()
  await home.api('POST', '/tenants', { code: tenant, name: tenant })
}, 60_000)
afterAll(async () => {
  life.kill()
  await life.ended
  world.close()
  await home.remove()
})

test('talks in which no time passes go on through every kill -9', async () => {
  const stage = stageOf(() => Promise.reject(new Error('No time passes here.')))
  const actors = untimed.map((talk, index) => new Actor(stage, talk, `talk${index}`))
  await Promise.all(actors.map((actor) => actor.prepare()))
  await Promise.all(actors.map((actor) => actor.connect()))
  const failures: string[] = []
  let playing = actors
  for (let turn = 1; playing.length > 0; turn++) {
    const results = await Promise.allSettled(playing.map((actor) => actor.turn()))
    results.forEach((result) => {
      if (result.status === 'rejected') failures.push(String(result.reason))
    })
    playing = playing.filter((actor, index) => results[index]?.status === 'fulfilled' && !actor.done)
    if (!deaths.has(turn) || playing.length === 0) continue
    for (const actor of actors) actor.leave()
    await killAndBegin()
    await Promise.all(playing.map((actor) => actor.connect()))
  }
  for (const actor of actors) actor.leave()
  if (failures.length > 0) failures.push(...complaints, ...life.complaints)
  expect(failures).toEqual([])
}, 120_000)

test('what the plugins kept is read by the operator, page by page', async () => {
  // Of somebody who did not ask to be forgotten in the end.
  const index = untimed.findIndex(({ name }) => name === 'consent/talks/español.txt')
  const { items: bots } = await home.api<{ items: { id: string; name: string }[] }>(
    'GET',
    `/tenants/${tenant}/chatbots`,
  )
  const bot = bots.find(({ name }) => name === `talk${index}`)
  const at = `/chatbots/${bot?.id ?? ''}/plugins/consent/records?prefix=proof:&limit=2`
  type Records = {
    readonly items: { readonly name: string; readonly value: object }[]
    readonly nextCursor: string | null
  }
  const first = await home.api<Records>('GET', at)
  expect(first.items.map(({ value }) => value)).toEqual([
    expect.objectContaining({
      purpose: 'chat',
      choice: expect.any(String),
      text: expect.stringMatching(/^[0-9a-f]{64}$/),
    }),
    expect.objectContaining({ platform: 'web', version: expect.any(String) }),
  ])
  const second = await home.api<Records>('GET', `${at}&cursor=${encodeURIComponent(first.nextCursor ?? '')}`)
  expect(second.items.length).toBeGreaterThan(0)
  expect(second.items.map(({ name }) => name)).not.toContain(first.items[0]?.name)
})

describe('talks in which time passes', () => {
  /** Before time passes first in a plugin's talks, the process ends. */
  const died = new Set<string>()

  test.each(timed.map((talk) => [talk.name, talk] as const))(
    '%s',
    async (_, talk) => {
      offset = fakeClock().now() - Date.now()
      await control({ to: now() })
      const stage = stageOf(async (to) => {
        if (actor.begun && !died.has(talk.plugin)) {
          died.add(talk.plugin)
          await killAndBegin()
          await actor.connect()
        }
        offset = to - Date.now()
        await control({ to })
      })
      const actor = new Actor(stage, talk, `timed${timed.indexOf(talk)}`)
      await actor.prepare()
      await actor.connect()
      while (!actor.done) await actor.turn()
      actor.leave()
    },
    60_000,
  )
})
