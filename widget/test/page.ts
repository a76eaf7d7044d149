import { mountAvatar } from '../src/avatar/index.ts'
import { seeded } from '../src/avatar/random.ts'
import type { Sound } from '../src/avatar/sound.ts'
import { createSpeech } from '../src/avatar/speech.ts'
import { openScenery, type Scenery } from '../src/avatar/stage.ts'
import type { AvatarOptions, AvatarStage } from '../src/avatar/types.ts'

/** What the tests of the avatar do in a browser: they ask for it by name, and get back what can be told in JSON. */

const files = { url: '/avatars/nova.glb', plainUrl: '/avatars/nova-plain.glb' }
const silence: Sound = {
  decode: () => Promise.reject(new Error('Nothing is heard here.')),
  play: () => undefined,
  close: () => undefined,
}

const told: string[] = []
let stage: AvatarStage | undefined

async function mount(options: Partial<AvatarOptions> = {}): Promise<readonly string[]> {
  const host = document.getElementById('host')
  if (host === null) throw new Error('There is no place for it.')
  Object.assign(host.style, { position: 'relative', width: '160px', height: '108px' })
  stage = await mountAvatar(host, {
    ...files,
    tier: 'lite',
    poster: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
    ...options,
    onTier: (tier, reason) => void told.push(`${tier}: ${reason}`),
    onEvent: (event) => void told.push(event.type === 'speaking' ? `speaking: ${event.now}` : event.type),
  })
  return told
}

const picture = () => document.querySelector<HTMLImageElement>('#host img')
const canvas = () => document.querySelector<HTMLCanvasElement>('#host canvas')

/** Counts from now on how often a frame is asked for, and comes. */
function countFrames(): () => number {
  let frames = 0
  const ask = requestAnimationFrame.bind(window)
  window.requestAnimationFrame = (draw) =>
    ask((now) => {
      frames += 1
      draw(now)
    })
  return () => frames
}

/** Takes the graphics away, and gives the function that gives them back. */
function loseContext(): () => void {
  const taken = canvas()?.getContext('webgl2')?.getExtension('WEBGL_lose_context')
  taken?.loseContext()
  return () => taken?.restoreContext()
}

/** A scene whose clock the caller has. */
async function rehearse(calm: boolean, width: number, height: number, more: Partial<AvatarOptions> = {}) {
  const speech = createSpeech(silence)
  const options = { ...files, tier: 'lite', onTier: () => undefined, onEvent: () => undefined, ...more } as const
  const scenery = await openScenery(options, 'lite', { speech, random: seeded(4), calm })
  scenery.resize(width, height)
  let now = 0
  return {
    scenery,
    run: (ms: number) => {
      for (const end = now + ms; now < end; now += 100) scenery.draw(100, now)
    },
    say: async (viseme: string) => {
      speech.speak({ visemes: [[0, viseme]], durationMs: 400 })
      await new Promise((done) => setTimeout(done))
    },
    look: () => {
      scenery.draw(0, now)
      return scenery.canvas.toDataURL()
    },
  }
}

/** How many of the pixels in a part of the picture shine, in shares of the whole. */
function shining({ canvas: drawn }: Scenery, [left, top, width, height]: readonly [number, number, number, number]) {
  const copy = new OffscreenCanvas(60, 30)
  const pen = copy.getContext('2d')
  if (pen === null) throw new Error('There is nothing to count with.')
  const { width: w, height: h } = drawn
  pen.drawImage(drawn, w * left, h * top, w * width, h * height, 0, 0, 60, 30)
  const { data } = pen.getImageData(0, 0, 60, 30)
  return data.filter((value, at) => at % 4 === 1 && value > 70).length
}

/** Pictures at fixed times, and how far the mouth is open in them. */
async function shoot() {
  const mouth = [0.44, 0.4, 0.12, 0.14] as const
  const { scenery, run, say, look } = await rehearse(false, 200, 135)
  const shots: Record<string, string> = {}
  run(1000)
  shots['idle'] = look()
  run(1000)
  shots['idle later'] = look()
  scenery.gesture({ meant: 'greeting' }, 2800)
  run(1200)
  shots['greeting'] = look()
  run(3000)
  scenery.mood('think')
  run(1500)
  shots['thinking'] = look()
  scenery.mood('rest')
  run(1500)
  await say('PP')
  run(300)
  shots['lips closed'] = look()
  const closed = shining(scenery, mouth)
  run(300)
  await say('aa')
  run(300)
  shots['lips open'] = look()
  const open = shining(scenery, mouth)
  scenery.destroy()
  return { shots, closed, open }
}

/** What of the picture below the head changes for a person who asked for less motion. */
async function calmly() {
  const { scenery, run, look } = await rehearse(true, 160, 108)
  const feet = () => shining(scenery, [0, 0.7, 1, 0.3])
  scenery.gesture({ meant: 'dance' }, 5000)
  run(200)
  const before = [feet(), look()]
  run(2000)
  const after = [feet(), look()]
  scenery.destroy()
  return { before, after }
}

/** Another avatar at rest and in a greeting: whether it moves, and what was loaded for it. */
async function strangers(url: string) {
  const { scenery, run, look } = await rehearse(false, 120, 200, { url, plainUrl: null, clipsUrl: files.url })
  run(500)
  const atRest = look()
  scenery.gesture({ meant: 'greeting' }, 2800)
  run(1200)
  const greets = look()
  const body = shining(scenery, [0, 0, 1, 1])
  scenery.destroy()
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
  return { moves: atRest !== greets, body, hasVrm: loaded.some((name) => /\/vrm-[\w-]+\.js$/.test(name)) }
}

Object.assign(window, {
  trials: { mount, told, picture, canvas, countFrames, loseContext, shoot, calmly, strangers, stage: () => stage },
  avatar: { mountAvatar, openScenery, createSpeech, seeded },
})
